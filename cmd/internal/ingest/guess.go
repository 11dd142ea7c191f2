package ingest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"onrecord/compare/find"
	"onrecord/scraper/format"
	"onrecord/store"
)

// meant are the fields of a mapping with what people call their columns, the likelier
// first. A column is a field's whose name is one of these, or has words of these and of
// those that say nothing (filler) alone: "Date of publication", and not "Date of birth".
var meant = []struct{ field, names string }{
	{"id", "id|post id|tweet id|status id|message id|native id|id str|twitter id|item id"},
	{"post_url", "url|link|permalink|address|href|uri|web address|enlace|vinculo|direccion|lien|adresse|verweis|indirizzo|collegamento|endereco|odnosnik|adres|baglanti|tautan|duong dan|ссылка|посилання|адрес|链接|鏈接|連結|网址|網址|リンク|アドレス|링크|주소|رابط|الرابط|लिंक"},
	{"text", "text|full text|body|content|message|caption|words|wording|quote|statement|what|tweet|post|texto|contenido|mensaje|cita|texte|contenu|citation|inhalt|nachricht|wortlaut|beitrag|zitat|testo|contenuto|messaggio|conteudo|mensagem|tekst|bericht|inhoud|tresc|wiadomosc|metin|icerik|mesaj|teks|isi|pesan|noi dung|текст|содержание|сообщение|зміст|повідомлення|内容|內容|正文|文本|本文|テキスト|投稿文|내용|본문|텍스트|نص|النص|محتوى|المحتوى|पाठ|संदेश"},
	{"posted_at", "posted at|created at|published at|when|date|time|datetime|date time|timestamp|time stamp|created|published|posted|publication|day|fecha|hora|cuando|publicado|publicacion|quand|heure|publie|datum|zeit|wann|uhrzeit|zeitpunkt|zeitstempel|veroffentlicht|veroffentlichung|data|ora|quando|pubblicato|pubblicazione|publicacao|tijd|tijdstip|wanneer|gepubliceerd|czas|kiedy|opublikowano|tid|nar|tarih|tarihi|zaman|tanggal|waktu|ngay|thoi gian|дата|время|когда|публикации|опубликовано|час|коли|публікації|日期|时间|時間|日時|投稿日|날짜|일시|시간|작성일|تاريخ|التاريخ|وقت|النشر|तारीख|दिनांक|समय"},
	{"author_handle", "handle|acct|screen name|user screen name|author screen name|from user name|author user name|user user name|author handle|user handle|author acct|user acct|user name|user|account|author|by|who|speaker|poster|person|politician|autor|autora|usuario|cuenta|quien|auteur|utilisateur|compte|qui|verfasser|autorin|nutzer|benutzer|konto|wer|politiker|autore|utente|chi|quem|conta|gebruiker|kto|yazar|kullanici|hesap|kim|penulis|akun|pengguna|tac gia|tai khoan|автор|пользователь|аккаунт|кто|користувач|хто|作者|用户|用戶|账号|帳號|投稿者|発言者|ユーザー|アカウント|작성자|계정|사용자|الكاتب|المؤلف|الحساب|المستخدم|लेखक|खाता"},
	{"author_name", "name|display name|full name|author name|author full name|author display name|user display name|from user real name|real name|user name|nombre|nom|nome|naam|nazwa|nazwisko|ad|isim|nama|ho ten|имя|ім'я|姓名|名字|名前|氏名|이름|الاسم|नाम"},
	{"title", "title|headline|titulo|titular|titre|titel|titolo|tytul|baslik|judul|tieu de|заголовок|标题|標題|タイトル|見出し|제목|العنوان|शीर्षक"},
	{"lang", "lang|language|idioma|langue|sprache|lingua|taal|jezyk|dil|bahasa|ngon ngu|язык|мова|语言|語言|言語|언어|اللغة|भाषा"},
	{"platform", "platform|network|social network|source|plataforma|red|plateforme|reseau|plattform|netzwerk|piattaforma|rete|platforma|платформа|平台|プラットフォーム|플랫폼|المنصة"},
}

// filler are words of columns that do not say which field they are.
var filler = strings.Fields("post tweet toot message status the of at on in by de du del da do la le el der des die am vom di date time utc gmt local original posted published created written said publication")

// placeholder stands in a suggested mapping for what nothing tells.
const placeholder = "PLATFORM"

