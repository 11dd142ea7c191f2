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

// errAny ends a walk at the first.
var errAny = errors.New("there is one")

// Empty reports whether an archive has no post and no article.
func Empty(ctx context.Context, a store.Documents) (bool, error) {
	err := a.Documents(ctx, store.DocumentFilter{Limit: 1}, func(store.Document) error { return errAny })
	if errors.Is(err, errAny) {
		return false, nil
	}
	return err == nil, err
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
