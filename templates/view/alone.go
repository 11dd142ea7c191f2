package view

import (
	"context"
	"encoding/base64"
	"html/template"
	"strings"

	"onrecord/store"
)

// mostShown is how large a kept screenshot may be that stands in a page.
const mostShown = 3 << 20

// Opener gives the bytes of a kept medium.
type Opener func(ctx context.Context, sha256 string) ([]byte, error)

// Alone is the page of a document as one file that needs no other: it links to no page
// of the site, and has its latest screenshot in itself, where one is kept and open
// gives it.
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

// screenshot is a kept picture as an address that carries it.
func (p *PageBuilder) screenshot(ctx context.Context, m store.Medium) (template.URL, error) {
	if p.open == nil || m.Length > mostShown || m.Type != "image/png" || !strings.HasPrefix(m.URL, "screenshot:") {
		return "", nil
	}
	b, err := p.open(ctx, m.SHA256)
	if err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b)), nil //nolint:gosec // our own words and base64
}
