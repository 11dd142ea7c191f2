package page

import (
	"html/template"

	"onrecord/store"
	"onrecord/templates/view"
)

// quoteBox is a quote that a post was found for, in a list.
func (t parts) quoteBox(q view.QuoteView) template.HTML {
	w := make(ink, 0, 2048)
	w.html(`<div class="quote `)
	w.text(q.Class())
	w.html(`" id="`)
	w.text(q.ID)
	w.html(`"><p class="who">`)
	if q.Listed || q.Severity == store.SeverityMeaning {
		t.writeQuoteChip(&w, q)
		w.html(" ")
	}
	w.html("<strong>")
	w.bdi(q.Publisher)
	w.html(`</strong> <span class="note">`)
	w.claimed(t.Locale, q.Published)
	if q.After != "" {
		w.html(" · ")
		w.text(q.After)
	}
	w.html("</span></p>\n")
	t.writePair(&w, q)
	w.html(`<p class="meta">`)
	if q.Listed {
		w.text(t.Say("The post:"))
		w.html(" ")
		w.reference(view.Ref{Href: q.Post.Href, Text: q.PostAuthor})
		w.html(" · ")
		w.text(t.Say("the article:"))
		w.html(" ")
	}
	w.reference(q.Article)
	w.html(" · ")
	t.writeManner(&w, q)
	w.html("</p></div>")
	return w.done()
}

// quoteChip is a quote's verdict, and that its meaning changed.
func (t parts) quoteChip(q view.QuoteView) template.HTML {
	var w ink
	t.writeQuoteChip(&w, q)
	return w.done()
}

func (t parts) writeQuoteChip(w *ink, q view.QuoteView) {
	w.html(`<span class="chip `)
	w.text(q.Class())
	w.html(`">`)
	w.text(t.judged(q))
	w.html("</span>")
}

// judged is what a quote's chip says.
func (t parts) judged(q view.QuoteView) string {
	if q.Severity == store.SeverityMeaning {
		return t.Say("%s, changed meaning", t.Verdict(q.Verdict))
	}
	return t.Verdict(q.Verdict)
}

// pair is a quote beside the words of its post.
func (t parts) pair(q view.QuoteView) template.HTML {
	w := make(ink, 0, 1024)
	t.writePair(&w, q)
	return w.done()
}

// manner says how sure a quote's verdict is, and how the article has the quote.
func (t parts) manner(q view.QuoteView) template.HTML {
	var w ink
	t.writeManner(&w, q)
	return w.done()
}

func (t parts) writePair(w *ink, q view.QuoteView) {
	w.html(`<div class="pair">`)
	if q.Found {
		t.writePosted(w, q)
	}
	if !q.Exact() {
		t.writeSaid(w, q)
	}
	w.html("</div>\n")
	if len(q.Reading) > 0 {
		w.html("<details><summary>")
		w.text(t.Say("Word by word, as a machine reads both"))
		w.html(`</summary><p class="against" dir="auto">`)
		w.marked(q.Reading)
		w.html("</p></details>")
	}
	if q.Engine != "" {
		w.html(`<p class="note">`)
		w.text(t.Say("Compared through a machine translation by %s.", q.Engine))
		w.html("</p>")
	}
	for _, warning := range q.Warnings {
		w.html(`<p class="warning">`)
		w.text(warning)
		w.html("</p>")
	}
}

// writePosted writes the post's side.
func (t parts) writePosted(w *ink, q view.QuoteView) {
	w.html(`<div><p class="side">`)
	if q.Exact() {
		w.text(t.Say("The quoted words in the post"))
	} else {
		w.text(t.Say("The post"))
	}
	if q.Versions > 1 {
		w.html(", ")
		w.text(t.Say("version %d of %d", q.Version, q.Versions))
	}
	w.html("</p>\n", `<blockquote dir="auto"`)
	w.lang(q.PostLang)
	w.html(">")
	around := func(s string) {
		if s != "" {
			w.html(`<span class="around">`)
			w.text(s)
			w.html("</span>")
		}
	}
	around(q.Before)
	whole := q.Verdict == "verbatim" || q.Verdict == "translated"
	if whole {
		w.html("<mark>")
	}
	w.marked(q.Posted)
	if whole {
		w.html("</mark>")
	}
	around(q.Behind)
	w.html("</blockquote></div>\n")
}

// writeSaid writes the quote's side.
func (t parts) writeSaid(w *ink, q view.QuoteView) {
	w.html("<div>")
	if q.Found {
		w.html(`<p class="side">`)
		if q.Verdict == "translated" && len(q.Reading) == 0 {
			w.text(t.Say("The quote, the post’s own words in small"))
		} else {
			w.text(t.Say("The quote"))
		}
		w.html("</p>\n")
	}
	w.html(`<blockquote dir="auto"`)
	w.lang(q.Lang)
	w.html(">")
	w.marked(q.Said)
	w.html("</blockquote></div>")
}

func (t parts) writeManner(w *ink, q view.QuoteView) {
	w.text(q.Confidence)
	if q.Speaker != "" {
		w.html(" · ")
		w.text(t.Say("said by"))
		w.html(" ")
		w.bdi(q.Speaker)
	}
	switch q.Kind {
	case "headline":
		w.html(" · ")
		w.text(t.Say("in the headline"))
	case "embedded":
		w.html(" · ")
		w.text(t.Say("embedded post"))
	}
	if q.Card != "" {
		w.html(" · ")
		w.link(q.Card, t.Say("As a card to embed"))
	}
}
