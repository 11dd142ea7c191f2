package htmltext

import (
	"strconv"
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

// TestDocumentIsBounded: what is written for a tree says how large it gets, whatever stands
// around it; large things that people write are read.
func TestDocumentIsBounded(t *testing.T) {
	names := func(n int, each string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(each, "#", strconv.Itoa(i)))
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		page   string
		refuse bool
	}{
		"attributes of one tag":       {"<p " + names(500_000, "a# ") + ">", true},
		"without blanks":              {"<p " + names(500_000, "a#='1'b#=\"2\"") + ">", true},
		"divided by strokes":          {"<p/" + names(500_000, "a#/") + ">", true},
		"behind a quote that is none": {`<p x=y= "` + names(500_000, "a# ") + `">`, true},
		"a tag that does not end":     {"<p " + names(500_000, "a# "), true},
		"a few each":                  {names(100_000, "<br a b c d=#>"), true},
		"ends of paragraphs":          {strings.Repeat("</p>", 500_000), true},
		"ends of nothing":             {strings.Repeat("</i></td>", 500_000), false},
		"paragraphs with their ends":  {strings.Repeat("<p class=x><i>w</i></p>", 60_000), false},
		"a path with many steps":      {`<svg><path d="` + strings.Repeat("1 1 ", 500_000) + `"/></svg>`, false},
		"a picture within the page":   {`<img src='data:image/png;base64,` + strings.Repeat("a/b+", 1_000_000) + `'>`, false},
		"a script":                    {`<script>` + strings.Repeat("if (a<b && c > d) e = 'f' ;", 100_000) + `</script>`, false},
	} {
		_, err := Document("<!doctype html><html><body>" + c.page)
		if (err != nil) != c.refuse {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzAttributes: their count is never less than what the parser makes of them.
func FuzzAttributes(f *testing.F) {
	for _, s := range []string{`<p a b=c d="e f"g>`, `<p/a/ b= 'c`, `<p a==b "c =d>`, `<p =a = b/>`, `<p a/=b>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		z := html.NewTokenizer(strings.NewReader(s))
		for z.Next() != html.ErrorToken {
			raw := z.Raw()
			if n, got := attributes(raw), z.Token().Attr; n < len(got) {
				t.Errorf("%q: %d, but it has %d", raw, n, len(got))
			}
		}
	})
}
