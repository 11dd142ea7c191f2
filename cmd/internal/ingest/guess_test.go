package ingest

import (
	"strings"
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
	of := func(s string) store.Platform {
		if s == "Telegram" || strings.HasPrefix(s, "https://t.me/") {
			return "telegram"
		}
		return ""
	}
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
		{[]string{"notice", "when", "who", "where"}, `{"notice":"The pier stays shut","when":"2 May 2025","who":"pier","where":"https://t.me/pier/9"}`, "post_url=where,text=notice,posted_at=when,author_handle=who"},
		{[]string{"id", "user_screen_name", "user_name", "text", "source"}, `{"id":"1","source":"A telephone"}`, "id=id,text=text,author_handle=user_screen_name,author_name=user_name,platform=PLATFORM"},
		{[]string{"id", "from_user_name", "from_user_realname", "text", "source"}, `{"id":"1","source":"Telegram"}`, "id=id,text=text,author_handle=from_user_name,author_name=from_user_realname,platform=source"},
		{[]string{"twitter_id", "screen_name", "text"}, "", "id=twitter_id,text=text,author_handle=screen_name,platform=PLATFORM"},
		{[]string{"author", "createdAt", "fullText", "id"}, `{"id":"1","author":{"id":"7","name":"Pier","userName":"pier","badge":{"x":1}}}`, "id=id,text=fullText,posted_at=createdAt,author_handle=author.userName,author_name=author.name,platform=PLATFORM"},
		{[]string{"archived_timestamp", "original_tweet_url", "available_tweet_text", "available_tweet_is_RT", "available_tweet_info"}, `{"archived_timestamp":"20250105010203","original_tweet_url":"https://twitter.com/pier/status/1","available_tweet_text":"The pier stays shut till May","available_tweet_info":"Pier (@pier) January 2, 2025, and more words"}`, "post_url=original_tweet_url,text=available_tweet_text,platform=PLATFORM"},
		{[]string{"A", "B, C"}, "", "post_url=COLUMN,text=COLUMN,platform=PLATFORM"},
	} {
		if got := guess(c.columns, []byte(c.first), of); got != c.want {
			t.Errorf("%q:\n%s, want\n%s", c.columns, got, c.want)
		}
	}
}
