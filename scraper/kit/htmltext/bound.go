package htmltext

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nodesMost bounds the nodes of a tree that is built, by what is written for it.
const nodesMost = 500_000

var errNodes = errors.New("the page has more elements than any page that people read, which is refused")

// Document builds the tree of a page. Its error says that the page is made to eat memory
// or time: it has too many elements, or nests them deeper than 512.
func Document(page string) (*html.Node, error) {
	if err := bounded(page); err != nil {
		return nil, err
	}
	return html.Parse(strings.NewReader(strings.ToValidUTF8(page, "\ufffd")))
}

// Fragment builds the trees of what stands inside of a page's body, within the same bounds.
func Fragment(s string) ([]*html.Node, error) {
	if err := bounded(s); err != nil {
		return nil, err
	}
	return html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
}

// formatting are the elements that a parser opens again in every paragraph until they are
// closed (HTML, 13.2.4.3).
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true, atom.S: true,
	atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// again is how often one formatting element with the same attributes is opened again, at
// most (HTML, 13.2.4.3).
const again = 3

// bounded refuses a page whose tree would have too many nodes, before it is built: one for
// each token, and with each tag those formatting elements that are still open. A few
// kilobytes make gigabytes otherwise.
func bounded(page string) error {
	z := html.NewTokenizer(strings.NewReader(page))
	f := open{named: map[string][]string{}, same: map[string]int{}}
	foreign := 0 // inside of SVG and MathML a title is no raw text
	for nodes := 0; nodes <= nodesMost; nodes++ {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil
		}
		if kind == html.TextToken || kind == html.CommentToken || kind == html.DoctypeToken {
			continue
		}
		raw := string(z.Raw())
		tag, _ := z.TagName()
		name := string(tag)
		switch {
		case formatting[atom.Lookup(tag)]:
			f.see(kind, name, raw)
			continue
		case (name == "svg" || name == "math") && kind == html.StartTagToken:
			foreign++
		case (name == "svg" || name == "math") && kind == html.EndTagToken && foreign > 0:
			foreign--
		}
		if foreign > 0 {
			z.NextIsNotRawText()
		}
		nodes += f.n
	}
	return errNodes
}

// open are the formatting elements that are open: their tags by name, and how many have
// the same tag.
type open struct {
	n     int
	named map[string][]string
	same  map[string]int
}

// see takes in a tag of a formatting element.
func (o *open) see(kind html.TokenType, name, tag string) {
	if kind == html.EndTagToken || name == "a" || name == "nobr" { // which end those before
		if tags := o.named[name]; len(tags) > 0 {
			o.same[tags[len(tags)-1]]--
			o.named[name] = tags[:len(tags)-1]
			o.n--
		}
	}
	if kind == html.EndTagToken || o.same[tag] >= again {
		return
	}
	o.same[tag]++
	o.named[name] = append(o.named[name], tag)
	o.n++
}
