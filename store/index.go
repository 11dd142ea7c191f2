package store

import (
	"context"
)

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
	// PictureSpace indexes the words read of pictures, by PictureWords.ID.
	PictureSpace Space = "picture"
)

// List is where a term stands.
type List struct {
	// Count is in how many texts; where Refs are nil it may count a text twice.
	Count int
	// Refs are their numbers, ascending; nil where there are too many.
	Refs []int64
}

// Indexed is a version of a post as the matcher sees it.
type Indexed struct {
	// Version has its ID, Document, Seq, Text, Lang and ValidFrom.
	Version Version
	// Document has its ID, Platform, Author, PublishedAt, FirstSeen and Lang.
	Document Document
}
