package ingest

import (
	"testing"

	"onrecord/store"
)

// TestPlaceholder: a suggestion that is copied as it is names no platform of that name.
func TestPlaceholder(t *testing.T) {
	known := func(string) store.Platform { return "" }
	if _, err := parseMap("post_url=A,text=B,platform=PLATFORM", []string{"A", "B"}, known); err == nil {
		t.Error("a platform called PLATFORM is taken")
	}
	if m, err := parseMap("post_url=A,text=B,platform=PLATFORM", []string{"A", "B", "PLATFORM"}, known); err != nil || len(m.Platform) != 1 {
		t.Errorf("a column called PLATFORM: %+v %v", m, err)
	}
}

// TestGuess: what is suggested for a table follows the names of its columns, in many
// languages, and its first row where they say nothing; a column of something else is left.
func TestGuess(t *testing.T) {
	for _, c := range []struct {
		columns []string
		first   string
		want    string
	}{
		{[]string{"link", "when", "who", "quote"}, "", "post_url=link,text=quote,posted_at=when,author_handle=who,platform=PLATFORM"},
		{[]string{"URL", "Date of publication", "Date of birth", "Tweet Text", "userName", "Display name"}, "", "post_url=URL,text=Tweet Text,posted_at=Date of publication,author_handle=userName,author_name=Display name,platform=PLATFORM"},
		{[]string{"Enlace", "Fecha de publicación", "Autora", "Texto", "Idioma"}, "", "post_url=Enlace,text=Texto,posted_at=Fecha de publicación,author_handle=Autora,lang=Idioma,platform=PLATFORM"},
		{[]string{"Lien", "Publié le", "Auteur", "Contenu", "Réseau"}, "", "post_url=Lien,text=Contenu,posted_at=Publié le,author_handle=Auteur,platform=Réseau"},
		{[]string{"Verweis", "Veröffentlicht am", "Verfasser", "Wortlaut"}, "", "post_url=Verweis,text=Wortlaut,posted_at=Veröffentlicht am,author_handle=Verfasser,platform=PLATFORM"},
		{[]string{"Ссылка", "Дата публикации", "Автор", "Текст"}, "", "post_url=Ссылка,text=Текст,posted_at=Дата публикации,author_handle=Автор,platform=PLATFORM"},
		{[]string{"投稿リンク", "投稿日時", "投稿者", "投稿内容"}, "", "post_url=投稿リンク,text=投稿内容,posted_at=投稿日時,author_handle=投稿者,platform=PLATFORM"},
		{[]string{"الرابط", "تاريخ النشر", "الكاتب", "النص"}, "", "post_url=الرابط,text=النص,posted_at=تاريخ النشر,author_handle=الكاتب,platform=PLATFORM"},
		{[]string{"user_id", "profile_url", "post_id", "created_at", "full_text"}, "", "id=post_id,text=full_text,posted_at=created_at,platform=PLATFORM"},
		{[]string{"A", "B", "C", "D"}, `{"A":"17","B":"2025-11-12 09:00","C":"We will never close the northern ferry line","D":"https://example.org/1"}`, "post_url=D,text=C,posted_at=B,platform=PLATFORM"},
		{[]string{"A", "B, C"}, "", "post_url=COLUMN,text=COLUMN,platform=PLATFORM"},
	} {
		if got := guess(c.columns, []byte(c.first)); got != c.want {
			t.Errorf("%q:\n%s, want\n%s", c.columns, got, c.want)
		}
	}
}
