package store

import (
	"context"
	"io"
)

// ScreenshotOf begins the URL of a screenshot.
const ScreenshotOf = "screenshot:"

// Medium is the bytes of something attached to a document (a picture, a video) or
// of a screenshot of it.
type Medium struct {
	Document DocumentID
	// URL is where the bytes came from; ScreenshotOf and a page's address for a
	// screenshot.
	URL string
	// SHA256 is of the bytes, in hexadecimal, and names their file.
	SHA256 string
	// Type is the media type that the bytes themselves show ("image/png").
	Type   string
	Length int64
	// Width and Height are pixels, 0 where unknown.
	Width, Height int
	// CaptureID is the fetch that brought them.
	CaptureID int64
	// Words are what a machine read of a picture, and Engine is what read them; both are
	// empty where none did. They are derived, and never the document's words.
	Words, Engine string
}

// MediaFiles are where the bytes of media lie, each under its SHA-256 in hexadecimal: a
// directory, or a bucket of an object store.
type MediaFiles interface {
	// Put keeps the size bytes that r gives, whole or not at all, unless as many are there
	// under that sum.
	Put(ctx context.Context, sum string, size int64, r io.Reader) error
	// Get gives bytes and how many they are. What is not there is an fs.ErrNotExist; no
	// other error means that.
	Get(ctx context.Context, sum string) (io.ReadCloser, int64, error)
	// Has reports whether they are there.
	Has(ctx context.Context, sum string) (bool, error)
	// Remove takes bytes away, which need not be there.
	Remove(ctx context.Context, sum string) error
	// Beside is a local directory for what belongs to the archive and is no part of it.
	Beside() string
	// String is what errors call them.
	String() string
}

// MediaKeeper keeps the bytes of media, in files beside the database.
type MediaKeeper interface {
	// KeepMedium writes the bytes, then the capture and the medium in one
	// transaction. The capture's own Body is not kept a second time.
	KeepMedium(ctx context.Context, c Capture, m Medium, bytes []byte) (Medium, error)
	// MediaOf are those of a document, in the order in which they came.
	MediaOf(ctx context.Context, id DocumentID) ([]Medium, error)
	// OpenMedium gives the bytes back, checked against their hash.
	OpenMedium(ctx context.Context, sha256 string) ([]byte, error)
}
