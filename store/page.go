package store

import (
	"context"
	"crypto/sha256"
	"time"
)

// Page is the number by which the page of a document is found again: the first 40
// bits of the SHA-256 of its id. Two documents may share it.
func (id DocumentID) Page() int64 {
	sum := sha256.Sum256([]byte(id))
	var n int64
	for _, b := range sum[:5] {
		n = n<<8 | int64(b)
	}
	return n
}

// Browsing gives what pages show beyond one document.
type Browsing interface {
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
	// LeavesOf are the indexes in the log of captures, by the capture's number.
	LeavesOf(ctx context.Context, captures []int64) (map[int64]int64, error)
	// CaptureRecord is Capture without its bytes.
	CaptureRecord(ctx context.Context, id int64) (Capture, error)
	// CaptureRecords are the latest captures that pass the filter, newest first,
	// without their bytes.
	CaptureRecords(ctx context.Context, f CaptureFilter) ([]Capture, error)
	// AuthorCount is one of Authors, by platform and Author.Key.
	AuthorCount(ctx context.Context, p Platform, key string) (AuthorCount, error)
	// TopAuthors are the first of Authors.
	TopAuthors(ctx context.Context, limit int) ([]AuthorCount, error)
	// LatestLinks are the links of one verdict from articles' current versions, the
	// latest made first.
	LatestLinks(ctx context.Context, v Verdict, limit int) ([]Link, error)
	// PostTexts calls each with the newest posts, at most limit, the oldest of them
	// first; each must not use the store.
	PostTexts(ctx context.Context, limit int, each func(PostText) error) error
	// SomeLinks are at most limit of Links, those after the first from.
	SomeLinks(ctx context.Context, from, limit int) ([]Link, error)
	// Accounts are the accounts that posts in the archive are by.
	Accounts(ctx context.Context) ([]Account, error)
	// MostQuotedOf is MostQuoted among the posts of one author.
	MostQuotedOf(ctx context.Context, p Platform, key string, limit int) ([]QuotedPost, error)
	// Published counts an author's posts by the UTC month in which they were
	// published, earliest first.
	Published(ctx context.Context, p Platform, key string) ([]MonthCount, error)
	// ChangesByDay counts the changes of some kinds by UTC day since a time.
	ChangesByDay(ctx context.Context, since time.Time) ([]DayCount, error)
	// Run and Source are one by its number; ErrNotFound where there is none.
	Run(ctx context.Context, id int64) (Run, error)
	Source(ctx context.Context, id int64) (Source, error)
	// ChangesOfRun are what a run's captures changed, in the order in which it was
	// learned, at most limit.
	ChangesOfRun(ctx context.Context, run int64, limit int) ([]Event, error)
	// ChangesOfSource are the latest changes that a source's captures showed.
	ChangesOfSource(ctx context.Context, source int64, limit int) ([]Event, error)
}

// CaptureFilter narrows CaptureRecords; zero values do not filter.
type CaptureFilter struct {
	Run, Source int64
	// Failed keeps those that brought nothing: failed and blocked.
	Failed bool
	Limit  int
}

// MonthCount is how many there were in the month that begins then.
type MonthCount struct {
	Month time.Time
	Count int
}

// DayCount is how many changes there were on the day that begins then.
type DayCount struct {
	Day                         time.Time
	New, Edited, Gone, Returned int
}

// PostText is a post as a search of its words needs it.
type PostText struct {
	Document DocumentID
	// Author has its Name and Handle.
	Author      Author
	PublishedAt time.Time
	Gone        bool
	// Texts are those of its versions, by Seq.
	Texts []string
}
