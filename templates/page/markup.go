package page

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
	"onrecord/templates/locale"
	"onrecord/templates/view"
)

// The parts that pages have most of are written here and not in a template, which
// takes several times as long. Each escapes what it is given.

// ink writes a part of a page. What is not ours goes through text, in an element's
// content or in an attribute between double quotes.
type ink []byte

// html adds markup of our own.
func (w *ink) html(parts ...string) {
	for _, s := range parts {
		*w = append(*w, s...)
	}
}

// text adds words from outside, or of the interface.
func (w *ink) text(s string) { *w = appendText(*w, s) }

// bdi adds words from outside that stand apart, whichever way they run.
func (w *ink) bdi(s string) {
	w.html("<bdi>")
	w.text(s)
	w.html("</bdi>")
}

// link adds words that lead to an address of ours.
func (w *ink) link(href, words string) {
	w.html(`<a href="`)
	w.text(href)
	w.html(`">`)
	w.text(words)
	w.html("</a>")
}

// number adds a whole number.
func (w *ink) number(n int64) { *w = strconv.AppendInt(*w, n, 10) }

// lang adds a language's attribute where one is known.
func (w *ink) lang(tag string) {
	if tag != "" {
		w.html(` lang="`)
		w.text(tag)
		w.html(`"`)
	}
}

// done is the part as it stands in a page.
func (w *ink) done() template.HTML { return template.HTML(*w) } //nolint:gosec // what is not ours went through text

// appendText escapes as html/template does.
func appendText(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var esc string
		switch s[i] {
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '&':
			esc = "&amp;"
		case '"':
			esc = "&#34;"
		case '\'':
			esc = "&#39;"
		case 0:
			esc = "\ufffd"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), esc...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// clock adds a time as an element.
func (w *ink) clock(l *locale.Locale, at time.Time) { *w = l.AppendClock(*w, at) }

// claimed adds a claimed time as an element.
func (w *ink) claimed(l *locale.Locale, m store.Moment) { *w = l.AppendClaimed(*w, m) }

// reference is a link within the site. Its address is ours: of letters, digits and
// what stands between them in a path.
func reference(r view.Ref) template.HTML {
	var w ink
	w.reference(r)
	return w.done()
}

func (w *ink) reference(r view.Ref) {
	leads := r.Href != "" && (view.SafeLink(r.Href) != "" || !strings.Contains(strings.SplitN(r.Href, "/", 2)[0], ":"))
	if leads {
		w.html(`<a href="`)
		w.text(r.Href)
		w.html(`">`)
	}
	w.bdi(r.Text)
	if leads {
		w.html("</a>")
	}
}

// chip is a word with a sign and a colour of its own.
func (t parts) chip(word string) template.HTML {
	var w ink
	t.writeChip(&w, word)
	return w.done()
}

func (t parts) writeChip(w *ink, word string) {
	w.html(`<span class="chip `)
	w.text(word)
	w.html(`">`)
	w.text(t.Verdict(word))
	w.html("</span>")
}

// marked are the runs of a difference, marked by more than colour.
func marked(ps []view.PieceView) template.HTML {
	var w ink
	w.marked(ps)
	return w.done()
}

func (w *ink) marked(ps []view.PieceView) {
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
		w.html(before)
		w.text(p.Text)
		w.html(after)
	}
}
