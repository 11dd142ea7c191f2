package view

import (
	"context"
	"encoding/base64"
	"html/template"
	"strings"

	"onrecord/store"
)

// KeptRow is a medium or screenshot whose bytes are kept.
type KeptRow struct {
	Type, URL, SHA256 string
	Screenshot        bool
	// Image is the screenshot itself, on a page that stands alone.
	Image         template.URL
	Length        int64
	Width, Height int
	Capture       int64
}

// kept are the bytes of media and screenshots that the archive has.
func (p *PageBuilder) kept(ctx context.Context, all []store.Medium) ([]KeptRow, error) {
	var out []KeptRow
	for _, m := range all[:min(len(all), 50)] {
		url, shot := strings.CutPrefix(m.URL, "screenshot:")
		row := KeptRow{
			Type: Name(m.Type), URL: clip(Plain(url), 300), SHA256: m.SHA256, Screenshot: shot, Length: m.Length, Width: m.Width, Height: m.Height,
			Capture: m.CaptureID,
		}
		var err error
		if row.Image, err = p.screenshot(ctx, m); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// mostShown is how large a kept screenshot may be that stands in a page.
const mostShown = 3 << 20

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
