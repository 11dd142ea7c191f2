package main

import (
	"context"
	"errors"
	"fmt"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// logged adds what the log has of a document: the leaf of each version's capture,
// and the notes that people put on it.
func (s *shown) logged(ctx context.Context, st store.Log) error {
	s.leaves = map[int64]store.LogEntry{}
	for _, v := range s.versions {
		e, err := st.LogEntry(ctx, v.CaptureID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err == nil {
			s.leaves[v.CaptureID] = e
		}
	}
	var err error
	s.notes, err = st.Notes(ctx, s.doc.ID)
	return err
}

// provedLine says what proves a capture.
func provedLine(e store.LogEntry) string {
	l := fmt.Sprintf("leaf %d of the log", e.Index)
	switch {
	case e.Checkpoint == nil:
		return l + ", not signed yet"
	case e.Anchor == nil:
		return l + ", signed " + store.FormatTime(e.Checkpoint.MadeAt) + ", not anchored yet"
	}
	return l + ", signed " + store.FormatTime(e.Checkpoint.MadeAt) + ", anchored " + store.FormatTime(e.Anchor.Time) + " by " + words.Visible(e.Anchor.Authority)
}

func (a *app) printNotes(notes []store.Note) {
	if len(notes) == 0 {
		return
	}
	fmt.Fprintln(a.out, "\nnotes")
	for _, n := range notes {
		fmt.Fprintf(a.out, "  %s\n%s\n", words.Joined(store.FormatTime(n.At), words.Line(n.By, 200), fmt.Sprintf("leaf %d", n.Index)), words.Indent(words.Visible(n.Text), "    "))
	}
}

// leafJSON is what proves a capture.
type leafJSON struct {
	Index      int64  `json:"index"`
	SignedAt   string `json:"signed_at,omitempty"`
	Checkpoint int64  `json:"checkpoint_size,omitempty"`
	AnchoredAt string `json:"anchored_at,omitempty"`
	Authority  string `json:"authority,omitempty"`
}

func leafOf(e store.LogEntry) *leafJSON {
	j := &leafJSON{Index: e.Index}
	if e.Checkpoint != nil {
		j.SignedAt, j.Checkpoint = store.FormatTime(e.Checkpoint.MadeAt), e.Checkpoint.Size
	}
	if e.Anchor != nil {
		j.AnchoredAt, j.Authority = store.FormatTime(e.Anchor.Time), e.Anchor.Authority
	}
	return j
}

type noteJSON struct {
	At   string `json:"at"`
	By   string `json:"by,omitempty"`
	Text string `json:"text"`
	Leaf int64  `json:"leaf"`
}
