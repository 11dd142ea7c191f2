package cross

import (
	"testing"

	"onrecord/compare/cross/fit"
	"onrecord/compare/text"
)

// TestSameLanguage: the language of a few words is easily guessed wrong; a quote that has
// most of its words as the post has them is no translation of it. Names, languages that
// are spelled alike, and what loan words a translation has are another matter.
func TestSameLanguage(t *testing.T) {
	for _, c := range []struct {
		quoteLang, quote, postLang, post string
		want                             bool
	}{
		{"ca", "firm on rents & tolls", "en", "She is firm on rents, calm about tolls and a friend of every ferry.", true},
		{"nl", "a sad day for every worker in town", "en", "This is a sad day for every worker in our town.", true},
		{"de", "Merkel, Macron und Trudeau in Toronto", "en", "Merkel, Macron and Trudeau met in Toronto", false},
		{"fr", "la situation est grave pour la nation", "en", "The situation is grave for the nation", false},
		{"gl", "a loita contra as drogas", "pt", "a luta contra as drogas", false},
		{"ru", "мы на стороне народа", "uk", "ми на стороне народу", false},
	} {
		x := Found{quote: fit.Read(c.quoteLang, text.Fold(c.quote)), post: fit.Read(c.postLang, text.Fold(c.post))}
		if got := x.sameLanguage(); got != c.want {
			t.Errorf("%q of %q: %v", c.quote, c.post, got)
		}
	}
}
