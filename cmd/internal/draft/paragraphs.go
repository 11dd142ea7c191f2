package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/store"
)

// paragraphs writes a text paragraph by paragraph, with its marks.
type paragraphs struct {
	b     strings.Builder
	n     int // code points written
	marks []store.Mark
}

// add writes a paragraph, marked where kind is not "".
func (p *paragraphs) add(text string, kind store.MarkKind) {
	text = strings.TrimFunc(strings.ReplaceAll(text, "\x00", "\ufffd"), unicode.IsSpace)
	if text == "" {
		return
	}
	if p.n > 0 {
		p.b.WriteString("\n\n")
		p.n += 2
	}
	from := p.n
	p.b.WriteString(text)
	p.n += utf8.RuneCountInString(text)
	if last := len(p.marks) - 1; kind == store.MarkBlockQuote && last >= 0 && p.marks[last].Kind == kind && p.marks[last].To == from-2 {
		p.marks[last].To = p.n // one quotation of several paragraphs
		return
	}
	if kind != "" {
		p.marks = append(p.marks, store.Mark{Kind: kind, From: from, To: p.n})
	}
}