// guess is a mapping that a person can mend: what the names of columns suggest, and, of
// fields that no name suggests, what stands in the first row, a JSON object or nil. of is the
// platform that an address or a name tells, "" for none.
func guess(columns []string, first []byte, of func(string) store.Platform) string {
	found := map[string]string{}
	row := map[string]any{}
	known := json.Unmarshal(first, &row) == nil
	cell := func(c string) string { s, _ := row[c].(string); return strings.TrimSpace(s) }
	free := slices.DeleteFunc(membersOf(columns, row), func(c string) bool { // what a post was written with
		return known && joined(c) == "source" && (cell(c) == "" || of(cell(c)) == "")
	})
	take := func(field string, is func(column string) bool) {
		if i := slices.IndexFunc(free, is); i >= 0 && found[field] == "" {
			found[field] = free[i]
			free = slices.Delete(free, i, i+1)
		}
	}
	for _, m := range meant { // what is called so goes before what only has such words
		for name := range strings.SplitSeq(m.names, "|") {
			take(m.field, func(c string) bool { return joined(c) == joined(name) })
		}
	}
	for _, m := range meant {
		take(m.field, func(c string) bool { return m.field != "id" && hasWords(c, m.names) })
	}
	if known {
		take("post_url", func(c string) bool {
			return strings.HasPrefix(cell(c), "https://") || strings.HasPrefix(cell(c), "http://")
		})
		take("posted_at", func(c string) bool { return isTime(cell(c)) })
		slices.SortStableFunc(free, func(a, b string) int { return len(cell(b)) - len(cell(a)) })
		sentence := func(c string) bool { return len(strings.Fields(cell(c))) > 3 }
		take("text", func(c string) bool { return sentence(c) && endsInText(c) })
		take("text", sentence)
	}
	if found["text"] == "" {
		found["text"] = "COLUMN"
	}
	if found["id"] == "" && found["post_url"] == "" {
		found["post_url"] = "COLUMN"
	}
	if at := cell(found["post_url"]); found["platform"] == "" && (at == "" || of(at) == "") { // else the addresses tell it
		found["platform"] = placeholder
	}
	var out []string
	for _, m := range meant {
		if c := found[m.field]; c != "" {
			out = append(out, m.field+"="+quotedColumn(c))
		}
	}
	return strings.Join(out, ",")
}

// callsOtherwise reports whether a unit lacks one of these fields and has a column that is
// called as people call it. same says whether a column's name is read as a field's.
func callsOtherwise(u *format.Unit, same func(column, field string) bool, fields ...string) bool {
	for _, field := range fields {
		found := false
		for c := range u.Object() {
			if same(c, field) {
				found = false
				break
			}
			found = found || called()[field][joined(c)]
		}
		if found {
			return true
		}
	}
	return false
}

// called are the names of each field's columns, without what parts their words.
var called = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, m := range meant {
		out[m.field] = map[string]bool{}
		for name := range strings.SplitSeq(m.names, "|") {
			out[m.field][joined(name)] = true
		}
	}
	return out
})

// endsInText reports whether a column's last word is one for texts: available_tweet_text.
func endsInText(column string) bool {
	all := wordsOf(column)
	return len(all) > 0 && called()["text"][all[len(all)-1]]
}

// membersOf are the columns, and the members of one that is an object in its place.
func membersOf(columns []string, row map[string]any) (out []string) {
	for _, c := range columns {
		o, is := row[c].(map[string]any)
		if !is {
			out = append(out, c)
			continue
		}
		for _, m := range slices.Sorted(maps.Keys(o)) {
			if _, is := o[m].(map[string]any); !is && !strings.Contains(m, ".") {
				out = append(out, c+"."+m)
			}
		}
	}
	return out
}

// isTime reports whether a cell is a time, and no mere number.
func isTime(cell string) bool {
	at, _ := format.ParseTime(cell)
	return !at.IsZero() && strings.ContainsFunc(cell, func(r rune) bool { return !unicode.IsDigit(r) })
}

// wordsOf are the words of a column's name, folded: postDate and post_date have two.
func wordsOf(column string) []string {
	var b strings.Builder
	before := ' '
	for _, r := range column {
		if unicode.IsUpper(r) && unicode.IsLower(before) || r == '_' || r == '.' {
			b.WriteByte(' ')
		}
		if r != '_' && r != '.' {
			b.WriteRune(r)
		}
		before = r
	}
	return strings.Fields(find.Cut(b.String()))
}

// joined is a column's name without what parts its words.
func joined(column string) string { return strings.Join(wordsOf(column), "") }

// hasWords reports whether a column's words are all of these names or filler, and one of
// them of these. What is written without spaces ends with its noun.
func hasWords(column, names string) bool {
	own := false
	all := strings.Split(names, "|")
	for _, w := range wordsOf(column) {
		if slices.Contains(all, w) {
			own = true
		} else if !slices.Contains(filler, w) {
			return slices.ContainsFunc(all, func(n string) bool { return spaceless(n) && strings.HasSuffix(column, n) })
		}
	}
	return own
}

// spaceless reports whether a name is of a script that parts no words, or not these.
func spaceless(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	})
}

func quotedColumn(s string) string {
	if strings.ContainsAny(s, ",") {
		return `"` + s + `"`
	}
	return s
}
