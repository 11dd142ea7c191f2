package scraper

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"onrecord/store"
)

// feedEndpoint is how captures of feeds call their endpoint.
const feedEndpoint = "feed"

// readable are the media types in which posts and articles come.
var readable = []string{
	"text/html", "application/xhtml+xml", "application/json", "application/xml", "text/xml", "text/plain",
	"application/rss+xml", "application/atom+xml", "application/feed+json", "application/activity+json", "application/ld+json",
}

// RecordArchived records a capture that comes from a file, read as one made now would
// be: what it shows takes its place by the capture's own time. Of documents that the
// archive does not know it tells nothing when it only misses them.
func (c *Collector) RecordArchived(ctx context.Context, capture store.Capture, p Page) (int64, []store.Change, error) {
	capture.Authority = store.AuthorityImport
	var seen []store.Observation
	if c.worthReading(&p) {
		parsed := c.read(&capture, p.Request, p)
		switch {
		case capture.Outcome == store.OutcomeFailed && capture.Document == "": // nobody asked for it: a frame, a script's answer
			capture.Outcome = store.OutcomePartial
		case capture.Outcome == store.OutcomeFailed || capture.Outcome == store.OutcomeBlocked:
		default:
			var err error
			if seen, err = c.known(ctx, parsed.Observations); err != nil {
				return 0, nil, err
			}
		}
	}
	if p.Status == http.StatusNotModified && len(seen) > 0 {
		capture.Outcome = store.OutcomeNotModified
	}
	if capture.Document == "" && len(seen) > 0 && !slices.ContainsFunc(seen[1:], func(o store.Observation) bool { return !o.Context }) {
		capture.Document = seen[0].Document
	}
	ctx = context.WithoutCancel(ctx)
	id, changes, err := c.Store.Record(ctx, capture, seen)
	if err == nil {
		err = c.Platforms.AskLater(ctx, c.Store, seen, c.now())
	}
	return id, changes, err
}

// worthReading reports whether an adapter may find something on a page, and says
// whose page it is where its address does not.
func (c *Collector) worthReading(p *Page) bool {
	if c.Platforms.Named(p.Request.Platform) != nil { // who kept it had it read so
		return p.URL != nil && (p.Status/100 != 3 || p.Status == http.StatusNotModified) && len(p.Body) > 0
	}
	p.Request.Platform = ""
	kind, _, _ := strings.Cut(strings.ToLower(p.Header.Get("Content-Type")), ";")
	kind = strings.TrimSpace(kind)
	if p.URL == nil || p.Status/100 == 3 && p.Status != http.StatusNotModified || kind != "" && !slices.Contains(readable, kind) || len(p.Body) == 0 && p.Status < 400 {
		return false
	}
	platform := p.Request.Document.Platform()
	switch {
	case platform != "" && c.Platforms.Named(platform) != nil:
		p.Request.Platform = platform
	case strings.Contains(kind, "rss"), strings.Contains(kind, "atom"), kind == "application/feed+json", p.Request.Endpoint == feedEndpoint:
		p.Request.Platform = c.Platforms.Lists().Platform()
	default:
		p.Request.Document = c.Platforms.DocumentAt(p.URL.String())
		// The web's adapter takes any address; what is no page of HTML is not for it.
		return strings.Contains(kind, "html") || kind == "" && isMarkup(p.Body) || c.Platforms.OfPlatform(p.URL)
	}
	return true
}

// isMarkup reports whether bytes of which nobody says what they are begin as a page does.
func isMarkup(b []byte) bool { return strings.HasPrefix(http.DetectContentType(b), "text/html") }

// known leaves out that something is gone which was never seen, and quotes of what is known.
func (c *Collector) known(ctx context.Context, all []store.Observation) (out []store.Observation, err error) {
	all, err = WithoutQuotes(ctx, c.Store, all)
	for _, o := range all {
		if o.Gone != nil {
			switch _, err := c.Store.Document(ctx, o.Document); {
			case errors.Is(err, store.ErrNotFound):
				continue
			case err != nil:
				return nil, err
			}
		}
		out = append(out, o)
	}
	return out, err
}

// WithoutQuotes leaves out what a page shows of posts whose home's words the archive has: that
// is a quote, and no news of them.
func WithoutQuotes(ctx context.Context, archive interface {
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
}, all []store.Observation) (out []store.Observation, err error) {
	embedded := map[store.DocumentID]bool{}
	for _, o := range all {
		for _, m := range o.Content.Marks {
			embedded[m.Document] = o.Kind == store.Article || embedded[m.Document]
		}
	}
	for _, o := range all {
		if o.Authority == store.AuthorityClaim && embedded[o.Document] {
			switch d, err := archive.Document(ctx, o.Document); {
			case err == nil && d.WordsBy == store.AuthorityOrigin:
				continue
			case err != nil && !errors.Is(err, store.ErrNotFound):
				return nil, err
			}
		}
		out = append(out, o)
	}
	return out, nil
}
