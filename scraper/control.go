package scraper

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"onrecord/store"
)

// controlAge is how long a control look counts, and livedSince how recently a post
// must have been there to be one.
const (
	controlAge = 10 * time.Minute
	livedSince = 45 * 24 * time.Hour
)

// controls are looks at posts known to live: where such a post is missing as well,
// a platform is down or shows us a wall, and nothing that it says is gone counts.
type controls struct {
	mu   sync.Mutex
	seen map[string]*control
}

// control is the last look of a site; turn is held by whoever looks.
type control struct {
	turn  chan struct{}
	at    time.Time
	alive bool
	why   string
}

// of is a site's control. Many hosts speak one platform's language: each is held
// against itself.
func (c *controls) of(p store.Platform, site string) *control {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := string(p) + " " + site
	if c.seen == nil {
		c.seen = map[string]*control{}
	}
	if c.seen[key] == nil {
		c.seen[key] = &control{turn: make(chan struct{}, 1)}
	}
	return c.seen[key]
}

// believed reports whether what a platform says to be gone can be believed now,
// and why not. Without another post to look at, the second look alone must do. What
// the control look shows of that post is added to rep.
func (c *Collector) believed(ctx context.Context, doc store.Document, rep *LookResult) (bool, string, error) {
	site := siteOf(c.Platforms.HomeOf(doc))
	k := c.controls.of(doc.Platform, site)
	k.turn <- struct{}{}
	defer func() { <-k.turn }()
	now := c.now()
	if !k.at.IsZero() && now.Sub(k.at).Abs() < controlAge {
		if !k.alive {
			return false, k.why, nil
		}
		return c.accountAnswers(ctx, doc, rep)
	}
	other, err := c.Store.RecentlySeenPost(ctx, doc.Platform, site, doc.Author.Key(), now.Add(-livedSince))
	if errors.Is(err, store.ErrNotFound) || err == nil && other.ID == doc.ID {
		return c.accountAnswers(ctx, doc, rep)
	}
	if err != nil {
		return false, "", err
	}
	alive, err := c.lives(ctx, other, rep)
	if err != nil {
		return false, "", err
	}
	k.at, k.alive, k.why = now, alive, ""
	if !alive {
		k.why = fmt.Sprintf("%s, known to live, is missing as well", other.ID)
		return false, k.why, nil
	}
	return c.accountAnswers(ctx, doc, rep)
}

// accountPatience is how long an account may fail before its posts' being missing
// counts all the same: one that is gone for good takes them along.
const accountPatience = 72 * time.Hour

// accountAnswers reports whether the account that a post was seen in answers as well,
// and if not, why the post is not believed to be gone.
func (c *Collector) accountAnswers(ctx context.Context, doc store.Document, rep *LookResult) (bool, string, error) {
	of, err := c.Store.SourceOf(ctx, doc.ID)
	if errors.Is(err, store.ErrNotFound) || err == nil && of.Kind != store.SourceAccount {
		return true, "", nil
	}
	if err != nil {
		return false, "", err
	}
	now := c.now()
	fresh := of.Failures == 0 && now.Sub(of.LastOK).Abs() < controlAge
	if fresh || of.LastOK.IsZero() || now.Sub(of.LastOK) > accountPatience {
		return true, "", nil
	}
	k := c.controls.of(of.Platform, of.URL)
	k.turn <- struct{}{}
	defer func() { <-k.turn }()
	if k.at.IsZero() || now.Sub(k.at).Abs() >= controlAge {
		if k.alive, err = c.asksAccount(ctx, of, rep); err != nil {
			return false, "", err
		}
		k.at = now
	}
	return k.alive, "the look at its account failed too", nil
}

// asksAccount asks an account's endpoints until one answers.
func (c *Collector) asksAccount(ctx context.Context, of store.Source, rep *LookResult) (bool, error) {
	a := c.Platforms.Named(of.Platform)
	if a == nil {
		return false, nil
	}
	return c.tryEndpoints(ctx, a.Start(of), rep, func(capture *store.Capture, _ []store.Observation) ([]store.Observation, bool) {
		capture.SourceID = of.ID
		return nil, isAnswer(*capture) || capture.Outcome == store.OutcomeGone
	})
}

// tryEndpoints asks one endpoint after the other until take says of one's answer that it will
// do, and records what take keeps of each.
func (c *Collector) tryEndpoints(ctx context.Context, queue []Request, rep *LookResult, take func(*store.Capture, []store.Observation) ([]store.Observation, bool)) (bool, error) {
	for len(queue) > 0 {
		capture, _, parsed := c.ask(ctx, queue[0])
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		content, _ := split(parsed.Observations)
		kept, done := take(&capture, content)
		if err := c.noteControl(ctx, capture, kept, rep); err != nil || done {
			return done, err
		}
		queue = Then(queue)
	}
	return false, nil
}

// noteControl records a control look with what it shows.
func (c *Collector) noteControl(ctx context.Context, capture store.Capture, content []store.Observation, rep *LookResult) error {
	id, changes, err := c.Store.Record(context.WithoutCancel(ctx), capture, content)
	rep.Changes = append(rep.Changes, changes...)
	rep.Captures = append(rep.Captures, CaptureNote{id, capture.URL, capture.Endpoint, capture.Outcome, capture.Cause, capture.Error, capture.RawLength})
	return err
}

// siteOf is how addresses of the same host begin.
func siteOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}

// lives looks at a post by every endpoint until one shows it. What that endpoint shows
// counts like at any look; that the post is missing does not: it may be the platform.
func (c *Collector) lives(ctx context.Context, doc store.Document, rep *LookResult) (bool, error) {
	home := c.Platforms.HomeOf(doc)
	u, err := url.Parse(home)
	if err != nil {
		return false, nil
	}
	a := c.Platforms.Named(doc.Platform)
	if a == nil || !owns(a, u) {
		return true, nil // no way to look: the second look alone must do
	}
	return c.tryEndpoints(ctx, a.Start(store.Source{Platform: a.Platform(), URL: home}), rep, func(capture *store.Capture, content []store.Observation) ([]store.Observation, bool) {
		capture.Document = doc.ID
		return content, len(content) > 0
	})
}
