package store

import (
	"context"
	"time"
)

// Looks tells what is known before a document is asked for again.
type Looks interface {
	// LastLook tells when a document was last asked for, by its id as asked, and
	// how that ended; the zero time when it never was.
	LastLook(ctx context.Context, id DocumentID) (time.Time, Outcome, error)
	// LastAsked tells the same of an address that names no document.
	LastAsked(ctx context.Context, url string) (time.Time, Outcome, error)
	// Captured reports whether an address was already read well for a document.
	Captured(ctx context.Context, id DocumentID, url string) (bool, error)
	// Validators are the ETag and Last-Modified of the latest whole answer from an
	// address about a document, "" where it gave none (RFC 9110 §8.8).
	Validators(ctx context.Context, id DocumentID, url string) (etag, lastModified string, err error)
	// RecentlySeenPost is a post of a platform whose address begins as given, that was there
	// at its last look, after the given time, not one of the given author's where
	// another is to be had; ErrNotFound where there is none.
	RecentlySeenPost(ctx context.Context, p Platform, prefix, notBy string, since time.Time) (Document, error)
}
