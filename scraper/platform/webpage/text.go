package webpage

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/store"
)

// render writes a tree as paragraphs divided by blank lines and marks its block
// quotes and headings.
func render(n *html.Node) (string, []store.Mark) {
	r := renderer{}
	r.node(n)
	r.breakTo(0)
	text := strings.TrimRightFunc(r.b.String(), unicode.IsSpace)
	end := len([]rune(text))
	var marks []store.Mark
	for _, m := range r.marks {
		m.To = min(m.To, end)
		if m.From < m.To {
			marks = append(marks, m)
		}
	}
	return text, marks
}

type renderer struct {
	b       strings.Builder
	n       int // code points written
	pending int // line breaks owed before the next word
	space   bool
	marks   []store.Mark
}

var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Li: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Pre: true, atom.Table: true, atom.Tr: true,
	atom.Figure: true, atom.Figcaption: true, atom.Header: true, atom.Footer: true, atom.Hr: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Main: true, atom.Aside: true, atom.Address: true, atom.Details: true, atom.Summary: true,
}

func (r *renderer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Head:
		return
	case atom.Br:
		r.pending = max(r.pending, 1)
		return
	case atom.Td, atom.Th:
		r.space = true
	}
	if !blocks[n.DataAtom] {
		r.children(n)
		return
	}
	r.breakTo(2)
	from := -1
	if kind := markOf(n); kind != "" {
		from = len(r.marks)
		r.marks = append(r.marks, store.Mark{Kind: kind, From: -1, URL: attr(n, "cite")})
	}
	before := r.n
	r.children(n)
	if from >= 0 {
		m := &r.marks[from]
		m.From, m.To = before, r.n
		if before > 0 && r.n > before {
			m.From += 2 // the blank line before it
		}
	}
	r.breakTo(2)
}

func markOf(n *html.Node) store.MarkKind {
	switch n.DataAtom {
	case atom.Blockquote:
		return store.MarkBlockQuote
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return store.MarkHeading
	}
	return ""
}

func (r *renderer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c)
	}
}

func (r *renderer) breakTo(n int) { r.pending = max(r.pending, n) }

// text writes words with their white space folded, until there are more than are kept.
func (r *renderer) text(s string) {
	for _, c := range s {
		if r.b.Len() > maxText {
			return
		}
		if unicode.IsSpace(c) && c != '\u00a0' && c != '\u202f' {
			r.space = true
			continue
		}
		r.lead()
		r.b.WriteRune(c)
		r.n++
	}
}

// lead writes the break or the space that is owed.
func (r *renderer) lead() {
	if r.n > 0 {
		owed := strings.Repeat("\n", min(r.pending, 2))
		if owed == "" && r.space {
			owed = " "
		}
		r.b.WriteString(owed)
		r.n += len(owed)
	}
	r.pending, r.space = 0, false
}

// clean folds white space to single spaces.
func clean(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// cleanText keeps paragraphs and folds the rest.
func cleanText(s string) string {
	var out []string
	for _, p := range strings.Split(s, "\n") {
		if p = clean(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
