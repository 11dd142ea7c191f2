package templates

import (
	"html/template"
	"strings"
	"time"

	"onrecord/store"
)

// The parts that pages have most of are written here and not in a template, which
// takes several times as long. Each escapes what it is given.

// clock is a time as an element that says it exactly, too.
func (t *tongue) clock(at time.Time) template.HTML {
	if at.IsZero() {
		return template.HTML(template.HTMLEscapeString(t.say("unknown"))) //nolint:gosec // escaped
	}
	return template.HTML(`<time datetime="` + store.FormatTime(at) + `">` + template.HTMLEscapeString(t.human(at)) + "</time>") //nolint:gosec // escaped
}

// between is a span of time; one whose ends read the same is a moment.
func (t *tongue) between(from, to time.Time) template.HTML {
	if t.human(from) == t.human(to) {
		return t.clock(from)
	}
	return t.clock(from) + " – " + t.clock(to)
}

// figure is a text with a number, which is set large.
func (t *tongue) figure(text string, n int) template.HTML {
	form := template.HTMLEscapeString(t.form(text, []any{n}))
	return template.HTML(strings.Replace(form, "%d", "<strong>"+t.number(n)+"</strong>", 1)) //nolint:gosec // escaped
}

// claimed is a claimed time, as exact as the claim; nothing where there is none.
func (t *tongue) claimed(m store.Moment) template.HTML {
	switch {
	case m.IsZero():
		return ""
	case m.Precision == store.Day:
		return template.HTML(`<time datetime="` + template.HTMLEscapeString(m.String()) + `">` + template.HTMLEscapeString(t.day(m.Time)) + "</time>") //nolint:gosec // escaped
	}
	return t.clock(m.Time)
}

// reference is a link within the site. Its address is ours: of letters, digits and
// what stands between them in a path.
func reference(r Ref) template.HTML {
	text := "<bdi>" + template.HTMLEscapeString(r.Text) + "</bdi>"
	if r.Href == "" {
		return template.HTML(text) //nolint:gosec // escaped
	}
	if safeLink(r.Href) == "" && strings.Contains(strings.SplitN(r.Href, "/", 2)[0], ":") {
		return template.HTML(text) //nolint:gosec // escaped
	}
	return template.HTML(`<a href="` + template.HTMLEscapeString(r.Href) + `">` + text + "</a>") //nolint:gosec // escaped
}

// chip is a word with a sign and a colour of its own.
func (t *tongue) chip(word string) template.HTML {
	return template.HTML(`<span class="chip ` + template.HTMLEscapeString(word) + `">` + template.HTMLEscapeString(t.verdict(word)) + "</span>") //nolint:gosec // escaped
}

// marked are the runs of a difference, marked by more than colour.
func marked(ps []PieceView) template.HTML {
	var b strings.Builder
	for _, p := range ps {
		switch p.Op {
		case "delete", "insert":
			tag := p.Op[:3] // del and ins
			b.WriteString("<" + tag + ">")
			template.HTMLEscape(&b, []byte(p.Text))
			b.WriteString("</" + tag + ">")
		case "gloss":
			b.WriteString(` <span class="gloss">`)
			template.HTMLEscape(&b, []byte(p.Text))
			b.WriteString("</span>")
		default:
			template.HTMLEscape(&b, []byte(p.Text))
		}
	}
	return template.HTML(b.String()) //nolint:gosec // escaped
}
