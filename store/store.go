package store

import (
	"context"
	"time"
)

// Store is the whole archive. Callers take the part that they need.
type Store interface {
	Recorder
	Reader
	Sources
	Runs
	Linker
	Index
	Renditions
	Authored
	Hosts
	Settings
	Control
	Browsing
	People
	MediaKeeper
	Outbox
	Log
	Anchors
	Close() error
}

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

// Reader gives back what was kept.
type Reader interface {
	// Document finds a document by its id or one of its aliases, or ErrNotFound.
	Document(ctx context.Context, id DocumentID) (Document, error)
	// Documents calls f for each that passes the filter, without holding all in
	// memory; f may read the store. It stops at f's first error and returns it.
	Documents(ctx context.Context, f DocumentFilter, each func(Document) error) error
	// Versions are a document's, by Seq. ErrNotFound for an unknown document.
	Versions(ctx context.Context, id DocumentID) ([]Version, error)
	// Version is one by its number.
	Version(ctx context.Context, versionID int64) (Version, error)
	// Timeline is all that is known of a document in the order of time: each
	// version's first sight, each look that missed it, each that failed.
	// Looks that found nothing new are folded into the version's LastSeen.
	Timeline(ctx context.Context, id DocumentID) ([]Event, error)
	// Capture is one by its number, with its bytes.
	Capture(ctx context.Context, id int64) (Capture, error)
	// Captures calls f for those with a number above after, in order, one at a time
	// with its bytes; bytes that were erased are nil. about, where it is not "", keeps
	// those that were aimed at a document, showed it or missed it; ErrNotFound for an
	// unknown one. f may read the store. What is recorded meanwhile is left out.
	Captures(ctx context.Context, about DocumentID, after int64, f func(Capture) error) error
	// CaptureAt is the number of a capture that began at a moment (in whole
	// milliseconds) at an address, as asked or as answered, with a body of that sum;
	// ErrNotFound where there is none.
	CaptureAt(ctx context.Context, url string, at time.Time, bodySHA256 string) (int64, error)
	// LastLook tells when a document was last asked for, by its id as asked, and
	// how that ended; the zero time when it never was.
	LastLook(ctx context.Context, id DocumentID) (time.Time, Outcome, error)
	// Relations are a document's own, and those that other documents have to it
	// with Document being the other one.
	Relations(ctx context.Context, id DocumentID) (own, others []Relation, err error)
	// Captured reports whether an address was already read well for a document.
	Captured(ctx context.Context, id DocumentID, url string) (bool, error)
	// Validators are the ETag and Last-Modified of the latest whole answer from an
	// address about a document, "" where it gave none (RFC 9110 §8.8).
	Validators(ctx context.Context, id DocumentID, url string) (etag, lastModified string, err error)
	// Changes are the latest events of the given kinds (all of new, edited,
	// gone, restored when none is given), newest first.
	Changes(ctx context.Context, limit int, kinds ...ChangeKind) ([]Event, error)
	// Authors are those of the posts, with their counts, most posts first.
	Authors(ctx context.Context) ([]AuthorCount, error)
	// Counts are the archive's totals.
	Counts(ctx context.Context) (Counts, error)
}

// DocumentFilter narrows Documents; zero values do not filter.
type DocumentFilter struct {
	Kind     Kind
	Platform Platform
	// NoContext leaves out documents kept only beside others.
	NoContext bool
	// AuthorKey is Author.Key.
	AuthorKey string
	// DueBy keeps those whose NextLook is set and not after it, oldest first.
	DueBy time.Time
	// Limit is the most to give, zero for all. Order is newest published first
	// unless DueBy is set.
	Limit int
}

// AuthorCount is an author with what the archive has of theirs.
type AuthorCount struct {
	Platform Platform
	Author   Author
	Posts    int
	Edited   int
	Gone     int
	// Quoted counts links to the author's posts.
	Quoted int
}

// Counts are totals over an archive.
type Counts struct {
	Posts, Articles, Versions, Captures, Quotes, Links, Edited, Gone, Sources int
	FirstCapture, LastCapture                                                 time.Time
}

// Control finds a post to hold a deletion against.
type Control interface {
	// RecentlySeenPost is a post of a platform whose address begins as given, that was there
	// at its last look, after the given time, not one of the given author's where
	// another is to be had; ErrNotFound where there is none.
	RecentlySeenPost(ctx context.Context, p Platform, prefix, notBy string, since time.Time) (Document, error)
}

// Sources keeps what is watched.
type Sources interface {
	// AddSource gives the source back with its number; ErrExists where the same
	// address is watched already.
	AddSource(ctx context.Context, s Source) (Source, error)
	// RemoveSource forgets a source, never what it brought in.
	RemoveSource(ctx context.Context, id int64) error
	// Sources are those due by the given time, or all for the zero time,
	// the longest overdue first.
	Sources(ctx context.Context, dueBy time.Time) ([]Source, error)
	// DueSources are the first of those due by the given time, at most limit.
	DueSources(ctx context.Context, dueBy time.Time, limit int) ([]Source, error)
	// SourceOf is the latest source that brought in a document; ErrNotFound where
	// none did.
	SourceOf(ctx context.Context, id DocumentID) (Source, error)
	// NextDue is when the next source or document is due, zero for never.
	NextDue(ctx context.Context) (time.Time, error)
	// UpdateSource writes back what a look at the source changed.
	UpdateSource(ctx context.Context, s Source) error
}

