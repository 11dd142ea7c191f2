package scraper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // their sizes are read
	_ "image/jpeg" // from their first bytes
	_ "image/png"
	"net/http"
	"slices"
	"strings"
	"time"

	_ "golang.org/x/image/webp"

	"onrecord/store"
)

// maxMedia bounds the media of one version that are fetched.
const maxMedia = 20

// Screenshotter takes a picture of a page as a browser shows it: a PNG.
type Screenshotter interface {
	Shoot(ctx context.Context, url string) ([]byte, error)
}

// illustrate fetches the media of what a look found new, and takes pictures of it; of
// what it found unchanged, what is not kept yet, where somebody asked for that look. What
// cannot be had is a failed capture and stops nothing.
func (l *look) illustrate(ctx context.Context) error {
	done := map[int64]bool{}
	for _, ch := range l.result.Changes {
		known := (ch.Kind == store.ChangeNone || ch.Kind == store.ChangeRestored) && l.runID == 0
		if ch.Kind != store.ChangeNew && ch.Kind != store.ChangeEdited && ch.Kind != store.ChangeFilled && !known || ch.Version.ID == 0 || done[ch.Version.ID] {
			continue
		}
		done[ch.Version.ID] = true
		pictures, err := l.read(ctx, ch)
		if err != nil {
			return err
		}
		if !l.c.Media && !pictures && l.c.Screenshots == nil {
			continue
		}
		var kept []store.Medium
		if known {
			if kept, err = l.c.Store.MediaOf(ctx, ch.Document); err != nil {
				return err
			}
		}
		if err := l.fetchMedia(ctx, ch, kept, pictures); err != nil {
			return err
		}
		if err := l.shoot(ctx, ch); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// read reports whether the pictures of a version are read by a machine, as the source
// wants it that is looked at or that brought the document.
func (l *look) read(ctx context.Context, ch store.Change) (bool, error) {
	if l.of.ID != 0 || !slices.ContainsFunc(ch.Version.Media, func(m store.Media) bool { return m.Type == "image" }) {
		return l.of.OCR, nil
	}
	s, err := l.c.Store.SourceOf(ctx, ch.Document)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return s.OCR, err
}

// fetchMedia fetches the media of a version that are not kept, or its pictures alone.
func (l *look) fetchMedia(ctx context.Context, ch store.Change, kept []store.Medium, pictures bool) error {
	if !l.c.Media && !pictures {
		return nil
	}
	n := 0
	for _, m := range slices.Concat(ch.Version.Media, l.pictures[ch.Document]) {
		if m.URL == "" || m.Type == "link" || m.Type == "other" || !l.c.Media && m.Type != "image" || slices.ContainsFunc(kept, func(k store.Medium) bool { return k.URL == m.URL }) {
			continue
		}
		if n++; n > maxMedia || ctx.Err() != nil {
			return nil
		}
		c, page := l.c.Fetch.Fetch(ctx, Request{URL: m.URL, Endpoint: "media", Document: ch.Document})
		if err := l.keepMedium(ctx, ch.Document, m.URL, c, page); err != nil {
			return err
		}
	}
	return nil
}

func (l *look) keepMedium(ctx context.Context, doc store.DocumentID, url string, c store.Capture, p *Page) error {
	ctx = context.WithoutCancel(ctx)
	c.RunID, c.SourceID, c.Document = l.runID, l.source, doc
	medium := store.Medium{Document: doc, URL: url}
	switch {
	case p == nil:
	case p.Status != http.StatusOK:
		c.Outcome, c.Error = store.OutcomeFailed, fmt.Sprintf("the medium's address answers with HTTP status %d", p.Status)
	case p.Truncated:
		c.Outcome = store.OutcomePartial
	default:
		medium.Type, medium.Width, medium.Height = describeMedium(p.Body)
		if strings.HasPrefix(medium.Type, "text/") {
			c.Outcome, c.Error = store.OutcomeFailed, "the medium's address gives "+medium.Type+", not a picture, video or sound"
		}
	}
	if c.Outcome != store.OutcomeOK {
		c.Body, c.Raw = nil, nil // the sums of what came stay
		return l.note(ctx, c)
	}
	kept, err := l.c.Store.KeepMedium(ctx, c, medium, p.Body)
	if err == nil {
		l.result.Media++
		l.result.Captures = append(l.result.Captures, CaptureNote{kept.CaptureID, c.URL, c.Endpoint, c.Outcome, c.Cause, c.Error, c.RawLength})
	}
	return err
}

// note records a capture that says nothing about a document.
func (l *look) note(ctx context.Context, c store.Capture) error {
	id, _, err := l.c.Store.Record(ctx, c, nil)
	l.result.Captures = append(l.result.Captures, CaptureNote{id, c.URL, c.Endpoint, c.Outcome, c.Cause, c.Error, c.RawLength})
	return err
}

// describeMedium tells what bytes are by themselves, and a picture's size from its
// first bytes: it is never decoded.
func describeMedium(b []byte) (kind string, width, height int) {
	kind, _, _ = strings.Cut(http.DetectContentType(b), ";")
	if c, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil {
		width, height = c.Width, c.Height
	}
	return kind, width, height
}

// shoot takes a picture of the page.
func (l *look) shoot(ctx context.Context, ch store.Change) error {
	if l.c.Screenshots == nil {
		return nil
	}
	doc, err := l.c.Store.Document(ctx, ch.Document)
	if err != nil || doc.URL == "" {
		return err
	}
	c := store.Capture{
		Method: "SCREENSHOT", URL: doc.URL, Document: ch.Document, Endpoint: "screenshot", StartedAt: time.Now().UTC(),
		RunID: l.runID, SourceID: l.source, Robots: "none", Outcome: store.OutcomeOK,
	}
	picture, err := l.c.Screenshots.Shoot(ctx, doc.URL)
	c.FinishedAt = time.Now().UTC()
	if err != nil {
		c.Outcome, c.Error = store.OutcomeFailed, "no screenshot: "+err.Error()
		return l.note(context.WithoutCancel(ctx), c)
	}
	c.RawLength = int64(len(picture))
	medium := store.Medium{Document: ch.Document, URL: store.ScreenshotOf + doc.URL}
	medium.Type, medium.Width, medium.Height = describeMedium(picture)
	kept, err := l.c.Store.KeepMedium(context.WithoutCancel(ctx), c, medium, picture)
	if err == nil {
		l.result.Media++
		l.result.Captures = append(l.result.Captures, CaptureNote{kept.CaptureID, c.URL, c.Endpoint, c.Outcome, "", "", c.RawLength})
	}
	return err
}
