package words

import "testing"

// TestNear: a name with a letter wrong, swapped, missing or too many is known for what it
// means, and one that is like none is not guessed at.
func TestNear(t *testing.T) {
	of := []string{"author", "outlet", "from", "to", "limit", "offset", "severity", "source", "speaker", "gone-within", "q", "quote", "sort"}
	for name, want := range map[string]string{
		"autor": "author", "auhtor": "author", "authors": "author", "sevrity": "severity", "ofset": "offset", "form": "from",
		"fron": "from", "published_from": "from", "published_to": "to", "gone": "gone-within", "speeker": "speaker", "Author": "author",
		"zzz": "", "colour": "", "x": "", "": "", "auteur": "author",
	} {
		if got := Near(name, of); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
