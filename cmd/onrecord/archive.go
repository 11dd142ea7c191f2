package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// openArchive opens the archive to write, making it where create says so.
func (a *app) openArchive(ctx context.Context, create bool) (st *sqlite.DB, err error) {
	st, err = sqlite.Open(ctx, a.archiveDir, sqlite.Options{
		Create: create, ConfirmAfter: a.config.confirmGap(), Scheme: link.Scheme(),
		Terms: link.Terms, Collector: a.collectorInfo(), Now: a.now,
		Beacon: func(ctx context.Context) *store.Beacon { return a.beacon(ctx, st) },
	})
	return st, err
}

// readArchive opens it to read only.
func (a *app) readArchive(ctx context.Context) (*sqlite.DB, error) {
	return sqlite.Open(ctx, a.archiveDir, sqlite.Options{ReadOnly: true, Now: a.now})
}

// findDocument takes what people type for a document: its id, an alias, or the
// address of a post or article.
func (a *app) findDocument(ctx context.Context, st store.Reader, arg string) (store.Document, error) {
	doc, err := st.Document(ctx, store.DocumentID(arg))
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return doc, err
	}
	for _, id := range a.platforms().DocumentsAt(arg) {
		if doc, err = st.Document(ctx, id); err == nil || !errors.Is(err, store.ErrNotFound) {
			return doc, err
		}
	}
	hint := "give its id (such as x:1988393441999593891) or its address"
	if strings.Contains(arg, "://") {
		hint = "capture it first: onrecord capture " + arg
	}
	return doc, fmt.Errorf("no document %q in %s: %w; %s", arg, a.archiveDir, store.ErrNotFound, hint)
}

func isReadOnly(err error) bool { return errors.Is(err, store.ErrReadOnly) }
