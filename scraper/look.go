package scraper

import (
	"context"
	"errors"
	"slices"
	"time"

	"onrecord/store"
)

// Bounds on what one target may lead to.
const (
	maxDepth  = 3
	maxVisits = 60
)

// look is one visit to one target with all that belongs to it.
type look struct {
	c      *Collector
	runID  int64
	source int64
	result LookResult
	visits int
	// of is the source that is looked at, zero for none; watched says that it was looked
	// at before.
	of      store.Source
	watched bool
	// pages counts the older pages of a list that were followed; left are the gaps that
	// it leaves for the next look.
	pages int
	left  []Gap
	// until is when no more requests are begun, zero for never.
	until time.Time
	// front is how many of the changes are of the list's front, not of a gap further back.
	front int
	// entries are requests that lead to targets of their own: a feed's entries.
	entries []Request
	// title, etag and lastModified are the first answer's, for the source's name and for
	// conditional requests.
	title, etag, lastModified string
	// brought says that one of the entries was new, unfinished that one could not be captured.
	brought, unfinished bool
	// waiting says that some failed recently, and are not asked for again yet.
	waiting bool
	// asked is the document that is looked at again, "" for none.
	asked store.DocumentID
	// beside is a document that is fetched only as the context of another, "" for none.
	beside store.DocumentID
	// hearsay says of each document seen whether it was shown last by another than its home.
	hearsay map[store.DocumentID]bool
	// pictures are what pages show beside a document's words.
	pictures map[store.DocumentID][]store.Media
}

func (c *Collector) look(raw string, run, source int64) *look {
	return &look{c: c, runID: run, source: source, result: LookResult{URL: raw}}
}

// run makes the first requests and all that follows from them, then those that the look
// before did not get to.
func (l *look) run(ctx context.Context, reqs []Request, left ...Request) error {
	for _, r := range reqs {
		if _, err := l.visit(ctx, r, 0, nil); err != nil {
			return err
		}
	}
	l.front = len(l.result.Changes)
	if err := l.back(ctx, left); err != nil {
		return err
	}
	return l.afterwards(ctx)
}

// afterwards sets when to look next, keeps pictures, and has new pages saved elsewhere.
func (l *look) afterwards(ctx context.Context) error {
	return errors.Join(l.setNextLooks(ctx), l.illustrate(ctx), l.saveElsewhere(ctx))
}

// pending is a capture that says "gone" while another request of the chain is still to be
// made.
type pending struct {
	capture store.Capture
	gone    []store.Observation
}

// visit makes one request, and where that gives nothing the next one of its chain
// (Request.IfFailed). It reports whether content was seen. An answer that says gone is
// believed only when no later one of the chain shows the document.
func (l *look) visit(ctx context.Context, r Request, depth int, before *pending) (bool, error) {
	if l.visits++; l.visits > maxVisits || depth > maxDepth || l.late() {
		if before == nil && depth <= maxDepth {
			l.leave("one look makes no more requests; the next one goes on there", r)
		}
		return false, l.flush(ctx, before, true)
	}
	fetching, memory := withBodyMemory(ctx)
	defer memory.Free()
	capture, page, parsed := l.c.ask(fetching, r)
	capture.RunID, capture.SourceID = l.runID, l.source
	if l.title == "" && page != nil {
		l.title, l.etag, l.lastModified = parsed.Title, page.Header.Get("ETag"), page.Header.Get("Last-Modified")
	}
	if err := ctx.Err(); err != nil {
		return false, errors.Join(err, l.flush(context.WithoutCancel(ctx), before, false))
	}
	content, gone := split(parsed.Observations)
	content, why, err := l.displaced(ctx, capture, parsed.Doubt, content)
	if err != nil {
		return false, err
	}
	if why != "" {
		capture.Outcome, capture.Cause, capture.Error = store.OutcomeBlocked, store.CauseNotBelieved, why
	}
	if content, err = l.form(ctx, capture, page, parsed, content); err != nil {
		return false, err
	}
	if len(content) == 0 && (len(gone) > 0 || failed(capture)) && len(r.IfFailed) > 0 {
		memory.Free()
		return l.nextEndpoint(ctx, r, depth, before, capture, gone)
	}
	if before != nil {
		if err := l.flush(ctx, before, len(content) == 0); err != nil {
			return false, err
		}
		gone = nil // one look, however many endpoints, misses a document once
	}
	older, note, err := l.onward(ctx, r, parsed, content)
	if err != nil {
		return false, err
	}
	next, more, err := l.unseen(ctx, r, parsed)
	if err != nil {
		return false, err
	}
	if note = joined(note, more); note != "" && isAnswer(capture) {
		if capture.Cause == store.CauseNone {
			capture.Cause = store.CauseLeft
		}
		capture.Outcome, capture.Error = store.OutcomePartial, joined(capture.Error, note)
	}
	if err := l.record(ctx, capture, append(content, gone...)); err != nil {
		return false, err
	}
	shown := len(content) > 0
	memory.Free() // from here on nothing holds the bytes
	if err := l.follow(ctx, next, depth); err != nil {
		return false, err
	}
	return shown, l.back(ctx, older)
}

