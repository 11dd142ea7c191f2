package scraper

import (
	"context"

	"onrecord/store"
)

// Source looks at one source now, for a run, and writes back how it went. Its error is
// the archive's or the context's.
func (c *Collector) Source(ctx context.Context, run int64, s store.Source) error {
	return c.single(run).source(ctx, s)
}

// Document looks at one document again, for a run.
func (c *Collector) Document(ctx context.Context, run int64, d store.Document) error {
	if c.Platforms.HomeOf(d) == "" {
		return nil
	}
	return c.single(run).document(ctx, d)
}

// single is a pass of one look.
func (c *Collector) single(run int64) *pass {
	return &pass{c: c, run: store.Run{ID: run}, looked: map[store.DocumentID]bool{}}
}
