package store

import (
	"context"
	"time"
)

// PictureWords is what a machine read of a picture: derived from its bytes, whose hash
// is on record. It is never shown as the words of a post.
type PictureWords struct {
	ID int64
	// SHA256 is of the picture's bytes, in hexadecimal.
	SHA256 string
	// Text is "" where nothing could be read. Engine is what read it.
	Text, Engine string
	MadeAt       time.Time
}

// Pictured is what a machine read of a picture, with a post that carries it.
type Pictured struct {
	PictureWords
	// Indexed is the post with its latest version, whose Text is that of the picture.
	Indexed
}

// Pictures keeps what a machine reads of the pictures that posts carry. Those wait to
// be read that came by a source with OCR.
type Pictures interface {
	// ReadPictures calls f with the SHA-256 of each picture that waits and keeps what it
	// gives. An error of f ends it and leaves that picture waiting. It reports how many
	// were read.
	ReadPictures(ctx context.Context, f func(sum string) (PictureWords, error)) (int, error)
	// CountUnread is how many pictures wait.
	CountUnread(ctx context.Context) (int, error)
	// IndexPictures indexes the words that were read, as Index.IndexPosts does the posts'.
	IndexPictures(ctx context.Context, scheme int, terms func(PictureWords) []Term) (int, error)
	// Pictured are words that were read, by their ID, with each post that carries the
	// picture.
	Pictured(ctx context.Context, ids []int64) ([]Pictured, error)
}
