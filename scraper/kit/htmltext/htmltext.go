// Package htmltext gives the words of a post that a platform wrote as HTML.
package htmltext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Options say how a platform writes. The zero value is plain HTML.
type Options struct {
	// Anchor gives the words of a link from its address and its text; nil keeps
	// the text.
	Anchor func(n *html.Node, href, text string) string
	// Skip leaves an element out with all that is in it.
	Skip func(n *html.Node) bool
	// Instead gives the words that stand for an element (an emoji's picture).
	Instead func(n *html.Node) (string, bool)
	// KeepBreaks keeps line breaks of the source that are no element.
	KeepBreaks bool
}

// Parse reads a fragment as the inside of a <body>. It never fails: of what nests
// deeper than the 512 elements that x/net/html takes, or has more of them than anything
// that people read, the words are given without their elements.
func Parse(fragment string) *html.Node {
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	nodes, err := Fragment(fragment)
	if err != nil {
		root.AppendChild(&html.Node{Type: html.TextNode, Data: bare(fragment)})
		return root
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root
}

// bare are the words between the tags.
func bare(fragment string) string {
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(string(z.Text()))
		}
	}
}

// Words is the text of an element: white space kept, <br> a new line, paragraphs
// divided by an empty line.
func Words(n *html.Node, o Options) string {
	w := &writer{o: o}
	w.node(n)
	return strings.TrimSpace(w.b.String())
}

type writer struct {
	b strings.Builder
	o Options
	// owed are the line breaks due before the next word.
	owed int
	pre  bool
}

func (w *writer) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.text(n.Data)
		return
	}
	if n.Type == html.CommentNode || w.o.Skip != nil && w.o.Skip(n) {
		return
	}
	if w.o.Instead != nil {
		if words, ok := w.o.Instead(n); ok {
			w.text(words)
			return
		}
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript:
		return
	case atom.Br:
		w.write("\n")
	case atom.A:
		w.anchor(n)
	case atom.P, atom.Blockquote, atom.Pre, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.block(n, 2)
	case atom.Li, atom.Div:
		w.block(n, 1)
	default:
		w.children(n)
	}
}

func (w *writer) block(n *html.Node, breaks int) {
	was := w.pre
	w.pre = was || n.DataAtom == atom.Pre
	w.owed = max(w.owed, breaks)
	w.children(n)
	w.owed = max(w.owed, breaks)
	w.pre = was
}

func (w *writer) anchor(n *html.Node) {
	if w.o.Anchor == nil {
		w.children(n)
		return
	}
	inner := &writer{o: w.o, pre: w.pre}
	inner.o.Anchor = nil
	inner.children(n)
	w.text(w.o.Anchor(n, Attr(n, "href"), inner.b.String()))
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *writer) text(s string) {
	if !w.pre && !w.o.KeepBreaks {
		s = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(s)
		if w.owed > 0 {
			s = strings.TrimLeft(s, " ")
		}
	}
	w.write(s)
}

func (w *writer) write(s string) {
	if s == "" {
		return
	}
	if w.owed > 0 && w.b.Len() > 0 {
		w.b.WriteString(strings.Repeat("\n", w.owed))
	}
	w.owed = 0
	w.b.WriteString(s)
}

// Attr is an attribute's value, "" where it is not there.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// HasClass reports whether an element is of a class.
func HasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(Attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}
