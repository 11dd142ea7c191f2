package templates

import (
	"context"
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"onrecord/store"
)

// mostShown is how large a kept screenshot may be that stands in a page.
const mostShown = 3 << 20

// Opener gives the bytes of a kept medium.
type Opener func(ctx context.Context, sha256 string) ([]byte, error)

// DrawAlone writes the page of a document as one file that needs no other: it links
// to no page of the site, and has its latest screenshot in itself, where one is kept
// and open gives it.
func (s *Site) DrawAlone(ctx context.Context, w io.Writer, d store.Document, open Opener) error {
	p := s.painter(ctx, "")
	p.alone, p.open = true, open
	of, err := s.r.DocumentViews(ctx, []store.DocumentID{d.ID}, roomy.versions)
	if err != nil {
		return err
	}
	if len(of) == 0 {
		return notFound(string(d.ID))
	}
	page, err := p.documentPage(of[0])
	if err != nil {
		return err
	}
	return s.whole(w, string(d.ID), page)
}

// screenshot is a kept picture as an address that carries it.
func (p *painter) screenshot(m store.Medium) (template.URL, error) {
	if p.open == nil || m.Length > mostShown || m.Type != "image/png" || !strings.HasPrefix(m.URL, "screenshot:") {
		return "", nil
	}
	b, err := p.open(p.ctx, m.SHA256)
	if err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b)), nil //nolint:gosec // our own words and base64
}
