package store

import (
	"context"
	"time"
)

// Rendition is a machine translation of a version, or what a dictionary says of
// its words. It is never shown as the original.
type Rendition struct {
	VersionID int64
	// Lang is the language that it is in, Engine what made it.
	Lang, Engine string
	Text         string
	MadeAt       time.Time
}

// Renditions keeps what translators made of the versions of posts. All of it can
// be made again.
type Renditions interface {
	// Unrendered calls f with versions of posts, some at a time, that the engines
	// named by have not rendered yet, with their ID, Text and Lang; f returns what
	// it made of them, which is kept, and the versions count as rendered. Another
	// value of by renders all anew. It reports how many versions it gave.
	Unrendered(ctx context.Context, by string, f func([]Version) ([]Rendition, error)) (int, error)
	// CountUnrendered is how many versions wait.
	CountUnrendered(ctx context.Context, by string) (int, error)
	// RenditionsOf are those of some versions, by version and engine.
	RenditionsOf(ctx context.Context, versionIDs []int64) ([]Rendition, error)
}
