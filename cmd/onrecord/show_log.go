package main

import (
	"fmt"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

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
