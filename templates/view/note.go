package view

import (
	"time"

	"onrecord/store"
)

// NoteView is what somebody noted on a document.
type NoteView struct {
	At time.Time
	// By is "" where nobody said whose note it is.
	By, Text string
	// Leaf is the log's entry.
	Leaf int64
}

// notes are what people noted on a document, the latest that a page has room for.
func (p *PageBuilder) notes(all []store.Note) []NoteView {
	var out []NoteView
	for _, n := range all[max(0, len(all)-p.most.events):] {
		out = append(out, NoteView{n.At, Name(n.By), clip(Plain(n.Text), 4000), n.Index})
	}
	return out
}
