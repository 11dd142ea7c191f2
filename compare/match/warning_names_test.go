package match

import (
	"testing"

	"onrecord/compare/text"
)

// TestStrangeNames: in translation, a name that the lexicon does not know in another's
// place is one, and the same name in another script or with an ending is none.
func TestStrangeNames(t *testing.T) {
	for _, c := range []struct {
		postLang, post, quote string
		want                  bool
	}{
		{"ru", "Вчера депутат Чижов подписал письмо", "Yesterday deputy Chizhov signed the letter", false},
		{"ru", "Вчера депутат Чижов подписал письмо", "Yesterday deputy Larkin signed the letter", true},
		{"es", "Ayer la ministra Urrutia firmó la carta", "Yesterday minister Urrutia signed the letter", false},
		{"es", "Ayer la ministra Urrutia firmó la carta", "Yesterday minister Beltrami signed the letter", true},
		{"ar", "أمس وقع الوزير خليفة الرسالة", "Yesterday minister Khalifa signed the letter", false},
		{"de", "Gestern hat Minister Brettschneider den Brief gelesen", "Yesterday minister Brettschneider read the letter", false},
		{"it", "Ieri sindaco Firenze firmò la lettera", "Yesterday mayor Florence signed the letter", false}, // a city in two languages
		{"it", "Ieri sindaco Firenze firmò la lettera", "Yesterday mayor Leghorn signed the letter", true},
	} {
		tr := Translation{Quote: Quote{Folded: text.Fold(c.quote)}, QuoteLang: "en", PostLang: c.postLang, Post: text.Fold(c.post)}
		for i := range tr.Quote.Tokens { // all words are rendered, but for the name
			if i != 2 {
				tr.Pairs = append(tr.Pairs, Rendered{i, i + 1, 0, 1})
			}
		}
		if got := tr.compare().strangers().Post != ""; got != c.want {
			t.Errorf("%s / %s: %v", c.post, c.quote, got)
		}
	}
}

// TestNegationsOfMoreLanguages: a language whose words the lexicon has has its negations too.
func TestNegationsOfMoreLanguages(t *testing.T) {
	for lang, said := range map[string]string{
		"af": "Ek het nie die kontrak geteken nie", "sq": "Nuk e nënshkrova kontratën", "is": "Ég skrifaði ekki undir samninginn",
		"ka": "მე არ მოვაწერე ხელი", "fil": "Hindi ko nilagdaan ang kontrata", "mr": "मी करारावर सही केली नाही", "mk": "Не го потпишав договорот", "be": "Я не падпісаў дагавор",
	} {
		f := text.Fold(said)
		if !surelyNegated(lang, f, bookOf(lang).mentions(f), span{0, len(f.Tokens)}) {
			t.Errorf("%s: %s", lang, said)
		}
	}
}
