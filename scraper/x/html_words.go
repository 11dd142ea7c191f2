package x

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// htmlWords is the text of an element as X's pages show it: white space kept,
// <br> a new line, an emoji's picture its character. A link's words are what
// anchor makes of its address and its text, nil for the text.
func htmlWords(sel *goquery.Selection, anchor func(href, text string) string) string {
	var b strings.Builder
	for _, n := range sel.Nodes {
		writeWords(&b, n, anchor)
	}
	return strings.TrimSpace(b.String())
}

// writeWords walks one element. Its depth is bounded: x/net/html refuses to nest
// more than 512 elements.
func writeWords(b *strings.Builder, n *html.Node, anchor func(href, text string) string) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.Data == "br":
		b.WriteString("\n")
		return
	case n.Data == "img" && strings.Contains(attr(n, "class"), "Emoji"):
		b.WriteString(attr(n, "alt"))
		return
	case n.Data == "script" || n.Data == "style":
		return
	case hidden(n):
		return
	case n.Data == "a" && anchor != nil:
		var inner strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			writeWords(&inner, c, nil)
		}
		b.WriteString(first(attr(n, "data-expanded-url"), anchor(attr(n, "href"), inner.String())))
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeWords(b, c, anchor)
	}
}

// hidden reports whether the page hides an address because it shows what the
// address leads to: a picture or a quoted post. A link that the author wrote
// stays, though the page hides it beside the linked page's card.
func hidden(n *html.Node) bool {
	if !strings.Contains(attr(n, "class"), "u-hidden") {
		return false
	}
	full := attr(n, "data-expanded-url")
	return full == "" || statusID(full) != ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// sameText is an anchor function that keeps a link's text.
func sameText(_, text string) string { return text }
