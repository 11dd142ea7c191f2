package page

import (
	"html/template"

	"onrecord/templates/view"
)

// The runs of a difference are written here and not in a template: a page has up to
// hundreds of them, and html/template takes several times as long for each.

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
