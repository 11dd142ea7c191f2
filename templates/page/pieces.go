package page

import (
	"html/template"
	"strconv"

	"onrecord/templates/view"
)

// The runs of a difference, and the lines of a drawing that stand in each of its rows, are
// written here and not in a template: a page has up to hundreds of them, and html/template
// takes several times as long for each.

// pieces are the runs of a difference, marked by more than colour.
func pieces(ps []view.PieceView) template.HTML {
	n := 0
	for _, p := range ps {
		n += len(p.Text) + 16
	}
	b := make([]byte, 0, n)
	for _, p := range ps {
		before, after := "", ""
		switch p.Op {
		case "delete":
			before, after = "<del>", "</del>"
		case "insert":
			before, after = "<ins>", "</ins>"
		case "gloss":
			before, after = ` <span class="gloss">`, "</span>"
		}
		b = append(append(append(b, before...), template.HTMLEscapeString(p.Text)...), after...)
	}
	return template.HTML(b) //nolint:gosec // escaped
}

// became are the lines of what became of a post, through a row of some height.
func became(es []view.QuoteEvent, height int) template.HTML {
	var b []byte
	for _, e := range es {
		x := strconv.Itoa(e.X)
		b = append(b, `<line class="event `+template.HTMLEscapeString(e.Kind)+`" x1="`+x+`" y1="0" x2="`+x+`" y2="`+strconv.Itoa(height)+`"><title>`+template.HTMLEscapeString(e.Label)+`</title></line>`...)
	}
	return template.HTML(b) //nolint:gosec // escaped
}

// ticks are the points of an axis with their labels.
func ticks(ts []view.QuoteTick) template.HTML {
	var b []byte
	for _, t := range ts {
		x := strconv.Itoa(t.X)
		b = append(b, `<line class="tick" x1="`+x+`" y1="0" x2="`+x+`" y2="7"></line><text x="`+x+`" y="22" text-anchor="middle">`+template.HTMLEscapeString(t.Label)+`</text>`...)
	}
	return template.HTML(b) //nolint:gosec // escaped
}

// days are the days of a calendar's month.
func days(ds []view.CalendarDay) template.HTML {
	var b []byte
	for _, d := range ds {
		b = append(b, `<rect x="`+strconv.Itoa(d.X)+`" y="`+strconv.Itoa(d.Y)+`"`...)
		if d.Label == "" {
			b = append(b, "/>"...)
			continue
		}
		b = append(b, ` class="level-`+strconv.Itoa(d.Level)+`"><title>`+template.HTMLEscapeString(d.Label)+`</title></rect>`...)
	}
	return template.HTML(b) //nolint:gosec // escaped
}
