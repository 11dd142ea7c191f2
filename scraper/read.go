package scraper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"onrecord/store"
)

// ask makes one request and has the answer read; what went wrong is in the capture.
func (c *Collector) ask(ctx context.Context, r Request) (store.Capture, *Page, Parsed) {
	capture, page := c.Fetch.Fetch(ctx, r)
	if page == nil || capture.Outcome == store.OutcomeNotModified {
		return capture, page, Parsed{}
	}
	return capture, page, c.read(&capture, r, *page)
}

// read has an adapter read an answer, and sets the capture's outcome, cause and error by it.
// A wall gives no observations.
func (c *Collector) read(capture *store.Capture, r Request, p Page) Parsed {
	parsed, err := c.parse(r, p)
	switch {
	case parsed.Blocked != "":
		capture.Outcome, capture.Error = store.OutcomeBlocked, parsed.Blocked
		capture.Cause = causeOfAnswer(capture.Status, parsed, nil)
		parsed.Observations = nil
	case err != nil:
		capture.Outcome, capture.Error = store.OutcomeFailed, err.Error()
		capture.Cause = causeOfAnswer(capture.Status, parsed, err)
		if len(parsed.Observations)+len(parsed.Next) > 0 {
			capture.Outcome = store.OutcomePartial
		}
	default:
		classify(capture, parsed.Observations)
	}
	if !endsAsHTML(p) {
		markCut(parsed.Observations, capture.Truncated)
	}
	c.authorize(*capture, p, parsed.Observations)
	return parsed
}

// classify makes a capture one of an absence where that is all that it shows.
func classify(capture *store.Capture, seen []store.Observation) {
	if content, gone := split(seen); len(content) == 0 && len(gone) > 0 {
		capture.Outcome, capture.Error, capture.Cause = store.OutcomeGone, gone[0].Gone.Detail, store.CauseAbsent
	}
}

// isAnswer reports whether a request was answered ("not modified" counts), and not by a wall
// or an error.
func isAnswer(c store.Capture) bool {
	return c.Outcome == store.OutcomeOK || c.Outcome == store.OutcomePartial || c.Outcome == store.OutcomeNotModified
}

func failed(c store.Capture) bool {
	return c.Outcome == store.OutcomeFailed || c.Outcome == store.OutcomeBlocked
}

// split divides observations into those that show a document and those that
// miss one.
func split(seen []store.Observation) (content, gone []store.Observation) {
	for _, o := range seen {
		if o.Gone != nil {
			gone = append(gone, o)
		} else {
			content = append(content, o)
		}
	}
	return content, gone
}

// endsAsHTML reports whether a page ends with </html>: then it is whole, even where its
// transfer broke off.
func endsAsHTML(p Page) bool {
	tail := bytes.ToLower(bytes.TrimSpace(p.Body[max(len(p.Body)-200, 0):]))
	return bytes.HasSuffix(tail, []byte("</html>"))
}

// markCut marks what an answer says as cut where the answer was, and why.
func markCut(seen []store.Observation, why string) {
	for i := range seen {
		if o := &seen[i]; why != "" && o.Gone == nil && !o.Content.Cut {
			o.Content.Cut, o.Content.CutWhy = true, "the answer was cut: "+why
		}
	}
}

// parse has the right adapter read a page. A panic in it is a failed capture, and so is a
// page that takes too long to read. Nothing ends it from outside; it ends by the bounds of
// what is read, while the run goes on.
func (c *Collector) parse(r Request, p Page) (Parsed, error) {
	a := c.Platforms.reader(r, p.URL)
	if a == nil {
		return Parsed{}, errors.New("no adapter reads this address")
	}
	most := c.ReadMost
	if most <= 0 {
		most = 30 * time.Second
	}
	type answer struct {
		parsed Parsed
		err    error
	}
	turn := c.readers.wait(patience * most)
	if turn == nil {
		return Parsed{}, errors.New("other pages take so long to read that this one was not; its bytes are kept")
	}
	done := make(chan answer, 1)
	go func() {
		defer turn.end()
		parsed, err := guarded(a, p)
		done <- answer{parsed, err}
	}()
	t := time.NewTimer(most)
	defer t.Stop()
	select {
	case got := <-done:
		c.Platforms.NameEmbeds(got.parsed.Observations)
		claims, asks := c.Platforms.Embedded(got.parsed.Observations)
		got.parsed.Observations, got.parsed.Next = append(got.parsed.Observations, claims...), append(got.parsed.Next, asks...)
		return got.parsed, got.err
	case <-t.C:
		turn.giveUp()
		return Parsed{}, fmt.Errorf("reading the page took more than %s; its bytes are kept", most)
	}
}

func guarded(a Adapter, p Page) (parsed Parsed, err error) {
	defer func() {
		if x := recover(); x != nil {
			parsed, err = Parsed{}, fmt.Errorf("the adapter broke on this page: %v; please report it", x)
		}
	}()
	return a.Parse(p)
}
