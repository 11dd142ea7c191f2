package view

import (
	"context"
	"time"

	"onrecord/store"
)

// Archive is what pages are filled from: a small role for each kind of thing, so that
// a page needs of a database no more than it shows.
type Archive struct {
	Documents Documents
	Captures  Captures
	Changes   Changes
	Authors   Authors
	Months    Months
	Quotes    Quotes
	Runs      Runs
	Sources   Sources
	Log       Log
}

// Documents gives documents, alone and with all that their pages show. Its methods are
// as in store.Documents and store.Views.
type Documents interface {
	Counts(ctx context.Context) (store.Counts, error)
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Documents(ctx context.Context, f store.DocumentFilter, each func(store.Document) error) error
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
	Version(ctx context.Context, versionID int64) (store.Version, error)
	DocumentViews(ctx context.Context, docs []store.DocumentID, latest int) ([]store.DocumentView, error)
	ByPageID(ctx context.Context, page int64, latest int) ([]store.DocumentView, error)
}

// Captures is of store.Captures.
type Captures interface {
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
	CaptureRecords(ctx context.Context, f store.CaptureFilter) ([]store.Capture, error)
	LeavesOf(ctx context.Context, captures []int64) (map[int64]int64, error)
}

// Changes is of store.Changes.
type Changes interface {
	Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error)
	ChangesByDay(ctx context.Context, since time.Time) ([]store.DayCount, error)
	ChangesOfRun(ctx context.Context, run int64, limit int) ([]store.Event, error)
	ChangesOfSource(ctx context.Context, source int64, limit int) ([]store.Event, error)
}

// Authors is of store.Authors and store.People.
type Authors interface {
	TopAuthors(ctx context.Context, skip, limit int) ([]store.AuthorCount, error)
	AuthorCount(ctx context.Context, p store.Platform, key string) (store.AuthorCount, error)
	Published(ctx context.Context, p store.Platform, key string) ([]store.MonthCount, error)
	Accounts(ctx context.Context) ([]store.Account, error)
	People(ctx context.Context) ([]store.Person, error)
}

// Months is store.Months.
type Months interface {
	CountByMonth(ctx context.Context, f store.DocumentFilter) ([]store.MonthCount, error)
	OutletsByMonth(ctx context.Context) ([]store.OutletMonth, error)
	ChangesByMonth(ctx context.Context) ([]store.MonthCount, error)
	ChangesOfMonth(ctx context.Context, month time.Time, skip, limit int) ([]store.Event, error)
}

// Quotes is of store.Links.
type Quotes interface {
	Quotes(ctx context.Context, articleVersion int64) ([]store.Link, error)
	ChangedQuotes(ctx context.Context, limit int) ([]store.Link, error)
	MostQuoted(ctx context.Context, limit int) ([]store.QuotedPost, error)
	MostQuotedOf(ctx context.Context, p store.Platform, authorKey string, limit int) ([]store.QuotedPost, error)
}

// Runs is of store.Runs.
type Runs interface {
	Run(ctx context.Context, id int64) (store.Run, error)
	LatestRuns(ctx context.Context, limit int) ([]store.Run, error)
}

// Sources is of store.Sources.
type Sources interface {
	Source(ctx context.Context, id int64) (store.Source, error)
	Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error)
}

// Log is of store.Log, store.Checkpoints and store.Anchors.
type Log interface {
	LogHead(ctx context.Context) (size int64, root [32]byte, err error)
	Checkpoints(ctx context.Context) ([]store.Checkpoint, error)
	Anchors(ctx context.Context, f func(store.Anchor) error) error
}
