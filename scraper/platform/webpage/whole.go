package webpage

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper/kit/charset"
	"onrecord/store"
)

// Whole reads a text that its author wrote as HTML: all that would be seen of it, and
// not only what looks like the article of a page. Words struck out are left out, and
// what a <q> quotes stands between quotation marks.
func Whole(body []byte, contentType string) (store.Content, error) {
	text, flags := charset.Decode(body, contentType)
	doc, err := parseHTML(text)
	if err != nil {
		return store.Content{}, err
	}
	p := pruner{budget: mostRead}
	for _, n := range elements(doc) {
		switch {
		case n.DataAtom == atom.Del, n.DataAtom == atom.S, n.DataAtom == atom.Strike, n.DataAtom != atom.Body && p.forScreenReaders(n), hidden(n):
			n.Parent.RemoveChild(n)
		case n.DataAtom == atom.Q:
			mark(n)
		}
	}
	c := store.Content{Flags: flags, Lang: langOf(doc)}
	embeds := takeEmbeds(doc, &url.URL{Scheme: "https", Host: "draft.invalid"})
	c.Text, c.Marks = render(doc)
	c.Text, c.Marks = placeEmbeds(c.Text, c.Marks, embeds)
	return c, nil
}

// hidden reports whether an element is shown to nobody, or is kept from screen readers
// since it only repeats what stands elsewhere, as pull quotes do; an initial is not.
func hidden(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
	}
	return unshown.MatchString(attr(n, "style")) || attr(n, "aria-hidden") == "true" && len([]rune(textOf(n))) > 2
}

// unshown is a style that shows nothing of an element.
var unshown = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// Decode gives a plain text as UTF-8, by the charset that its first bytes or the rest of
// them show, and flags that say what is odd about it.
func Decode(body []byte) (string, []string) {
	text, flags := charset.Decode(body, "")
	return strings.ToValidUTF8(text, "\ufffd"), flags
}

// elements are those of a tree that have a parent, so that the tree may be changed.
func elements(doc *html.Node) (out []*html.Node) {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Parent != nil {
			out = append(out, n)
		}
	}
	return out
}

// langOf is the language that a page says it is in.
func langOf(doc *html.Node) string {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Html {
			return language(attr(n, "lang"))
		}
	}
	return ""
}
