package draft

import (
	"encoding/xml"
	"errors"
	"path"
	"slices"
	"strings"

	"onrecord/store"
)

// wordNames is in the namespaces of WordprocessingML, transitional and strict
// (ECMA-376, part 1, 17).
const wordNames = "wordprocessingml"

// wordParts are the parts of a .docx that are read, by the end of their
// relationship's type.
type wordParts map[string]string

// word reads a .docx: its body as it would be printed, then its notes. Tracked
// deletions, hidden text, fields' codes and comments are left out.
func word(b []byte) (Draft, error) {
	c, err := openContainer(b)
	if err != nil {
		return Draft{}, err
	}
	main, err := c.wordParts("")
	if err != nil {
		return Draft{}, err
	}
	name := main["officeDocument"]
	if c.files[name] == nil {
		return Draft{}, errors.New("this is no .docx file: it has no document in it; save it again")
	}
	parts, err := c.wordParts(name)
	if err != nil {
		return Draft{}, err
	}
	w := wordReader{marks: map[string]store.MarkKind{}}
	if err := c.read(parts["styles"], w.styles()); err != nil {
		return Draft{}, err
	}
	if err := c.read(name, w.body()); err != nil {
		return Draft{}, err
	}
	for _, notes := range []string{"footnotes", "endnotes"} {
		if err := c.read(parts[notes], w.body()); err != nil {
			return Draft{}, err
		}
	}
	return Draft{Content: store.Content{Text: w.out.b.String(), Marks: w.out.marks}, Footnotes: w.notes, Deletions: w.deletions}, nil
}

// wordParts reads where the parts are that a part refers to.
func (c container) wordParts(of string) (wordParts, error) {
	out := wordParts{}
	dir, file := path.Split(of)
	err := c.read(dir+"_rels/"+file+".rels", handler{begin: func(t xml.StartElement) bool {
		if t.Name.Local == "Relationship" && attribute(t, "TargetMode") != "External" {
			target := attribute(t, "Target")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			out[path.Base(attribute(t, "Type"))] = strings.TrimPrefix(path.Clean("/"+target), "/")
		}
		return false
	}})
	return out, err
}

type wordReader struct {
	// marks are the kinds of paragraph styles, by their ids.
	marks     map[string]store.MarkKind
	out       paragraphs
	open      []*wordParagraph // a text box stands within a paragraph
	inText    bool
	hidden    bool
	notes     [][2]int
	deletions int
}

type wordParagraph struct {
	style string
	text  strings.Builder
}

// styles tells which styles are quotations and headings: by their names, which are
// English in every language's Word, or by the style that they are based on.
func (w *wordReader) styles() handler {
	id := ""
	return handler{begin: func(t xml.StartElement) bool {
		val := attribute(t, "val")
		switch name := strings.ToLower(val); {
		case t.Name.Local == "style":
			id = attribute(t, "styleId")
		case t.Name.Local == "name" && (name == "quote" || name == "intense quote" || name == "block text"):
			w.marks[id] = store.MarkBlockQuote
		case t.Name.Local == "name" && (name == "title" || strings.HasPrefix(name, "heading ")):
			w.marks[id] = store.MarkHeading
		case t.Name.Local == "basedOn" && w.marks[id] == "":
			w.marks[id] = w.marks[val]
		}
		return false
	}}
}

// leftOut are elements whose words would not be read by a reader of the text.
var leftOut = []string{"del", "moveFrom", "instrText", "delInstrText", "delText", "sdtPr"}

func (w *wordReader) body() handler {
	note := -1
	return handler{
		begin: func(t xml.StartElement) bool {
			if t.Name.Local == "Fallback" { // the same once more, for older programs
				return true
			}
			if !strings.Contains(t.Name.Space, wordNames) {
				return false
			}
			switch t.Name.Local {
			case "del", "moveFrom":
				w.deletions++
			case "footnote", "endnote":
				if kind := attribute(t, "type"); kind != "" && kind != "normal" { // the line above the notes
					return true
				}
				note = w.out.n
			}
			w.begin(t)
			return slices.Contains(leftOut, t.Name.Local)
		},
		end: func(t xml.EndElement) {
			if !strings.Contains(t.Name.Space, wordNames) {
				return
			}
			w.end(t.Name.Local)
			if (t.Name.Local == "footnote" || t.Name.Local == "endnote") && w.out.n > note {
				w.notes = append(w.notes, [2]int{note, w.out.n + 1})
			}
		},
		text: func(s string) {
			if w.inText && !w.hidden {
				w.write(s)
			}
		},
	}
}

func (w *wordReader) write(s string) {
	if len(w.open) > 0 {
		w.open[len(w.open)-1].text.WriteString(s)
	}
}

func (w *wordReader) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		w.open = append(w.open, &wordParagraph{})
	case "pStyle":
		if len(w.open) > 0 {
			w.open[len(w.open)-1].style = attribute(t, "val")
		}
	case "r":
		w.hidden = false
	case "vanish", "webHidden":
		v := attribute(t, "val")
		w.hidden = v != "0" && v != "false" && v != "off"
	case "t":
		w.inText = true
	case "tab":
		w.write(" ")
	case "br", "cr":
		w.write("\n")
	case "noBreakHyphen":
		w.write("‑")
	}
}

func (w *wordReader) end(name string) {
	switch name {
	case "t":
		w.inText = false
	case "p":
		if len(w.open) == 0 {
			return
		}
		p := w.open[len(w.open)-1]
		w.open = w.open[:len(w.open)-1]
		w.out.add(p.text.String(), w.marks[p.style])
	}
}
