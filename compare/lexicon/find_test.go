package lexicon

import (
	"testing"

	"onrecord/compare/text"
)

// TestLetterAlone: a hamza by itself, of which the table's spelling leaves nothing, is a
// word that is not known.
func TestLetterAlone(t *testing.T) {
	for _, lang := range []string{"ar", "fa", "ur"} {
		words := For(lang).Read(text.Fold("ء سلام"))
		if len(words) != 2 || words[0].Senses != nil {
			t.Errorf("%s: %+v", lang, words)
		}
	}
}
