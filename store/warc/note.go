package warc

import (
	"io"
	"strings"
)

// Note is what the metadata record of an onrecord export says of the capture beside
// it. All of it comes from outside.
type Note struct {
	// Of is the id of the record that it is about, "" where nobody answered.
	Of string
	// URL is the address as asked; the others are those of store.Capture.
	URL, Document, Endpoint, Relay, Outcome, Error, Robots, Truncated string
	// Platform is whose adapter read it, "" where its address tells.
	Platform string
}

// ReadNote reads a metadata record; false where it is not one of onrecord's.
func ReadNote(r *Record) (n Note, ok bool, err error) {
	if !strings.HasPrefix(r.Fields.Get("Content-Type"), fieldsType) || r.Length > maxHeader {
		return n, false, nil
	}
	b, err := io.ReadAll(r.Block)
	if err != nil {
		return n, false, err
	}
	var f Fields
	for l := range strings.Lines(string(b)) {
		if name, value, ok := strings.Cut(l, ":"); ok && len(f) < maxFields {
			f = append(f, Field{name, strings.TrimSpace(value)})
		}
	}
	n = Note{
		Of: r.Fields.Get("WARC-Concurrent-To"), URL: f.Get("onrecord-url"), Document: f.Get("onrecord-document"),
		Endpoint: f.Get("onrecord-door"), Relay: f.Get("onrecord-relay"), Outcome: f.Get("onrecord-outcome"),
		Error: f.Get("onrecord-error"), Robots: f.Get("onrecord-robots"), Truncated: f.Get("onrecord-truncated"),
		Platform: f.Get("onrecord-platform"),
	}
	return n, f.Get("onrecord-capture") != "", nil
}
