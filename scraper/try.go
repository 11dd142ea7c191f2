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
	// Doors are those that answered, in the order asked; Relay the third party
	// among them.
	Doors []string
	Relay string
}

// tries bounds the requests of a trial.
const tries = 6

// Try asks a source once, to see whether it answers and what it is. Its error says
// why it cannot be read.
func (c *Collector) Try(ctx context.Context, s store.Source) (Trial, error) {
	var t Trial
	for _, a := range c.Adapters {
		if a.Platform() != s.Platform {
			continue
		}
		why := c.try(ctx, &t, a.Start(s))
		if t.Posts+t.Entries > 0 || t.Name != "" || len(why) == 0 && len(t.Doors) > 0 {
			return t, nil
		}
		if len(why) == 0 {
			return t, errors.New("it leads to nothing that can be asked")
		}
		return t, errors.New(strings.Join(why, "; "))
	}
	return t, errors.New("no adapter reads platform " + string(s.Platform))
}

// TryGuess asks whether an address is a platform's that may have it; a trial without
// posts says that it is not.
func (c *Collector) TryGuess(ctx context.Context, g Guesser, u *url.URL) Trial {
	var t Trial
	c.try(ctx, &t, g.Guess(u))
	return t
}

// try asks doors until one shows something, and says why the others did not.
func (c *Collector) try(ctx context.Context, t *Trial, queue []Request) (why []string) {
	for n := 0; n < tries && len(queue) > 0 && t.Posts+t.Entries == 0 && ctx.Err() == nil; n++ {
		r := queue[0]
		capture, page := c.Fetch.Fetch(ctx, r)
		if page == nil {
			why = append(why, r.Door+": "+capture.Error)
			queue = append(append([]Request(nil), r.IfFailed...), queue[1:]...)
			continue
		}
		parsed, err := c.parse(r, *page)
		switch {
		case parsed.Blocked != "":
			why = append(why, r.Door+": "+parsed.Blocked)
			queue = append(append([]Request(nil), r.IfFailed...), queue[1:]...)
			continue
		case err != nil:
			why = append(why, r.Door+": "+err.Error())
			queue = append(append([]Request(nil), r.IfFailed...), queue[1:]...)
			continue
		case onlyGone(parsed):
			why = append(why, r.Door+": nothing is there ("+parsed.Observations[0].Gone.Detail+")")
			queue = append(append([]Request(nil), r.IfFailed...), queue[1:]...)
			continue
		}
		queue = append(t.take(r, parsed), queue[1:]...)
	}
	return why
}

// onlyGone reports whether an answer says that what was asked for is not there, and
// nothing else.
func onlyGone(p Parsed) bool {
	content, gone := split(p.Observations)
	return len(gone) > 0 && len(content) == 0 && len(p.Next) == 0
}

// take notes what a door gave, and gives what follows from it.
func (t *Trial) take(r Request, p Parsed) []Request {
	t.Doors = append(t.Doors, r.Door)
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
