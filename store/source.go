package store

import (
	"context"
	"time"
)

// Sources keeps what is watched.
type Sources interface {
	// AddSource gives the source back with its number; ErrExists where the same
	// address is watched already.
	AddSource(ctx context.Context, s Source) (Source, error)
	// RemoveSource forgets a source, never what it brought in.
	RemoveSource(ctx context.Context, id int64) error
	// EditSource changes a source as it stands, alone: nothing that a look or somebody else
	// writes meanwhile is lost. It gives the source as it is then; ErrNotFound where it was
	// removed, and an error of edit, as it is, changes nothing.
	EditSource(ctx context.Context, id int64, edit func(*Source) error) (Source, error)
	// NoteLook writes back what a look changed of a source as it was read before; what
	// somebody else changed of it meanwhile (a pause, a name, a cadence) stays.
	NoteLook(ctx context.Context, was, is Source) error
	Source(ctx context.Context, id int64) (Source, error)
	// Sources are those due by the given time, or all for the zero time,
	// the longest overdue first. One that is paused is never due.
	Sources(ctx context.Context, dueBy time.Time) ([]Source, error)
	// DueSources are the first of those due by the given time, at most limit.
	DueSources(ctx context.Context, dueBy time.Time, limit int) ([]Source, error)
	// DueAfter are those of them that follow another one in that order, which may be
	// due no more.
	DueAfter(ctx context.Context, dueBy time.Time, last Source, limit int) ([]Source, error)
	// SourceOf is the latest source that brought in a document; ErrNotFound where
	// none did.
	SourceOf(ctx context.Context, id DocumentID) (Source, error)
	// NextDue is when the next source or document is due, zero for never.
	NextDue(ctx context.Context) (time.Time, error)
}

// Source is something we watch.
type Source struct {
	ID       int64
	Kind     SourceKind
	Platform Platform
	// URL is the address as it was added.
	URL string
	// Name is how people call it.
	Name string
	// Cadence is how often it is looked at: by its own rhythm, unless Fixed says
	// that the user set it.
	Cadence time.Duration
	Fixed   bool
	AddedAt time.Time
	// NextDue is when it is looked at next.
	NextDue time.Time
	// LastRun and LastOK are the last look and the last that succeeded.
	LastRun, LastOK time.Time
	// LastError says what the last look did not get, and LastCause why; both are empty
	// when it got all. Failures counts the looks in a row that got nothing: it is zero
	// for one that got a part.
	LastError string
	LastCause Cause
	Failures  int
	// Selector is the CSS selector of a page's text, where the user gave one.
	Selector string
	// Speaker is whose statements the pages are; they are posts then. "" where they
	// are articles.
	Speaker string
	// ETag and LastModified make the next request conditional.
	ETag, LastModified string
	// Gaps is what its looks left unseen, as the collector notes it; "" for nothing.
	Gaps string
	// Paused says that it is not looked at until somebody resumes it.
	Paused bool
	// OCR says that the pictures of its posts are fetched, and their words read by a machine.
	OCR bool
	// Tags are words by which people group sources, parted by a space.
	Tags string
}

// SourceKind says what is watched.
type SourceKind string

// The kinds of source.
const (
	SourcePost    SourceKind = "post"
	SourceAccount SourceKind = "account"
	SourceFeed    SourceKind = "feed"
	SourcePage    SourceKind = "page"
)
