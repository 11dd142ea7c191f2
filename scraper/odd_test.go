package scraper

import (
	"strings"
	"testing"

	"onrecord/store"
)

// odd is an author and words, and the flags that they are given.
type odd struct{ handle, name, text, want string }

// flagged checks that what deceives is named, and nothing of it is changed.
func flagged(t *testing.T, cases ...odd) {
	t.Helper()
	for _, c := range cases {
		o := store.Observation{Author: store.Author{Handle: c.handle, Name: c.name}, Content: store.Content{Text: c.text}}
		flagOddities(&o)
		if got := strings.Join(o.Content.Flags, " "); got != c.want || o.Content.Text != c.text || o.Author.Handle != c.handle {
			t.Errorf("%q %q %q: %q, want %q", c.handle, c.name, c.text, got, c.want)
		}
	}
}

func TestFault30NULOfAnyPlatform(t *testing.T) {
	flagged(t, odd{"sam", "Sam", "a\x00b", "nul"}, odd{"sam", "S\x00am", "words", "nul"})
}

func TestFault32BidiControls(t *testing.T) {
	flagged(t,
		odd{"sam", "Sam", "a\u202egnp.exe", "bidi-controls"}, odd{"sam", "Sam", "a\u2067b\u2069", "bidi-controls"},
		odd{"sam", "\u202eSam", "words", "bidi-controls"}, odd{"sam", "Sam", "می‌خواهم", ""})
}

func TestFault33LookAlikes(t *testing.T) {
	flagged(t,
		odd{"s\u0430m", "Sam", "words", "mixed-scripts punycode:xn--sm-7kc"}, odd{"sam@bücher.example", "Sam", "words", "punycode:sam@xn--bcher-kva.example"},
		odd{"sam", "P\u0430vel", "words", "mixed-scripts"}, odd{"sam", "Иван Ivan", "words", ""}, odd{"sam", "Sam", "plain words", ""})
}

func TestFault34InvisibleAndStackedMarks(t *testing.T) {
	flagged(t,
		odd{"sam", "Sam", "ze\u200bro", "zero-width"}, odd{"sam", "Sam", "e" + strings.Repeat("\u0301", 40), "stacked-marks"},
		odd{"sam", "Sam", "Việt Nam, e\u0301", ""}, odd{"sam", "Sam", "می‌خواهم و 👨‍👩‍👧", ""})
}
