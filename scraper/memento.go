package scraper

import (
	"context"
	"fmt"
	"time"

	"onrecord/store"
)

// RecordMemento records what an archive of the web kept of one document at a time as
// a capture of that time: what it shows, or that it was gone. capture is that of the
// archive's own answer, inner the page as the site gave it then. What it says about
// other documents is not taken from it.
func (c *Collector) RecordMemento(ctx context.Context, capture store.Capture, inner Page, doc store.DocumentID, at time.Time) ([]store.Change, error) {
	capture.Document = doc
	parsed := c.read(&capture, Request{Platform: doc.Platform()}, inner)
	var seen []store.Observation
	for _, o := range parsed.Observations {
		if names(o, doc) {
			o.SeenAt = at
			seen = append(seen, o)
		}
	}
	switch {
	case capture.Outcome == store.OutcomeBlocked || capture.Outcome == store.OutcomeFailed:
		seen = nil
	case len(seen) == 0:
		capture.Outcome, capture.Error = store.OutcomeFailed, "the memento shows another page"
	default:
		classify(&capture, seen)
	}
	_, changes, err := c.Store.Record(context.WithoutCancel(ctx), capture, seen)
	return changes, err
}

// names reports whether an observation is about a document.
func names(o store.Observation, doc store.DocumentID) bool {
	if o.Document == doc {
		return true
	}
	for _, a := range o.Aliases {
		if a == doc {
			return true
		}
	}
	return false
}

// saveElsewhere asks another archive to keep the pages of what a look found new or
// edited.
func (l *look) saveElsewhere(ctx context.Context) error {
	if l.c.Save == nil {
		return nil
	}
	done := map[store.DocumentID]bool{}
	for _, ch := range l.result.Changes {
		if ch.Kind != store.ChangeNew && ch.Kind != store.ChangeEdited || done[ch.Document] || ctx.Err() != nil {
			continue
		}
		done[ch.Document] = true
		doc, err := l.c.Store.Document(ctx, ch.Document)
		if err != nil {
			return err
		}
		if doc.URL == "" || doc.Context {
			continue
		}
		r := l.c.Save(doc.URL)
		r.Document = doc.ID
		capture, page := l.c.Fetch.Fetch(ctx, r)
		capture.RunID, capture.SourceID = l.runID, l.source
		if page != nil && page.Status >= 400 {
			capture.Outcome, capture.Error = store.OutcomeFailed, fmt.Sprintf("it answers with HTTP status %d", page.Status)
		}
		if err := l.note(context.WithoutCancel(ctx), capture); err != nil {
			return err
		}
	}
	return nil
}
