package page

import (
	"html/template"
	"onrecord/templates/view"
)

// term begins an entry of a list of terms; the caller writes what it means and end
// ends it.
func (t parts) term(w *ink, text string) {
	w.html("<dt>")
	w.text(text)
	w.html("</dt><dd>")
}

const end = "</dd>\n"

// proven is what proves a version, shut until it is asked for.
func (t parts) proven(e view.Evidence) template.HTML {
	w := make(ink, 0, 2048)
	t.writeEvidence(&w, e)
	return w.done()
}

func (t parts) writeEvidence(w *ink, e view.Evidence) {
	w.html(`<details class="evidence"><summary>`)
	w.text(t.Say("Evidence: capture %s", view.Digits(e.Capture)))
	if e.Proof.Logged {
		w.html(", ")
		w.text(t.Say("log entry %s", view.Digits(e.Proof.Index)))
		w.html(", ")
		w.text(t.vouched(e.Proof))
	}
	w.html("</summary>\n<dl>\n")
	t.writeProof(w, e)
	t.writeFetch(w, e)
	t.writeBytes(w, e)
	w.html("</dl></details>")
}

// vouched is who stands for a log's entry, in words.
func (t parts) vouched(p view.Proof) string {
	switch {
	case p.Checkpoint == nil:
		return t.Say("not signed yet")
	case p.Anchor == nil:
		return t.Say("signed")
	}
	return t.Say("signed and time-stamped")
}

func (t parts) writeProof(w *ink, e view.Evidence) {
	t.term(w, t.Say("In the log"))
	p := e.Proof
	if !p.Logged {
		w.text(t.Say("This capture is in no log."))
		w.html(end)
		return
	}
	w.text(t.Say("entry %s", view.Digits(p.Index)))
	if c := p.Checkpoint; c != nil {
		w.html(", ")
		if under := t.Say("under the checkpoint of %s entries", view.Digits(c.Size)); e.Log.Href != "" {
			w.link(e.Log.Href+"#"+c.Place, under)
		} else {
			w.text(under)
		}
		w.html(", ")
		w.text(t.Say("signed by"))
		w.html(" ")
		w.bdi(c.Key)
		w.html(", ")
		w.clock(t.Locale, c.MadeAt)
	} else {
		w.html("; ")
		w.text(t.Say("no checkpoint covers it yet: the next run ends with one"))
	}
	w.html(end)
	t.term(w, t.Say("Time stamp"))
	if a := p.Anchor; a != nil {
		w.clock(t.Locale, a.Time)
		w.html(", ")
		w.text(t.Say("by"))
		w.html(` <bdi class="url">`)
		w.text(view.Name(a.Authority))
		w.html("</bdi>")
	} else {
		w.text(t.Say("none: not anchored"))
	}
	w.html(end)
}

func (t parts) writeFetch(w *ink, e view.Evidence) {
	t.term(w, t.Say("Asked"))
	w.html(`<bdi class="url">`)
	w.text(e.URL)
	w.html("</bdi>")
	if e.Door != "" {
		w.html(" (")
		w.text(e.Door)
		if e.Relay != "" {
			w.html(", ")
			w.text(t.Say("relayed by %s", e.Relay))
		}
		w.html(")")
	}
	w.html(end)
	t.term(w, t.Say("Fetched"))
	w.clock(t.Locale, e.Fetched)
	if e.Status != 0 {
		w.html(", ")
		w.text(t.Say("HTTP status %s", view.Digits(int64(e.Status))))
	}
	if e.Hops != 0 {
		w.html(", ")
		w.text(t.Say("%d redirects", e.Hops))
	}
	w.html(end)
	if !e.Server.IsZero() {
		t.term(w, t.Say("The server’s clock"))
		w.clock(t.Locale, e.Server)
		w.html(end)
	}
	if e.Address != "" {
		t.term(w, t.Say("From"))
		w.html("<code>")
		w.text(e.Address)
		w.html("</code>")
		if e.TLS != "" {
			w.html(", ")
			w.text(e.TLS)
		}
		w.html(end)
	}
}

func (t parts) writeBytes(w *ink, e view.Evidence) {
	t.term(w, t.Say("Bytes received"))
	w.number(e.Length)
	w.html(", SHA-256 <code>")
	w.text(e.RawSHA256)
	w.html("</code>", end)
	t.term(w, t.Say("Content"))
	w.html("SHA-256 <code>")
	w.text(e.Hash)
	w.html("</code>", end)
	if len(e.Flags) > 0 {
		t.term(w, t.Say("Noted"))
		for i, f := range e.Flags {
			if i > 0 {
				w.html(", ")
			}
			w.bdi(f)
		}
		w.html(end)
	}
	if e.Body != "" {
		t.term(w, t.Say("The bytes"))
		w.link(e.Body, t.Say("as they were received"))
		w.html(end)
	}
}
