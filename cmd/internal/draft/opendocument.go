package draft

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"onrecord/store"
)

// openDocument reads an .odt (OASIS OpenDocument 1.3, part 3): its text as it would be
// printed, then its notes. Tracked deletions, comments and descriptions are left out.
func openDocument(b []byte) (Draft, error) {
	c, err := openContainer(b)
	if err != nil {
		return Draft{}, err
	}
	if c.files["content.xml"] == nil {
		return Draft{}, errors.New("this is no .odt file: it has no content in it; save it again")
	}
	r := openReader{parents: map[string]string{}}
	if err := c.read("styles.xml", handler{begin: r.style}); err != nil {
		return Draft{}, err
	}
	if err := c.read("content.xml", handler{begin: r.begin, end: r.end, text: func(s string) { r.text(strings.NewReplacer("\n", " ", "\t", " ").Replace(s)) }}); err != nil {
		return Draft{}, err
	}
	if r.otherKind {
		return Draft{}, errors.New("this is no text document; give an .odt file")
	}
	d := Draft{Deletions: r.deletions}
	for _, n := range r.notes {
		from := r.out.n
		r.out.add(n, "")
		if r.out.n > from {
			d.Footnotes = append(d.Footnotes, [2]int{from, r.out.n + 1})
		}
	}
	d.Text, d.Marks = r.out.b.String(), r.out.marks
	return d, nil
}

type openReader struct {
	// parents are the styles that styles are based on.
	parents   map[string]string
	out       paragraphs
	open      []*openParagraph
	inNote    int // how deep in notes
	notes     []string
	deletions int
	body      bool
	otherKind bool
}

type openParagraph struct {
	kind store.MarkKind
	note bool
	text strings.Builder
}

// style notes what a style is based on.
func (r *openReader) style(t xml.StartElement) bool {
	if t.Name.Local == "style" {
		r.parents[attribute(t, "name")] = attribute(t, "parent-style-name")
	}
	return false
}

// kindOf is what a paragraph of a style is; programs name the styles in English.
func (r *openReader) kindOf(style string) store.MarkKind {
	for range 20 {
		switch style {
		case "Quotations", "Quote", "Block_20_Quotation", "Intense_20_Quote":
			return store.MarkBlockQuote
		case "Title":
			return store.MarkHeading
		case "":
			return ""
		}
		style = r.parents[style]
	}
	return ""
}

func (r *openReader) begin(t xml.StartElement) (skip bool) {
	r.style(t)
	switch t.Name.Local {
	case "body":
		r.body = true
	case "spreadsheet", "presentation", "drawing":
		r.otherKind = r.otherKind || r.body
	case "deletion":
		r.deletions++
		return true
	case "annotation", "change-info", "note-citation", "ruby-text":
		return true
	case "title", "desc": // of a picture; text:title is a field
		return strings.Contains(t.Name.Space, "svg")
	case "note":
		r.inNote++
		if r.inNote == 1 {
			r.notes = append(r.notes, "")
		}
	case "h", "p":
		p := &openParagraph{kind: r.kindOf(attribute(t, "style-name")), note: r.inNote > 0}
		if t.Name.Local == "h" {
			p.kind = store.MarkHeading
		}
		r.open = append(r.open, p)
	case "s":
		n, _ := strconv.Atoi(attribute(t, "c")) // 1 where it says nothing
		r.text(strings.Repeat(" ", min(max(n, 1), 100)))
	case "tab":
		r.text(" ")
	case "line-break":
		r.text("\n")
	}
	return false
}

func (r *openReader) text(s string) {
	if len(r.open) > 0 && r.body {
		r.open[len(r.open)-1].text.WriteString(s)
	}
}

func (r *openReader) end(t xml.EndElement) {
	switch t.Name.Local {
	case "note":
		r.inNote--
	case "h", "p":
		if len(r.open) == 0 {
			return
		}
		p := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		if p.note {
			r.notes[len(r.notes)-1] += p.text.String() + "\n"
		} else {
			r.out.add(p.text.String(), p.kind)
		}
	}
}
