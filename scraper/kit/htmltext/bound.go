package htmltext

import (
	"bytes"
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nodesMost bounds the nodes of a tree that is built and their attributes, by what is
// written for them, tagMost the attributes of one tag.
const (
	nodesMost = 400_000
	tagMost   = nodesMost / 2
)

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

// bounded refuses a page whose tree would have too many nodes, before it is built: those
// that are written, their attributes, and with each tag those formatting elements that are
// still open. A few kilobytes make gigabytes otherwise.
func bounded(page string) error {
	in := &tagReader{in: strings.NewReader(page)}
	z := html.NewTokenizer(in)
	in.tag = z.Raw
	f := open{named: map[string][]string{}, same: map[string]int{}}
	foreign := 0 // inside of SVG and MathML a title is no raw text
	for nodes := 0; nodes <= nodesMost; {
		kind := z.Next()
		if kind == html.ErrorToken {
			if errors.Is(z.Err(), errNodes) {
				return errNodes
			}
			return nil
		}
		if kind == html.TextToken || kind == html.CommentToken || kind == html.DoctypeToken {
			nodes++
			continue
		}
		raw := z.Raw()
		tag, more := z.TagName()
		name := string(tag)
		if kind != html.EndTagToken || name == "p" || name == "br" { // whose ends may stand for elements
			nodes++
		}
		if more {
			nodes += attributes(raw)
		}
		switch {
		case formatting[atom.Lookup(tag)]:
			f.see(kind, name, string(raw))
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

// attributes are how many are written in a tag (HTML, 13.2.5.32 to 13.2.5.39).
func attributes(tag []byte) (n int) {
	const space = " \t\n\f\r"
	for rest := from(tag, space+"/"); ; {
		if rest = bytes.TrimLeft(rest, space+"/"); len(rest) == 0 || rest[0] == '>' {
			return n
		}
		n++
		rest = bytes.TrimLeft(from(rest[1:], space+"/>="), space)
		if len(rest) == 0 || rest[0] != '=' {
			continue
		}
		switch rest = bytes.TrimLeft(rest[1:], space); {
		case len(rest) == 0:
		case rest[0] == '"' || rest[0] == '\'':
			_, rest, _ = bytes.Cut(rest[1:], rest[:1])
		default:
			rest = from(rest, space+">")
		}
	}
}

// from is what there is from the first of some characters on.
func from(b []byte, chars string) []byte {
	if i := bytes.IndexAny(b, chars); i >= 0 {
		return b[i:]
	}
	return nil
}

// tagReader gives a tokenizer its page, and ends where a tag that it is in has too many
// attributes, which it would hold before it gives any.
type tagReader struct {
	in  *strings.Reader
	tag func() []byte // what was read of the token
}

func (r *tagReader) Read(p []byte) (int, error) {
	if t := r.tag(); len(t) > tagMost && t[0] == '<' && (t[1]|0x20) >= 'a' && (t[1]|0x20) <= 'z' && attributes(t) > tagMost {
		return 0, errNodes
	}
	return r.in.Read(p)
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