// Runs sees to it that one run goes at a time.
type Runs interface {
	// BeginRun takes the lease. A *HeldError says who has it. A lease whose
	// holder is dead, or silent for a minute, is taken over and its run marked
	// interrupted. Where the clock was set back since the last run, all that is due
	// moves back with it, so that intervals hold.
	BeginRun(ctx context.Context, holder string) (Run, error)
	// Heartbeat renews the lease.
	Heartbeat(ctx context.Context, runID int64) error
	// EndRun writes the summary and gives the lease back.
	EndRun(ctx context.Context, runID int64, state string, n RunCounts) error
	// LatestRuns are the last ones, newest first.
	LatestRuns(ctx context.Context, limit int) ([]Run, error)
}

// Linker keeps what the matcher found. All of it can be rebuilt.
type Linker interface {
	// ReplaceQuotes puts the quotes of an article's version, with the link of
	// each where it has one (Match.Document is "" where not), in place of what
	// was there. linker is the matcher's own version number.
	ReplaceQuotes(ctx context.Context, articleVersion int64, linker int, links []Link) error
	// UnlinkedVersions calls f for the versions of articles that this linker
	// version has not read yet, oldest first.
	UnlinkedVersions(ctx context.Context, linker int, f func(Version) error) error
	// Quotes are those of an article's version with their links, by Seq;
	// Match.Document is "" where nothing was found.
	Quotes(ctx context.Context, articleVersion int64) ([]Link, error)
	// LinksTo are the links to any version of a post, from the articles' current
	// versions, the earliest article first.
	LinksTo(ctx context.Context, post DocumentID) ([]Link, error)
	// Links calls f for every link from articles' current versions, in the
	// order of the articles' publication.
	Links(ctx context.Context, f func(Link) error) error
	// QuotedAt is when the archive first saw the latest article that quotes a post,
	// zero where none does.
	QuotedAt(ctx context.Context, post DocumentID) (time.Time, error)
	// ArticlesOfQuotes are the numbers of the article versions that the quotes
	// stand in, without repeats.
	ArticlesOfQuotes(ctx context.Context, quoteIDs []int64) ([]int64, error)
	// MostQuoted are the posts with the most links, most first.
	MostQuoted(ctx context.Context, limit int) ([]QuotedPost, error)
}

// QuotedPost is a post and how often it is quoted, by verdict.
type QuotedPost struct {
	Document  DocumentID
	Total     int
	ByVerdict map[Verdict]int
}

// Term is the hash of one indexed token or word pair; compare makes them.
type Term int64

// Space is a part of the index.
type Space string

// The spaces of the index.
const (
	// PostSpace indexes posts' versions by their number.
	PostSpace Space = "post"
	// QuoteSpace indexes quotes without a source by their number.
	QuoteSpace Space = "quote"
	// RenditionSpace indexes the renditions of posts' versions, by the version's
	// number.
	RenditionSpace Space = "rendition"
)

// List is where a term stands.
type List struct {
	// Count is in how many texts; where Refs are nil it may count a text twice.
	Count int
	// Refs are their numbers, ascending; nil where there are too many.
	Refs []int64
}

// Index is the inverted index under the search for quotes. Derived; rebuilt when
// the scheme (compare's number for how it makes terms) changes. It may still name
// versions and quotes that are no more.
type Index interface {
	// IndexPosts indexes the versions of posts that the scheme has not indexed
	// yet: terms says by what, and may be called from several goroutines at once,
	// with the version's ID, Title, Text and Lang. It writes in batches, each a
	// transaction, keeps the index compact, and reports how many it indexed.
	IndexPosts(ctx context.Context, scheme int, terms func(Version) []Term) (int, error)
	// IndexQuotes does so for the quotes without a source, and IndexRenditions
	// for the versions that Unrendered gave, with their renditions.
	IndexQuotes(ctx context.Context, scheme int, terms func(Quote) []Term) (int, error)
	IndexRenditions(ctx context.Context, scheme int, terms func(Version, []Rendition) []Term) (int, error)
	// Reindex drops the whole index, so that all waits to be indexed anew.
	Reindex(ctx context.Context) error
	// Lists looks terms up: in how many texts of the space each stands, and in
	// which, where there are at most so many; and how many texts there are.
	Lists(ctx context.Context, space Space, terms []Term, most int) ([]List, int, error)
	// Candidates loads versions of posts with what matching needs of their
	// documents, in the order asked.
	Candidates(ctx context.Context, versionIDs []int64) ([]Indexed, error)
	// EachUnmatchedPost calls f with versions of posts, some at a time, for which the
	// quotes without a source were not asked yet, and remembers that they were.
	EachUnmatchedPost(ctx context.Context, f func([]Version) error) error
	// UnlinkedQuotes are the quotes without a source that have any of the terms,
	// those aside that stand in more than so many.
	UnlinkedQuotes(ctx context.Context, terms []Term, most int) ([]int64, error)
}

// Indexed is a version of a post as the matcher sees it.
type Indexed struct {
	// Version has its ID, Document, Seq, Text, Lang and ValidFrom.
	Version Version
	// Document has its ID, Platform, Author, PublishedAt, FirstSeen and Lang.
	Document Document
}
