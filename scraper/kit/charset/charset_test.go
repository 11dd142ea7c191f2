package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestContradictions: what a page says of itself goes before what its server adds to all,
// and the bytes before both.
func TestContradictions(t *testing.T) {
	two := func(s string, low bool) string {
		var b strings.Builder
		for i := range len(s) {
			if !low {
				b.WriteByte(0)
			}
			b.WriteByte(s[i])
			if low {
				b.WriteByte(0)
			}
		}
		return b.String()
	}
	long := strings.Repeat("The ferry runs again. ", 10)
	for name, c := range map[string]struct{ body, kind, want string }{
		"a server that says Latin-1 of all": {"<meta charset=windows-1251><p>\xcf\xe0\xf0\xee\xec \xf5\xee\xe4\xe8\xf2", "text/html; charset=ISO-8859-1", "Паром ходит"},
		"an XML declaration":                {"<?xml version='1.0' encoding='koi8-r'?><a>\xf0\xc1\xd2\xcf\xcd", "text/xml", "Паром"},
		"UTF-16, low byte first":            {two(long, true), "text/html", "ferry runs"},
		"UTF-16, high byte first":           {two(long, false), "", "ferry runs"},
		"UTF-8 called UTF-16":               {"<?xml version='1.0' encoding='utf-16'?><a>Fähre", "", "Fähre"},
		"a mark":                            {"\xef\xbb\xbfFähre", "text/html; charset=latin1", "Fähre"},
	} {
		if got, _ := Decode([]byte(c.body), c.kind); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestOldCharsets: a sentence among what is ASCII is told by its own words; a text of which
// nobody can tell what its letters are is no Western one.
func TestOldCharsets(t *testing.T) {
	for text, names := range map[string]string{
		"Никто не обещал нам, что паром будет ходить каждый день.":                                "windows-1251 koi8-r iso-8859-5",
		"Ніхто не обіцяв, що пором ходитиме щодня, і це їхня справа.":                             "windows-1251 koi8-u",
		"Никой не е обещавал, че фериботът ще пътува всеки ден.":                                  "windows-1251",
		"Никто не обещал нам парома. Моя семья ждёт его с утра, и я тоже.":                        "windows-1251 iso-8859-5 ibm866 x-mac-cyrillic",
		"Никой не е обещавал ферибот. Днес моята сестра чака там, и аз също съм на пристанището.": "windows-1251 iso-8859-5 ibm866 x-mac-cyrillic",
		"Ніхто не обіцяв порома. Моя сестра чекає на нього з ранку, і я теж.":                     "windows-1251 x-mac-cyrillic",
		"Άλλο ένα πλοίο, που δεν θα ταξιδεύει κάθε μέρα.":                                         "windows-1253",
		"איש לא הבטיח שהמעבורת תפליג בכל יום.":                                                    "windows-1255",
		"لم يعد أحد بأن العبارة ستعمل كل يوم من أيام الأسبوع.":                                    "windows-1256",
		"Nikt nie obiecał, że prom będzie pływać każdego dnia.":                                   "windows-1250 iso-8859-2",
		"Nadie prometió que habría más barcos mañana por la mañana.":                              "windows-1252",
	} {
		for name := range strings.FieldsSeq(names) {
			enc, err := htmlindex.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := enc.NewEncoder().String("id,author_handle,text,posted_at\n1,someone,\"" + text + "\",2025-11-11T10:00:00Z\n")
			if err != nil {
				t.Fatal(err)
			}
			if got, flags := Decode([]byte(raw), ""); !strings.Contains(got, text) {
				t.Errorf("%s: %q, %v", name, got, flags)
			}
		}
	}
}

// TestNoOtherTextIsOldCyrillic: what is written in other letters, or in Cyrillic of another
// charset, is not taken for that of DOS or of a Macintosh, also where nobody can tell what it is.
func TestNoOtherTextIsOldCyrillic(t *testing.T) {
	hebrew := []string{"איש לא הבטיח שהמעבורת תפליג בכל יום.", "ראש העיר אמר אתמול: לא נסגור את הנמל, ולא נעלה את המחירים."}
	for enc, texts := range map[encoding.Encoding][]string{
		charmap.CodePage862: hebrew, charmap.Windows1255: hebrew,
		charmap.Windows1251: {
			"МЭР ГОРОДА ОТКРЫЛА НОВЫЙ ПАРОМ ДО ОСТРОВА", "Я сказал вчера: «МакДональдс» у порта закроют, и это всё, что я знаю о нём.",
			"паром сегодня не ходит", "Цена — 15 €, ни копейки больше; я и моя семья платим её каждый день.",
		},
		charmap.KOI8R:       {"Я сказал вчера: порт закроют, и это всё.", "ПАРОМ СЕГОДНЯ НЕ ХОДИТ, СООБЩАЕТ МЭРИЯ"},
		charmap.ISO8859_5:   {"Я сказал вчера: порт закроют, и это всё.", "ПАРОМ СЕГОДНЯ НЕ ХОДИТ, СООБЩАЕТ МЭРИЯ"},
		charmap.Windows1253: {"Άλλο ένα πλοίο, που δεν θα ταξιδεύει κάθε μέρα.", "Ο δήμαρχος είπε χθες ότι το λιμάνι δεν θα κλείσει."},
		charmap.Windows1256: {"لم يعد أحد بأن العبارة ستعمل كل يوم من أيام الأسبوع."},
		charmap.Windows874:  {"นายกเทศมนตรีกล่าวเมื่อวานนี้ว่าท่าเรือจะไม่ปิด"},
		charmap.CodePage852: {"Příliš žluťoučký kůň úpěl ďábelské ódy."},
		charmap.CodePage437: {"Jamais je ne l'ai dit, c'est la vérité, élève."},
		charmap.Macintosh:   {"Jamais je ne l'ai dit, c'est la vérité, élève."},
		japanese.ShiftJIS:   {"市長は昨日、港を閉鎖しないと述べた。", "ﾌｪﾘｰﾊ ﾏｲﾆﾁ ｳﾝｺｳｽﾙ"},
		japanese.EUCJP:      {"市長は昨日、港を閉鎖しないと述べた。"},
		korean.EUCKR:        {"시장은 어제 항구를 폐쇄하지 않겠다고 말했다."},
		simplifiedchinese.GBK: {
			"市长昨天说，港口不会关闭，渡轮每天都会开。",
		},
	} {
		for _, text := range texts {
			raw, err := enc.NewEncoder().String("id,text\n1,\"" + text + "\"\n")
			if err != nil {
				t.Fatal(err)
			}
			if name, _ := Sniff([]byte(raw)); name == "ibm866" || name == "x-mac-cyrillic" {
				t.Errorf("%v: %s is told as %s", enc, text, name)
			}
		}
	}
}

// TestFewLetters: one word of another script is one in several charsets, and quotation marks
// are no letters of Czech.
func TestFewLetters(t *testing.T) {
	if name, foreign := Sniff([]byte("id,text\n1,\xcd\xe5\xf2\n")); name != "" || !foreign {
		t.Errorf("one word is told as %q, of another script: %v", name, foreign)
	}
	for _, raw := range []string{"id,text\n1,\xab Jamais je ne l'ai dit, c'est la v\xe9rit\xe9 \xbb\n", "\xab No es verdad \xbb, dijo Ib\xe1\xf1ez."} {
		if got, _ := Decode([]byte(raw), ""); !strings.Contains(got, "«") || !strings.Contains(got, "»") {
			t.Errorf("%q", got)
		}
	}
}

// FuzzSniff: a charset is told by the bytes, always the same.
func FuzzSniff(f *testing.F) {
	for _, s := range []string{"abc\xe0\xe1<b>\x1b$B%%\x1b(B\x81\x30", "\xff\xfe\x00\x00\x01", "\xfe\xff\xd8\x00", "\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		first, _ := Sniff(b)
		if again, _ := Sniff(b); again != first {
			t.Error("told otherwise the second time")
		}
	})
}
