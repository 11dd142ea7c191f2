package store

import (
	"context"
	"time"
)

// Linker keeps what the matcher found. All of it can be rebuilt.
type Linker interface {
	// ReplaceQuotes puts the quotes of an article's version, with the link of
	// each where it has one (Match.Document is "" where not), in place of what
	// was there. linker is the matcher's own version number.
	ReplaceQuotes(ctx context.Context, articleVersion int64, linker int, links []Link) error
	// UnlinkedVersions calls f for the versions of articles that this linker
	// version has not read yet, oldest first.
	UnlinkedVersions(ctx context.Context, linker int, f func(Version) error) error
	// ArticlesOfQuotes are the numbers of the article versions that the quotes
	// stand in, without repeats.
	ArticlesOfQuotes(ctx context.Context, quoteIDs []int64) ([]int64, error)
}

// Links gives back what the matcher found.
type Links interface {
	// Quotes are those of an article's version with their links, by Seq;
	// Match.Document is "" where nothing was found.
	Quotes(ctx context.Context, articleVersion int64) ([]Link, error)
	// LinksTo are the links to any version of a post, from the articles' current
	// versions, the earliest article first.
	LinksTo(ctx context.Context, post DocumentID) ([]Link, error)
	// Links calls f for every link from articles' current versions, the gravest first,
	// and of one severity in the order of the articles' publication.
	Links(ctx context.Context, f func(Link) error) error
	// SomeLinks are at most limit of the same links, in the order of the articles'
	// publication alone, those after the first from.
	SomeLinks(ctx context.Context, from, limit int) ([]Link, error)
	// ChangedQuotes are at most limit links from articles' current versions whose
	// Match.Severity is meaning, then those of wording, the latest made first in each.
	ChangedQuotes(ctx context.Context, limit int) ([]Link, error)
	// QuotedAt is when the archive first saw the latest article that quotes a post,
	// zero where none does.
	QuotedAt(ctx context.Context, post DocumentID) (time.Time, error)
	// MostQuoted are the posts with the most links, most first.
	MostQuoted(ctx context.Context, limit int) ([]QuotedPost, error)
	// MostQuotedOf is MostQuoted among the posts of one author.
	MostQuotedOf(ctx context.Context, p Platform, key string, limit int) ([]QuotedPost, error)
}

// QuotedPost is a post and how often it is quoted, by verdict.
type QuotedPost struct {
	Document  DocumentID
	Total     int
	ByVerdict map[Verdict]int
}
