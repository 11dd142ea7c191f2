package main

import (
	"context"

	"onrecord/store"
	"onrecord/store/sqlite"
)

// resolver is an archive that finds documents by their addresses too.
type resolver struct {
	*sqlite.DB
	a *app
}

// Find gives the document that an id or an address names.
func (f resolver) Find(ctx context.Context, idOrURL string) (store.Document, error) {
	return f.a.findDocument(ctx, f.DB, idOrURL)
}
