// Package desk answers what a person at a desk asks of an archive: which document is
// meant, and where a quote comes from.
package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Documents finds documents by their ids.
type Documents interface {
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
}

// Finder finds what people name in an archive.
type Finder struct {
	Documents Documents
	Platforms *scraper.Registry
	// Archive is what errors call it.
	Archive string
}

// Find takes what people type for a document: its id, an alias, or the
// address of a post or article.
func (f Finder) Find(ctx context.Context, arg string) (store.Document, error) {
	doc, err := f.Documents.Document(ctx, store.DocumentID(arg))
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return doc, err
	}
	for _, id := range f.Platforms.DocumentsAt(Address(f.Platforms, arg)) {
		if doc, err = f.Documents.Document(ctx, id); err == nil || !errors.Is(err, store.ErrNotFound) {
			return doc, err
		}
	}
	hint := "give its id (such as x:1988393441999593891) or its address"
	if arg = Address(f.Platforms, arg); strings.Contains(arg, "://") {
		hint = "capture it first: onrecord capture " + arg
	}
	return doc, fmt.Errorf("no document %q in %s: %w; %s", arg, f.Archive, store.ErrNotFound, hint)
}
