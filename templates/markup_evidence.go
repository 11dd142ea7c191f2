package templates

import "html/template"

// term begins an entry of a list of terms; the caller writes what it means and end
// ends it.
func (t *tongue) term(w *ink, text string) {
	w.html("<dt>")
	w.text(text)
	w.html("</dt><dd>")
}

const end = "</dd>\n"

// proven is what proves a version, shut until it is asked for.
func (t *tongue) proven(e Evidence) template.HTML {
	w := make(ink, 0, 2048)
	t.writeEvidence(&w, e)
	return w.done()
}

func (t *tongue) writeEvidence(w *ink, e Evidence) {
	w.html(`<details class="evidence"><summary>`)
	w.text(t.say("Evidence: capture %s", digits(e.Capture)))
	if e.Proof.Logged {
		w.html(", ")
		w.text(t.say("log entry %s", digits(e.Proof.Index)))
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
func (t *tongue) vouched(p Proof) string {
	switch {
	case p.Checkpoint == nil:
		return t.say("not signed yet")
	case p.Anchor == nil:
		return t.say("signed")
	}
	return t.say("signed and time-stamped")
}

func (t *tongue) writeProof(w *ink, e Evidence) {
	t.term(w, t.say("In the log"))
	p := e.Proof
	if !p.Logged {
		w.text(t.say("This capture is in no log."))
		w.html(end)
		return
	}
	w.text(t.say("entry %s", digits(p.Index)))
	if c := p.Checkpoint; c != nil {
		w.html(", ")
		if under := t.say("under the checkpoint of %s entries", digits(c.Size)); e.Log.Href != "" {
			w.link(e.Log.Href+"#"+c.Place, under)
		} else {
			w.text(under)
		}
		w.html(", ")
		w.text(t.say("signed by"))
		w.html(" ")
		w.bdi(c.Key)
		w.html(", ")
		t.writeClock(w, c.MadeAt)
	} else {
		w.html("; ")
		w.text(t.say("no checkpoint covers it yet: the next run ends with one"))
	}
	w.html(end)
	t.term(w, t.say("Time stamp"))
	if a := p.Anchor; a != nil {
		t.writeClock(w, a.Time)
		w.html(", ")
		w.text(t.say("by"))
		w.html(` <bdi class="url">`)
		w.text(name(a.Authority))
		w.html("</bdi>")
	} else {
		w.text(t.say("none: not anchored"))
	}
	w.html(end)
}

func (t *tongue) writeFetch(w *ink, e Evidence) {
	t.term(w, t.say("Asked"))
	w.html(`<bdi class="url">`)
	w.text(e.URL)
	w.html("</bdi>")
	if e.Door != "" {
		w.html(" (")
		w.text(e.Door)
		if e.Relay != "" {
			w.html(", ")
			w.text(t.say("relayed by %s", e.Relay))
		}
		w.html(")")
	}
	w.html(end)
	t.term(w, t.say("Fetched"))
	t.writeClock(w, e.Fetched)
	if e.Status != 0 {
		w.html(", ")
		w.text(t.say("HTTP status %s", digits(int64(e.Status))))
	}
	if e.Hops != 0 {
		w.html(", ")
		w.text(t.say("%d redirects", e.Hops))
	}
	w.html(end)
	if !e.Server.IsZero() {
		t.term(w, t.say("The server’s clock"))
		t.writeClock(w, e.Server)
		w.html(end)
	}
	if e.Address != "" {
		t.term(w, t.say("From"))
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

func (t *tongue) writeBytes(w *ink, e Evidence) {
	t.term(w, t.say("Bytes received"))
	w.number(e.Length)
	w.html(", SHA-256 <code>")
	w.text(e.RawSHA256)
	w.html("</code>", end)
	t.term(w, t.say("Content"))
	w.html("SHA-256 <code>")
	w.text(e.Hash)
	w.html("</code>", end)
	if len(e.Flags) > 0 {
		t.term(w, t.say("Noted"))
		for i, f := range e.Flags {
			if i > 0 {
				w.html(", ")
			}
			w.bdi(f)
		}
		w.html(end)
	}
	if e.Body != "" {
		t.term(w, t.say("The bytes"))
		w.link(e.Body, t.say("as they were received"))
		w.html(end)
	}
}
