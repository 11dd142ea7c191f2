package store

import (
	"context"
)

// Views gives documents with all that their pages show, and says which pages are out of date.
type Views interface {
	// DocumentViews are those of some documents, in their order, with the captures of at
	// most latest versions of each; a document that is there no longer is left out.
	DocumentViews(ctx context.Context, docs []DocumentID, latest int) ([]DocumentView, error)
	// ByPageID are the views of the documents whose id has this Page, usually one.
	ByPageID(ctx context.Context, page int64, latest int) ([]DocumentView, error)
	// ChangedSince calls each for every document of which a page may say something else
	// than it did at the stamp given, in the order of the touch; each may read the
	// store. It gives the stamp to go on from.
	ChangedSince(ctx context.Context, since int64, each func(DocumentID) error) (int64, error)
	// CountChangedSince is how many documents ChangedSince would give.
	CountChangedSince(ctx context.Context, since int64) (int, error)
	// DocumentsInLog calls each for the documents with a version whose capture is a leaf of
	// the log from an index on and below another; each may read the store.
	DocumentsInLog(ctx context.Context, from, below int64, each func(DocumentID) error) error
}

// DocumentView is all that a document's own pages show of the archive, read at one moment.
type DocumentView struct {
	Document
	// Versions are by Seq; Aside those that do not stand, the earliest first.
	Versions, Aside []Version
	// Captures are those that the latest versions come from, without their bytes, and
	// Leaves their indexes in the log; both by the capture's number.
	Captures map[int64]Capture
	Leaves   map[int64]int64
	// Renditions are those of the latest versions.
	Renditions []Rendition
	// Links are, of a post, those to any of its versions, the earliest article first;
	// of an article the quotes of its current version, by Seq.
	Links []Link
	// Own and Others are its Relations.
	Own, Others []Relation
	// Related are the documents that Links and relations name, under the names that
	// they use, where the archive has them.
	Related map[DocumentID]Document
	// Texts are those of the versions that an article's quotes stand on.
	Texts  map[int64]string
	Media  []Medium
	Notes  []Note
	Events []Event
}
