package store

import (
	"context"
	"time"
)

// Recorder takes evidence in.
type Recorder interface {
	// Record keeps a capture and what it says about documents in one
	// transaction and returns the capture's number and, for each observation in
	// order, what it changed. When it returns nil the bytes are on disk.
	// Observations may name one document more than once (its versions).
	Record(ctx context.Context, c Capture, seen []Observation) (int64, []Change, error)
	// RecordAll is Record for many captures in one transaction: all of them are
	// kept or, with an error, none. It gives each one's changes.
	RecordAll(ctx context.Context, all []Recording) ([][]Change, error)
	// SetNextLook sets when a document is looked at next; the zero time means never.
	SetNextLook(ctx context.Context, id DocumentID, next time.Time) error
}

// Recording is one capture with what it says.
type Recording struct {
	Capture Capture
	Seen    []Observation
}
