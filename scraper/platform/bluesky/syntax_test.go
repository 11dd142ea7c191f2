package bluesky

import (
	"testing"
	"time"
)

// TestInteropVectors checks the syntax against the protocol's own vectors.
func TestInteropVectors(t *testing.T) {
	for name, valid := range map[string]func(string) bool{
		"aturi":    func(s string) bool { _, ok := parseATURI(s); return ok },
		"handle":   isHandle,
		"tid":      tidSyntax.MatchString,
		"datetime": func(s string) bool { return !parseTime(s).IsZero() },
	} {
		for _, s := range vectors(t, name+"_syntax_valid.txt") {
			if !valid(s) {
				t.Errorf("%s: refuses %q", name, s)
			}
		}
		for _, s := range vectors(t, name+"_syntax_invalid.txt") {
			if valid(s) {
				t.Errorf("%s: takes %q", name, s)
			}
		}
	}
}

func TestKeyTime(t *testing.T) {
	want := time.Date(2023, 9, 19, 11, 32, 54, 0, time.UTC)
	if got := idTime("3k7qmjev5lr2s"); got.Sub(want).Abs() > 2*time.Second {
		t.Errorf("%v", got)
	}
	for _, s := range []string{"", "self", "rkeyquotehost", "zzzzzzzzzzzzz"} {
		if !idTime(s).IsZero() {
			t.Errorf("%q is given a time", s)
		}
	}
}

func TestShortenedLinksAreWrittenOut(t *testing.T) {
	link := func(from, to int, uri string) (f wireFacet) {
		f.Index.Start, f.Index.End = &from, &to
		f.Features = append(f.Features, struct {
			Type string `json:"$type"`
			URI  string `json:"uri"`
		}{"app.bsky.richtext.facet#link", uri})
		return f
	}
	const full = "https://example.org/news/index.html"
	for _, c := range []struct {
		name, text, want string
		facets           []wireFacet
	}{
		{"shortened", "é example.org/news/i... end", "é " + full + " end", []wireFacet{link(3, 24, full)}},
		{"one sign of omission", "example.org/n…", full, []wireFacet{link(0, 16, full)}},
		{"no sign", "see example.org", "see " + full, []wireFacet{link(4, 15, full)}},
		{"whole", "see example.org", "see example.org", []wireFacet{link(4, 15, "https://www.example.org/")}},
		{"other words", "click here", "click here", []wireFacet{link(0, 10, full)}},
		{"another place", "example.com/a...", "example.com/a...", []wireFacet{link(0, 16, full)}},
		{"not of the web", "example.org/n...", "example.org/n...", []wireFacet{link(0, 16, "javascript:example.org/news")}},
		{"out of range", "example.org/n...", "example.org/n...", []wireFacet{link(0, 17, full), link(-1, 16, full), link(9, 3, full)}},
		{"cuts a letter", "éexample.org/n...", "éexample.org/n...", []wireFacet{link(1, 18, full)}},
		{"overlapping", "example.org/n...", full, []wireFacet{link(3, 16, full), link(0, 16, full)}},
		{"two, in no order", "example.org/n... example.org/n...", full + " " + full, []wireFacet{link(17, 33, full), link(0, 16, full)}},
	} {
		r := wireRecord{Text: &c.text, Facets: c.facets}
		if got := r.words(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
