package x

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"onrecord/scraper/kit/htmltext"
)

// htmlWords is the text of an element as X's pages show it: white space kept,
// <br> a new line, an emoji's picture its character. A link's words are what
// anchor makes of its address and its text.
func htmlWords(sel *goquery.Selection, anchor func(href, text string) string) string {
	o := htmltext.Options{KeepBreaks: true, Skip: hidden, Instead: emoji}
	o.Anchor = func(n *html.Node, href, text string) string {
		return first(htmltext.Attr(n, "data-expanded-url"), anchor(href, text))
	}
	var parts []string
	for _, n := range sel.Nodes {
		parts = append(parts, htmltext.Words(n, o))
	}
	return strings.TrimSpace(strings.Join(parts, ""))
}

func emoji(n *html.Node) (string, bool) {
	if n.Data == "img" && strings.Contains(htmltext.Attr(n, "class"), "Emoji") {
		return htmltext.Attr(n, "alt"), true
	}
	return "", false
}

// hidden reports whether the page hides an address because it shows what the
// address leads to: a picture or a quoted post. A link that the author wrote
// stays, though the page hides it beside the linked page's card.
func hidden(n *html.Node) bool {
	if !strings.Contains(htmltext.Attr(n, "class"), "u-hidden") {
		return false
	}
	full := htmltext.Attr(n, "data-expanded-url")
	return full == "" || statusID(full) != ""
}

// sameText is an anchor function that keeps a link's text.
func sameText(_, text string) string { return text }
