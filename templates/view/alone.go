package view

import (
	"context"

	"onrecord/store"
)

// Opener gives the bytes of a kept medium.
type Opener func(ctx context.Context, sha256 string) ([]byte, error)

// Alone is the page of a document as one file that needs no other: it links to no page
// of the site, and has its pictures in itself, where they are kept and open gives them.
func (p *PageBuilder) Alone(ctx context.Context, id store.DocumentID, open Opener) (Page, error) {
	p.alone, p.open = true, open
	of, err := p.archive.Documents.DocumentViews(ctx, []store.DocumentID{id}, defaultLimits.versions)
	if err != nil {
		return nil, err
	}
	if len(of) == 0 {
		return nil, NotFound(string(id))
	}
	return p.Document(ctx, of[0])
}