// late reports whether a look has had its time.
func (l *look) late() bool { return !l.until.IsZero() && l.c.now().After(l.until) }

// nextEndpoint makes the next request of the chain. A first "gone" is held back meanwhile; any
// other capture is recorded without observations.
func (l *look) nextEndpoint(ctx context.Context, r Request, depth int, before *pending, c store.Capture, gone []store.Observation) (bool, error) {
	hold := before
	if len(gone) > 0 && before == nil {
		hold = &pending{c, gone}
	} else if err := l.record(ctx, c, nil); err != nil {
		return false, err
	}
	next := r.IfFailed[0]
	next.IfFailed = Then(r.IfFailed)
	return l.visit(ctx, next, depth, hold)
}

// flush records a capture that was held back, with what it said where that is
// believed.
func (l *look) flush(ctx context.Context, p *pending, believed bool) error {
	if p == nil {
		return nil
	}
	if !believed {
		return l.record(ctx, p.capture, nil)
	}
	return l.record(ctx, p.capture, p.gone)
}

// record keeps a capture with what it says.
func (l *look) record(ctx context.Context, c store.Capture, seen []store.Observation) error {
	seen, err := l.credible(ctx, seen)
	if err != nil {
		return err
	}
	seen, why, err := l.holdDeletions(ctx, seen)
	if err != nil {
		return err
	}
	l.noteOrigins(seen)
	if why != "" {
		l.result.Held++
		c.Outcome, c.Cause, c.Error = store.OutcomeBlocked, store.CauseNotBelieved, "not believed: "+why
	}
	id, changes, err := l.c.Store.Record(context.WithoutCancel(ctx), c, seen)
	if err != nil {
		return err
	}
	l.notePictures(seen, changes)
	l.result.Changes = append(l.result.Changes, changes...)
	l.result.Captures = append(l.result.Captures, CaptureNote{id, c.URL, c.Endpoint, c.Outcome, c.Cause, c.Error, c.RawLength})
	return nil
}

// notePictures remembers the pictures that pages show beside the words of their documents.
func (l *look) notePictures(seen []store.Observation, changes []store.Change) {
	for _, o := range seen {
		for _, ch := range changes {
			if len(o.Pictures) > 0 && (len(seen) == 1 || ch.Document == o.Document || slices.Contains(o.Aliases, ch.Document)) {
				if l.pictures == nil {
					l.pictures = map[store.DocumentID][]store.Media{}
				}
				l.pictures[ch.Document] = o.Pictures
			}
		}
	}
}

// noteOrigins marks observations that are only context, and remembers which documents were
// not shown by their home.
func (l *look) noteOrigins(seen []store.Observation) {
	for i := range seen {
		o := &seen[i]
		o.Context = o.Context || o.Document == l.beside
		if l.hearsay == nil {
			l.hearsay = map[store.DocumentID]bool{}
		}
		if o.Gone == nil {
			l.hearsay[o.Document] = !fromHome(*o)
			l.result.claim(*o)
		}
	}
}

// holdDeletions leaves out deletions that this look would confirm while another post,
// which was there lately, is missing as well; why says so.
func (l *look) holdDeletions(ctx context.Context, seen []store.Observation) ([]store.Observation, string, error) {
	var kept []store.Observation
	held := ""
	for _, o := range seen {
		if o.Gone == nil {
			kept = append(kept, o)
			continue
		}
		doc, err := l.c.Store.Document(ctx, o.Document)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, "", err
		}
		if err == nil && doc.Tombstone != nil && !doc.Tombstone.Confirmed() {
			ok, why, err := l.c.believed(context.WithoutCancel(ctx), doc, &l.result)
			if err != nil {
				return nil, "", err
			}
			if !ok {
				held = why
				continue
			}
		}
		kept = append(kept, o)
	}
	return kept, held, nil
}

// follow makes the requests that a page leads to. Those that name no platform are kept
// as entries: targets of their own.
func (l *look) follow(ctx context.Context, next []Request, depth int) error {
	for _, r := range next {
		if r.Platform == "" {
			l.entries = append(l.entries, r)
			continue
		}
		if a := l.c.Platforms.Named(r.Platform); len(l.entries) >= maxEntries && a != nil && a.Traits().Lists {
			l.leave(leftEntries, r)
			continue
		}
		if _, err := l.visit(ctx, r, depth+1, nil); err != nil {
			return err
		}
	}
	return nil
}
