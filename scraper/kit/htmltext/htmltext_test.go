package htmltext

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"<p>one</p><p>two<br>three</p>":     "one\n\ntwo\nthree",
		"a  b\n c":                          "a  b  c",
		"<pre>a\n b</pre>":                  "a\n b",
		"<ul><li>one</li><li>two</li></ul>": "one\ntwo",
		"a<script>alert(1)</script><style>b{}</style><!-- c -->d": "ad",
		"&lt;b&gt; &amp;amp;":                              "<b> &amp;",
		"<a href='https://a.example/x'>a.example/…</a>":    "[https://a.example/x]",
		"<blockquote>said</blockquote>after":               "said\n\nafter",
		"<p>x</p>\n\n<p>y</p>":                             "x\n\ny",
		"<i class='emoji'>:)</i> ok":                       "😀 ok",
		"<span class='invisible extra'>hidden</span>shown": "shown",
		strings.Repeat("<div>", 10_000) + "deep":           "deep",
	} {
		got := Words(Parse(in), Options{
			Anchor:  func(_ *html.Node, href, _ string) string { return "[" + href + "]" },
			Skip:    func(n *html.Node) bool { return HasClass(n, "invisible") },
			Instead: func(n *html.Node) (string, bool) { return "😀", HasClass(n, "emoji") },
		})
		if got != want {
			t.Errorf("%.60q: %q, want %q", in, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("<p>a<a href=x>b</a></p>")
	f.Fuzz(func(_ *testing.T, s string) { Words(Parse(s), Options{KeepBreaks: true}) })
}
