package locale

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"onrecord/store"
)

// Texts that carry elements are put together here and not in a template, since their
// order is the language's. Each value is escaped before it is put in.

// Mark is Say for a page: times become elements, which the reader's zone is written
// into, and text from outside stands apart, whichever way it runs.
func (l *Locale) Mark(text string, values ...any) template.HTML {
	form := template.HTMLEscapeString(l.form(text, values))
	for i, v := range values {
		switch v := v.(type) {
		case int:
			values[i] = l.Number(v)
		case time.Time:
			values[i] = l.Clock(v)
		case template.HTML:
		default:
			values[i] = "<bdi>" + template.HTMLEscapeString(fmt.Sprint(v)) + "</bdi>"
		}
	}
	return template.HTML(fill(form, values)) //nolint:gosec // all of it is escaped above
}

// Figure is a text with a number, which is set large.
func (l *Locale) Figure(text string, n int) template.HTML {
	form := template.HTMLEscapeString(l.form(text, []any{n}))
	return template.HTML(strings.Replace(form, "%d", "<strong>"+l.Number(n)+"</strong>", 1)) //nolint:gosec // escaped
}

// Clock is a time as an element that says it exactly, too.
func (l *Locale) Clock(at time.Time) template.HTML {
	if at.IsZero() {
		return template.HTML(template.HTMLEscapeString(l.Say("unknown"))) //nolint:gosec // escaped
	}
	return element(store.FormatTime(at), l.Human(at))
}

// Claimed is a claimed time as an element, as exact as the claim; nothing where there
// is none.
func (l *Locale) Claimed(m store.Moment) template.HTML {
	switch {
	case m.IsZero():
		return ""
	case m.Precision == store.PrecisionDay:
		return element(m.String(), l.Day(m.Time))
	}
	return l.Clock(m.Time)
}

// Between is a span of time as elements; one whose ends read the same is a moment.
func (l *Locale) Between(from, to time.Time) template.HTML {
	if l.Human(from) == l.Human(to) {
		return l.Clock(from)
	}
	return l.Clock(from) + " – " + l.Clock(to)
}

func element(exact, human string) template.HTML {
	return template.HTML(`<time datetime="` + template.HTMLEscapeString(exact) + `">` + template.HTMLEscapeString(human) + "</time>") //nolint:gosec // escaped
}
