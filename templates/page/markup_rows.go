package page

import (
	"html/template"
	"onrecord/templates/view"
)

// docRow is a document in a list.
func (t parts) docRow(r view.DocRow) template.HTML {
	w := make(ink, 0, 512)
	if r.Href != "" {
		w.html(`<a href="`)
		w.text(r.Href)
		w.html(`">`)
	}
	w.html(`<bdi dir="auto"`)
	w.lang(r.Lang)
	w.html(">")
	w.text(r.Text)
	w.html("</bdi>")
	if r.Href != "" {
		w.html("</a>")
	}
	w.html("\n", `<span class="meta">`)
	if r.Who != "" {
		w.bdi(r.Who)
		if r.Handle != "" {
			w.html(" ")
			w.bdi("@" + r.Handle)
		}
		if !r.When.IsZero() {
			w.html(" · ")
		}
	}
	w.claimed(t.Locale, r.When)
	if r.Versions > 1 {
		w.html(" · ")
		w.text(t.Say("%d versions", r.Versions))
	}
	switch {
	case r.Gone:
		w.html(" · ")
		t.writeChip(&w, "gone")
	case r.Missing:
		w.html(" · ")
		t.writeChip(&w, "missed")
	}
	w.html("</span>")
	return w.done()
}

// claimList is a list of the times known of a document.
func (t parts) claimList(cs []view.Claim) template.HTML {
	w := make(ink, 0, 1024)
	w.html(`<ul class="claims">`)
	for _, c := range cs {
		if c.Odd {
			w.html(`<li class="odd">`)
		} else {
			w.html("<li>")
		}
		w.html(`<span class="what">`)
		w.text(c.What)
		w.html("</span> ")
		if c.Text != "" {
			w.text(c.Text)
		} else {
			w.clock(t.Locale, c.At)
		}
		w.html("<small>")
		w.text(c.Note)
		w.html("</small></li>")
	}
	w.html("</ul>")
	return w.done()
}

// eventList is a document's timeline.
func (t parts) eventList(es []view.EventRow) template.HTML {
	w := make(ink, 0, 2048)
	w.html(`<ol class="timeline">`)
	for _, e := range es {
		w.html(`<li class="`)
		w.text(e.Kind)
		w.html(`"><span class="at">`)
		if e.Day != "" {
			w.text(e.Day)
		} else {
			w.clock(t.Locale, e.At)
		}
		w.html(`</span> <span class="what">`)
		if e.Kind != "quoted" {
			w.html("<strong>")
			w.text(t.Verdict(e.Kind))
			w.html("</strong> ")
		}
		w.html(string(e.Text))
		if e.Ref != nil {
			w.html(" ")
			w.reference(*e.Ref)
		}
		if e.Capture != 0 {
			w.html(" <small>")
			w.text(t.Say("capture %s", view.Digits(e.Capture)))
			w.html("</small>")
		}
		w.html("</span></li>")
	}
	if len(es) == 0 {
		w.html("<li>")
		w.text(t.Say("Nothing is known."))
		w.html("</li>")
	}
	w.html("</ol>")
	return w.done()
}
