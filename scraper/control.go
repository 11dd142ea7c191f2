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
// the control look shows of that post is added to the report.
func (c *Collector) believed(ctx context.Context, doc store.Document, rep *Report) (bool, string, error) {
	site := siteOf(doc.URL)
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
func (c *Collector) accountAnswers(ctx context.Context, doc store.Document, rep *Report) (bool, string, error) {
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

// asksAccount asks an account's doors until one answers.
func (c *Collector) asksAccount(ctx context.Context, of store.Source, rep *Report) (bool, error) {
	var reqs []Request
	for _, a := range c.Adapters {
		if a.Platform() == of.Platform {
			reqs = a.Start(of)
		}
	}
	for len(reqs) > 0 {
		r := reqs[0]
		capture, _, answered := c.controlAsk(ctx, r)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		capture.SourceID = of.ID
		if err := c.noteControl(ctx, capture, nil, rep); err != nil || answered {
			return answered, err
		}
		reqs = append(append([]Request(nil), r.IfFailed...), reqs[1:]...)
	}
	return false, nil
}

// controlAsk asks one door; answered says that it was an answer, and no wall.
func (c *Collector) controlAsk(ctx context.Context, r Request) (capture store.Capture, content []store.Observation, answered bool) {
	capture, page := c.Fetch.Fetch(ctx, r)
	if page == nil || capture.Outcome == store.OutcomeNotModified {
		return capture, nil, page != nil
	}
	parsed, err := c.parse(r, *page)
	switch {
	case parsed.Blocked != "":
		capture.Outcome, capture.Error = store.OutcomeBlocked, parsed.Blocked
	case err != nil:
		capture.Outcome, capture.Error = store.OutcomeFailed, err.Error()
	default:
		content, _ = split(parsed.Observations)
		answered = true
	}
	return capture, content, answered
}

// noteControl records a control look with what it shows.
func (c *Collector) noteControl(ctx context.Context, capture store.Capture, content []store.Observation, rep *Report) error {
	id, changes, err := c.Store.Record(context.WithoutCancel(ctx), capture, content)
	rep.Changes = append(rep.Changes, changes...)
	rep.Captures = append(rep.Captures, CaptureNote{id, capture.URL, capture.Door, capture.Outcome, capture.Error, capture.RawLength})
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

// lives looks at a post by every door until one shows it. What that door shows
// counts like at any look; that the post is missing does not: it may be the platform.
func (c *Collector) lives(ctx context.Context, doc store.Document, rep *Report) (bool, error) {
	u, err := url.Parse(doc.URL)
	if err != nil {
		return false, nil
	}
	for _, a := range c.Adapters {
		if a.Platform() != doc.Platform || !owns(a, u) {
			continue
		}
		reqs := a.Start(store.Source{Platform: a.Platform(), URL: doc.URL})
		for len(reqs) > 0 {
			r := reqs[0]
			shown, err := c.controlLook(ctx, doc, r, rep)
			if err != nil || shown {
				return shown, err
			}
			reqs = append(append([]Request(nil), r.IfFailed...), reqs[1:]...)
		}
		return false, nil
	}
	return true, nil // no way to look: the second look alone must do
}

// controlLook asks one door, and reports whether it shows the post.
func (c *Collector) controlLook(ctx context.Context, doc store.Document, r Request, rep *Report) (bool, error) {
	capture, content, _ := c.controlAsk(ctx, r)
	capture.Document = doc.ID
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return len(content) > 0, c.noteControl(ctx, capture, content, rep)
}
