package store

import (
	"context"
	"errors"
	"time"
)

// Documents gives back documents and what they said.
type Documents interface {
	// Document finds a document by its id or one of its aliases, or ErrNotFound.
	Document(ctx context.Context, id DocumentID) (Document, error)
	// Documents calls f for each that passes the filter, without holding all in
	// memory; f may read the store. It stops at f's first error and returns it.
	Documents(ctx context.Context, f DocumentFilter, each func(Document) error) error
	// Versions are a document's, by Seq. ErrNotFound for an unknown document.
	Versions(ctx context.Context, id DocumentID) ([]Version, error)
	// Aside are the words that others say are a document's and its home does not, the
	// earliest first. They are no versions of it: Seq is below 0.
	Aside(ctx context.Context, id DocumentID) ([]Version, error)
	// Version is one by its number.
	Version(ctx context.Context, versionID int64) (Version, error)
	// Timeline is all that is known of a document in the order of time: each
	// version's first sight, each look that missed it, each that failed.
	// Looks that found nothing new are folded into the version's LastSeen.
	Timeline(ctx context.Context, id DocumentID) ([]Event, error)
	// Relations are a document's own, and those that other documents have to it
	// with Document being the other one.
	Relations(ctx context.Context, id DocumentID) (own, others []Relation, err error)
	// PostTexts calls each with the newest posts, at most limit, the oldest of them
	// first; each must not use the store.
	PostTexts(ctx context.Context, limit int, each func(PostText) error) error
	// Counts are the archive's totals.
	Counts(ctx context.Context) (Counts, error)
}

// errAny ends a walk at the first.
var errAny = errors.New("there is one")

// Empty reports whether an archive has no post and no article.
func Empty(ctx context.Context, a interface {
	Documents(ctx context.Context, f DocumentFilter, each func(Document) error) error
}) (bool, error) {
	err := a.Documents(ctx, DocumentFilter{Limit: 1}, func(Document) error { return errAny })
	if errors.Is(err, errAny) {
		return false, nil
	}
	return err == nil, err
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
	// Month keeps those listed in the UTC month that begins then, as Months counts them.
	// The zero time is a month, so it is asked for by its address.
	Month *time.Time
	// Publisher is that of articles, as they name it.
	Publisher string
	// Skip leaves out the first ones.
	Skip int
	// Limit is the most to give, zero for all. Order is newest published first
	// unless DueBy is set.
	Limit int
}

// Counts are totals over an archive.
type Counts struct {
	Posts, Articles, Versions, Captures, Quotes, Links, Edited, Gone, Erased, Sources int
	FirstCapture, LastCapture                                                         time.Time
}

// PostText is a post as a search of its words needs it.
type PostText struct {
	Document DocumentID
	// Author has its Name and Handle.
	Author      Author
	PublishedAt time.Time
	Gone        bool
	// Texts are those of its versions, by Seq; Words say whose word each is.
	Texts []string
	Words []Word
}
