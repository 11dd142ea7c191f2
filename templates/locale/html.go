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
	return template.HTML(l.AppendClock(make([]byte, 0, 96), at)) //nolint:gosec // escaped
}

// AppendClock adds Clock to a page.
func (l *Locale) AppendClock(b []byte, at time.Time) []byte {
	if at.IsZero() {
		return append(b, template.HTMLEscapeString(l.Say("unknown"))...)
	}
	return l.appendTime(b, store.FormatTime(at), l.Human(at))
}

// Claimed is a claimed time as an element, as exact as the claim; nothing where there
// is none.
func (l *Locale) Claimed(m store.Moment) template.HTML {
	return template.HTML(l.AppendClaimed(nil, m)) //nolint:gosec // escaped
}

// AppendClaimed adds Claimed to a page.
func (l *Locale) AppendClaimed(b []byte, m store.Moment) []byte {
	switch {
	case m.IsZero():
		return b
	case m.Precision == store.PrecisionDay:
		return l.appendTime(b, m.String(), l.Day(m.Time))
	}
	return l.AppendClock(b, m.Time)
}

func (l *Locale) appendTime(b []byte, exact, human string) []byte {
	b = append(b, `<time datetime="`...)
	b = append(b, template.HTMLEscapeString(exact)...)
	b = append(b, `">`...)
	b = append(b, template.HTMLEscapeString(human)...)
	return append(b, "</time>"...)
}

// Between is a span of time as elements; one whose ends read the same is a moment.
func (l *Locale) Between(from, to time.Time) template.HTML {
	b := l.AppendClock(nil, from)
	if l.Human(from) != l.Human(to) {
		b = l.AppendClock(append(b, " – "...), to)
	}
	return template.HTML(b) //nolint:gosec // escaped
}
