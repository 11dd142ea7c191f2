package scraper

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"onrecord/store"
)

// Trial is what a source gave at a look that records nothing.
type Trial struct {
	// Name is what the source calls itself, Author who its posts are by.
	Name   string
	Author store.Author
	// Posts counts the posts that it showed, Entries the pages that it leads to.
	Posts, Entries int
	// Endpoints are those that answered, in the order asked; Relay the third party
	// among them.
	Endpoints []string
	Relay     string
}

// maxTrialRequests bounds the requests of a trial.
const maxTrialRequests = 6

// Try asks a source once, to see whether it answers and what it is. Its error says
// why it cannot be read.
func (c *Collector) Try(ctx context.Context, s store.Source) (Trial, error) {
	var t Trial
	a := c.Platforms.Named(s.Platform)
	if a == nil {
		return t, errors.New("no adapter reads platform " + string(s.Platform))
	}
	why := c.try(ctx, &t, a.Start(s))
	switch {
	case t.Posts+t.Entries > 0 || t.Name != "" || len(why) == 0 && len(t.Endpoints) > 0:
		return t, nil
	case len(why) == 0:
		return t, errors.New("it leads to nothing that can be asked")
	}
	return t, errors.New(strings.Join(why, "; "))
}

// TryGuess asks whether an address is a post of a platform that may have it; nil says
// that it is none's.
func (c *Collector) TryGuess(ctx context.Context, u *url.URL) (Adapter, Trial) {
	var t Trial
	a, reqs := c.Platforms.guessed(u)
	c.try(ctx, &t, reqs)
	if t.Posts == 0 {
		return nil, t
	}
	return a, t
}

// try asks endpoints until one shows something, and says why the others did not.
func (c *Collector) try(ctx context.Context, t *Trial, queue []Request) (why []string) {
	for n := 0; n < maxTrialRequests && len(queue) > 0 && t.Posts+t.Entries == 0 && ctx.Err() == nil; n++ {
		r := queue[0]
		capture, page, parsed := c.ask(ctx, r)
		switch {
		case page != nil && onlyGone(parsed):
			why = append(why, r.Endpoint+": nothing is there ("+parsed.Observations[0].Gone.Detail+")")
		case page != nil && isAnswer(capture):
			queue = append(t.take(r, parsed), queue[1:]...)
			continue
		default:
			why = append(why, r.Endpoint+": "+capture.Error)
		}
		queue = Then(queue)
	}
	return why
}

// onlyGone reports whether an answer says that what was asked for is not there, and
// nothing else.
func onlyGone(p Parsed) bool {
	content, gone := split(p.Observations)
	return len(gone) > 0 && len(content) == 0 && len(p.Next) == 0
}

// take notes what an endpoint gave, and gives what follows from it.
func (t *Trial) take(r Request, p Parsed) []Request {
	t.Endpoints = append(t.Endpoints, r.Endpoint)
	if r.Relay != "" {
		t.Relay = r.Relay
	}
	if t.Name == "" {
		t.Name = p.Title
	}
	for _, o := range p.Observations {
		if o.Gone != nil || o.Context {
			continue
		}
		t.Posts++
		if t.Author.Key() == "" {
			t.Author = o.Author
		}
	}
	var next []Request
	for _, n := range p.Next {
		if n.Platform == "" {
			t.Entries++
		} else {
			next = append(next, n)
		}
	}
	return next
}

// Peek asks an address once and gives the article that it shows, and records nothing.
func (c *Collector) Peek(ctx context.Context, raw string) (store.Observation, error) {
	u, err := ParseURL(raw)
	if err != nil {
		return store.Observation{}, err
	}
	page := c.Platforms.AnyPage()
	if c.Platforms.At(u) != page {
		return store.Observation{}, errors.New("this is an address of " + c.Platforms.Name(c.Platforms.At(u).Platform()) + ", not of an article")
	}
	capture, _, parsed := c.ask(ctx, page.Start(store.Source{URL: raw})[0])
	for _, o := range parsed.Observations {
		if o.Gone == nil && o.Kind == store.Article {
			return o, nil
		}
	}
	if capture.Error == "" {
		capture.Error = "there is no article"
	}
	return store.Observation{}, errors.New(capture.Error)
}
