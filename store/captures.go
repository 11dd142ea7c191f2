package store

import (
	"context"
	"time"
)

// Captures gives back evidence.
type Captures interface {
	// Capture is one by its number, with its bytes.
	Capture(ctx context.Context, id int64) (Capture, error)
	// Captures calls f for those with a number above after, in order, one at a time
	// with its bytes; bytes that were erased are nil. about, where it is not "", keeps
	// those that were aimed at a document, showed it or missed it; ErrNotFound for an
	// unknown one. f may read the store. What is recorded meanwhile is left out.
	// Those whose bytes are not where they should lie are passed over; a LostError at the
	// end tells of them.
	Captures(ctx context.Context, about DocumentID, after int64, f func(Capture) error) error
	// CaptureAt is the number of a capture that began at a moment (in whole
	// milliseconds) at an address, as asked or as answered, with a body of that sum;
	// ErrNotFound where there is none.
	CaptureAt(ctx context.Context, url string, at time.Time, bodySHA256 string) (int64, error)
	// LinesThere says of lines of imported files which the archive has: the same bytes,
	// about the same document.
	LinesThere(ctx context.Context, lines []Line) ([]bool, error)
	// CaptureRecord is Capture without its bytes.
	CaptureRecord(ctx context.Context, id int64) (Capture, error)
	// CaptureRecords are the latest captures that pass the filter, newest first,
	// without their bytes.
	CaptureRecords(ctx context.Context, f CaptureFilter) ([]Capture, error)
	// LeavesOf are the indexes in the log of captures, by the capture's number.
	LeavesOf(ctx context.Context, captures []int64) (map[int64]int64, error)
}

// Line is a line of an imported file.
type Line struct {
	Document   DocumentID
	BodySHA256 string
}

// CaptureFilter narrows CaptureRecords; zero values do not filter.
type CaptureFilter struct {
	Run, Source int64
	// Failed keeps those that brought nothing: failed and blocked.
	Failed bool
	Limit  int
}
