package x

import (
	"strings"
	"testing"
	"time"
)

func TestRender(t *testing.T) {
	short := "https://t.co/abcdefghij"
	for _, c := range []struct {
		name, raw, want string
		lo, hi          int
		links           []link
	}{
		{"entities are undone once", "1 &lt; 2 &amp;amp; &amp;lt; &quot;", `1 < 2 &amp; &lt; &quot;`, 0, -1, nil},
		{"a link by its place, in code points", "🤝🏽 ver " + short, "🤝🏽 ver https://example.org/a&b", 0, -1,
			[]link{{from: 7, to: 30, short: short, full: "https://example.org/a&b"}}},
		{"a link whose place is wrong", "uno &amp; dos " + short + " tres", "uno & dos https://example.org tres", 0, -1,
			[]link{{from: 3, to: 26, short: short, full: "https://example.org"}}},
		{"the same link twice", short + " y " + short, "https://a.example y https://a.example", 0, -1,
			[]link{{from: 0, short: short, full: "https://a.example"}, {from: 26, short: short, full: "https://a.example"}}},
		{"a picture's address goes", "mira " + short, "mira", 0, -1, []link{{from: 5, short: short, media: true}}},
		{"also from the middle, with one space", "mira " + short + " ya", "mira ya", 0, -1, []link{{from: 5, short: short, media: true}}},
		{"the quoted post's address goes at the end", "eso " + short, "eso", 0, -1, []link{{from: 4, short: short, full: "https://x.com/a/status/1", tail: true}}},
		{"but stays before words", short + " dice", "https://x.com/a/status/1 dice", 0, -1, []link{{from: 0, short: short, full: "https://x.com/a/status/1", tail: true}}},
		{"the range that is shown", "@uno @dos hola", "hola", 10, 14, nil},
		{"a range past the end", "hola", "hola", 0, 99, nil},
		{"a range that makes no sense", "hola", "hola", 9, 2, nil},
		{"a link that is nowhere", "hola", "hola", 0, -1, []link{{from: 2, short: short, full: "https://a.example"}}},
		{"a link with nothing behind it", short, short, 0, -1, []link{{short: short}}},
		{"an empty link", "hola", "hola", 0, -1, []link{{}}},
	} {
		if got := render(c.raw, c.lo, c.hi, c.links, true); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRenderOfALongTextWithManyMisplacedLinksIsBounded(t *testing.T) {
	links := make([]link, 100_000)
	for i := range links {
		links[i] = link{from: -1, short: "https://t.co/zzz", full: "https://example.org"}
	}
	begin := time.Now()
	render(strings.Repeat("https://t.co/zzy ", 300_000), 0, -1, links, true)
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestLanguage(t *testing.T) {
	for code, want := range map[string]string{
		"es": "es", "pt-BR": "pt-br", "zh_CN": "zh-cn", "in": "id", "iw": "he", "und": "", "qme": "", "qst": "", "zxx": "", "art": "", "": "",
		"<script>": "", "fil": "fil",
	} {
		if got := language(code); got != want {
			t.Errorf("language(%q) = %q, want %q", code, got, want)
		}
	}
}
