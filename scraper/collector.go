package scraper

import (
	"context"
	"fmt"
	"time"

	"onrecord/store"
)

// Archive is what a pass reads and writes, role by role; one database plays them all.
type Archive struct {
	store.Recorder
	Schedule
	Known
	Media
}

// ArchiveOf gives a database in each of its roles.
func ArchiveOf[T interface {
	store.Recorder
	Schedule
	Known
	Media
}](db T) Archive {
	return Archive{db, db, db, db}
}

// Schedule says what is due and who looks, as store.Sources and store.Runs do.
type Schedule interface {
	DueSources(ctx context.Context, dueBy time.Time, limit int) ([]store.Source, error)
	NoteLook(ctx context.Context, was, is store.Source) error
	SourceOf(ctx context.Context, id store.DocumentID) (store.Source, error)
	BeginRun(ctx context.Context, holder string) (store.Run, error)
	Heartbeat(ctx context.Context, runID int64) error
	EndRun(ctx context.Context, runID int64, state string, n store.RunCounts) error
}

// Known is what the archive has of a document already, as store.Documents and
// store.Looks tell it.
type Known interface {
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Documents(ctx context.Context, f store.DocumentFilter, each func(store.Document) error) error
	RecentlySeenPost(ctx context.Context, p store.Platform, prefix, notBy string, since time.Time) (store.Document, error)
	LastLook(ctx context.Context, id store.DocumentID) (time.Time, store.Outcome, error)
	LastAsked(ctx context.Context, url string) (time.Time, store.Outcome, error)
	Captured(ctx context.Context, id store.DocumentID, url string) (bool, error)
	Validators(ctx context.Context, id store.DocumentID, url string) (etag, lastModified string, err error)
	QuotedAt(ctx context.Context, post store.DocumentID) (time.Time, error)
}

// Media keeps the bytes of pictures, as store.MediaKeeper does.
type Media interface {
	KeepMedium(ctx context.Context, c store.Capture, m store.Medium, bytes []byte) (store.Medium, error)
	MediaOf(ctx context.Context, id store.DocumentID) ([]store.Medium, error)
}

// Fetcher makes one request: a *client.Client.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (store.Capture, *Page)
}

// Collector fetches, has adapters read what came back, and records it.
type Collector struct {
	Fetch Fetcher
	// Platforms are asked which adapter reads an answer.
	Platforms *Registry
	Store     Archive
	// Parallel is how many hosts are asked at once, 8 when 0; PerHost how many
	// targets of one host, 1 when 0.
	Parallel, PerHost int
	// Media has the bytes of new posts' media fetched and kept; Screenshots, where it is
	// set, takes pictures of their pages.
	Media       bool
	Screenshots Screenshotter
	// Save, where it is set, gives the request that has another archive keep an
	// address; it is made for each new page.
	Save func(url string) Request
	// ReadMost is how long reading one page may take, 30 s when 0.
	ReadMost time.Duration
	// ConfirmAfter is how soon a missed document is looked at again, 5 min
	// when 0.
	ConfirmAfter time.Duration
	// Now is the clock, time.Now when nil.
	Now func() time.Time
	// Notify is told of each look of a pass, from any goroutine.
	Notify func(LookResult)
	// Progress is told how far a pass is, from any goroutine.
	Progress func(done, total int)

	controls controls
	readers  readers
}

func (c *Collector) now() time.Time {
	if c.Now != nil {
		return c.Now().UTC()
	}
	return time.Now().UTC()
}

// Capture looks at one address now. Its error is the archive's or the
// context's; what the web answered is in the result.
func (c *Collector) Capture(ctx context.Context, raw string) (LookResult, error) {
	u, err := ParseURL(raw)
	if err != nil {
		return LookResult{}, err
	}
	reqs := c.Platforms.Start(u, store.Source{URL: raw})
	if len(reqs) == 0 {
		return LookResult{}, fmt.Errorf("no adapter reads %s", raw)
	}
	l := c.look(raw, 0, 0)
	if err := l.run(ctx, reqs); err != nil {
		return l.result, err
	}
	by := &pass{c: c, quiet: true, looked: map[store.DocumentID]bool{}}
	more, err := by.entries(ctx, l, store.Source{})
	for _, r := range more {
		l.result.add(r)
	}
	return l.result, err
}
