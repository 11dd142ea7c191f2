package scraper

import (
	"strings"
	"testing"

	"onrecord/store"
)

// TestFault32To34Oddities: what deceives is named, and nothing of it is changed.
func TestFault32To34Oddities(t *testing.T) {
	for _, c := range []struct{ handle, name, text, want string }{
		{"sam", "Sam", "plain words", ""},
		{"sam", "Sam", "a\u202egnp.exe", "bidi-controls"},
		{"sam", "Sam", "a\u2067b\u2069", "bidi-controls"},
		{"sam", "Sam", "ze\u200bro", "zero-width"},
		{"sam", "Sam", "می‌خواهم و 👨‍👩‍👧", ""},
		{"sam", "Sam", "e" + strings.Repeat("\u0301", 40), "stacked-marks"},
		{"sam", "Sam", "Việt Nam, e\u0301", ""},
		{"sam", "Sam", "a\x00b", "nul"},
		{"s\u0430m", "Sam", "words", "mixed-scripts punycode:xn--sm-7kc"},
		{"sam@bücher.example", "Sam", "words", "punycode:sam@xn--bcher-kva.example"},
		{"sam", "P\u0430vel", "words", "mixed-scripts"},
		{"sam", "Иван Ivan", "words", ""},
		{"sam", "\u202eSam", "words", "bidi-controls"},
	} {
		o := store.Observation{Author: store.Author{Handle: c.handle, Name: c.name}, Content: store.Content{Text: c.text}}
		flagOddities(&o)
		if got := strings.Join(o.Content.Flags, " "); got != c.want || o.Content.Text != c.text || o.Author.Handle != c.handle {
			t.Errorf("%q %q %q: %q, want %q", c.handle, c.name, c.text, got, c.want)
		}
	}
}
