package store

import (
	"context"
	"time"
)

// Authors counts what the archive has of each author.
type Authors interface {
	// Authors are those of the posts, with their counts, most posts first.
	Authors(ctx context.Context) ([]AuthorCount, error)
	// TopAuthors are the first of Authors.
	TopAuthors(ctx context.Context, skip, limit int) ([]AuthorCount, error)
	// AuthorCount is one of Authors, by platform and Author.Key.
	AuthorCount(ctx context.Context, p Platform, key string) (AuthorCount, error)
	// Published counts an author's posts by the UTC month in which they were
	// published, earliest first.
	Published(ctx context.Context, p Platform, key string) ([]MonthCount, error)
	// Accounts are the accounts that posts in the archive are by.
	Accounts(ctx context.Context) ([]Account, error)
}

// AuthorCount is an author with what the archive has of theirs.
type AuthorCount struct {
	Platform Platform
	Author   Author
	Posts    int
	Edited   int
	Gone     int
	// Erased counts those whose words the archive's owner took out.
	Erased int
	// Quoted counts links to the author's posts.
	Quoted int
}

// MonthCount is how many there were in the month that begins then.
type MonthCount struct {
	Month time.Time
	Count int
}

// Speaker is an author as posts name them.
type Speaker struct {
	// Key is Author.Key.
	Key string
	// Platform is that of the author's latest post.
	Platform Platform
	Author   Author
	// Names are as Document.AuthorNames.
	Names []string
}

// Authored finds posts by who wrote them and when.
type Authored interface {
	// Speakers are the authors of posts.
	Speakers(ctx context.Context) ([]Speaker, error)
	// PostsOf are the versions of an author's posts from a span of time (a zero
	// end is open), the latest first, at most limit.
	PostsOf(ctx context.Context, authorKey string, from, to time.Time, limit int) ([]Indexed, error)
}
