package wire

import (
	"context"
	"errors"
	"fmt"
	"math"

	"onrecord/store"
)

// View is all that is shown of one document: what its pages show, and what proves
// the capture of each version.
type View struct {
	store.DocumentView
	// Entries are the log's leaves by the capture's number.
	Entries map[int64]store.LogEntry
	// GoneBy is whose word the tombstone is where it is not the home's own.
	GoneBy Origin
}

// Archive is what a document's view is read from.
type Archive interface {
	DocumentViews(ctx context.Context, docs []store.DocumentID, latest int) ([]store.DocumentView, error)
	LogEntry(ctx context.Context, captureID int64) (store.LogEntry, error)
	captureReader
}

// Gather reads what is shown of a document.
func Gather(ctx context.Context, st Archive, id store.DocumentID) (View, error) {
	views, err := st.DocumentViews(ctx, []store.DocumentID{id}, math.MaxInt32)
	if err != nil {
		return View{}, err
	}
	if len(views) == 0 {
		return View{}, fmt.Errorf("%s: %w", id, store.ErrNotFound)
	}
	s := View{DocumentView: views[0], Entries: map[int64]store.LogEntry{}}
	for _, v := range s.Versions {
		e, err := st.LogEntry(ctx, v.CaptureID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return s, err
		}
		if err == nil {
			s.Entries[v.CaptureID] = e
		}
	}
	if t := s.Tombstone; t != nil {
		word := store.Version{Authority: t.Authority, CaptureID: t.CaptureID}
		captures, err := CapturesBehind(ctx, st, word)
		if err != nil {
			return s, err
		}
		s.GoneBy = OriginOf(word, captures)
	}
	return s, nil
}
