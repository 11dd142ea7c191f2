package cross

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

// turnedPairs are of who acts, is more or comes first, meaningPairs of the other things that a translation changes.
//
//go:embed testdata/turned.txt
var turnedPairs string

//go:embed testdata/meaning.txt
var meaningPairs string

// TestTranslatedTurned: what a translation turned round carries its warning, and what it renders in
// other words, another order or another voice carries none.
func TestTranslatedTurned(t *testing.T) {
	for line := range strings.Lines(turnedPairs + meaningPairs) {
		c := strings.Split(strings.TrimSpace(line), "|")
		if strings.HasPrefix(line, "#") {
			continue
		}
		want, changed := "", ""
		if len(c) == 6 {
			want, changed, c = c[0], c[5], c[1:5]
		}
		post := translatedPost{Lang: c[0], Text: c[1]}
		if got := warningsOf(c[3], c[2], post); len(got) > 0 {
			t.Errorf("%q for %q: %v, want none", c[3], c[1], got)
		}
		if want == "" {
			continue
		}
		if got := warningsOf(changed, c[2], post); !slices.Contains(got, want) {
			t.Errorf("%q for %q: %v, want %s", changed, c[1], got, want)
		}
	}
}
