package scraper

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"onrecord/store"
)

// Bounds on the entries that one look captures: those of its lists, and what these may
// lead to in turn, as the posts of a thread do, one before the other.
const (
	maxEntries       = 200
	maxThreadEntries = 30
)

// leftEntries is what a capture says of which entries are left.
var leftEntries = fmt.Sprintf("one look captures no more than %d entries; the next one goes on with the others", maxEntries)

// joined is two messages as one.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// unseen gives the requests that a page leads to, without entries that the archive has and
// those beyond what one look captures. why says that some are left for the next look.
func (l *look) unseen(ctx context.Context, from Request, p Parsed) (next []Request, why string, err error) {
	fresh, known, count := 0, 0, len(l.entries)
	for _, r := range p.Next {
		if r.Platform != "" {
			next = append(next, r)
			continue
		}
		u, err := ParseURL(r.URL)
		if err != nil {
			continue
		}
		s, err := l.c.standing(ctx, u, speakerAt(u, l.of) != "", r.Beside)
		switch {
		case err != nil:
			return nil, "", err
		case s == entryKnown:
			known++
		case s == entryWaits:
			known++
			l.unfinished, l.waiting = true, true
		case count < maxEntries:
			fresh++
			count++
			next = append(next, r)
		case why == "":
			why, l.unfinished = leftEntries, true
			if from.URL != l.of.URL {
				l.leave(why, from)
			}
		}
	}
	if p.Window && l.watched && fresh > 1 && known == 0 {
		l.left = append(l.left, Gap{Found: l.c.now(), Why: leftShort})
		why = joined(leftShort, why)
	}
	return next, why, nil
}

// entries captures what a look leads to and the archive does not have yet, and what
// that leads to, and gives the looks' reports.
func (p *pass) entries(ctx context.Context, of *look, s store.Source) ([]LookResult, error) {
	var reports []LookResult
	queue, led := of.entries, 0
	for i := 0; i < len(queue); i++ {
		if of.late() {
			of.unfinished = true
			break
		}
		u, err := ParseURL(queue[i].URL)
		if err != nil {
			continue
		}
		speaker := speakerAt(u, s)
		switch standing, err := p.c.standing(ctx, u, speaker != "", queue[i].Beside); {
		case err != nil:
			return reports, err
		case standing != entryNew:
			continue
		}
		p.add(1)
		l := p.c.look(queue[i].URL, p.run.ID, of.source)
		if l.of, l.until = s, of.until; queue[i].Beside {
			l.beside = queue[i].Document
		}
		if err := l.run(ctx, p.c.Platforms.Start(u, store.Source{URL: queue[i].URL, Selector: s.Selector, Speaker: speaker})); err != nil {
			return reports, err
		}
		p.tell(l.result)
		reports = append(reports, l.result)
		of.brought = of.brought || l.news()
		of.unfinished = of.unfinished || l.result.Failed() && !l.result.absent()
		if led += len(l.entries); led <= maxThreadEntries {
			queue = append(queue, l.entries...)
		}
	}
	return reports, nil
}

// retryAfter is how long an entry that could not be captured is left alone, so that a
// page that robots.txt forbids does not fail every run.
const retryAfter = 24 * time.Hour

// retryUnanswered is the same for an address that has never answered.
const retryUnanswered = time.Hour

// standing is how an entry stands with the archive.
type standing int

const (
	// entryNew is to be captured.
	entryNew standing = iota
	// entryWaits failed recently, and is not asked for again yet.
	entryWaits
	// entryKnown is in the archive, or was never there.
	entryKnown
)

// standing tells whether the archive has the document at an address, or failed to get it
// recently. An article counts as new where the source's speaker makes it a statement, and so
// does a document kept only as context where the source leads to it for its own sake.
func (c *Collector) standing(ctx context.Context, u *url.URL, statement, beside bool) (standing, error) {
	for _, a := range c.Platforms.owners(u) {
		id := a.Document(u)
		if id == "" {
			return c.standingOfList(ctx, a, u)
		}
		doc, err := c.Store.Document(ctx, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return entryNew, err
		}
		if err == nil && !(statement && doc.Kind == store.Article) && (beside || !doc.Context) {
			return entryKnown, nil
		}
		if err == nil || a.Match(u) {
			at, outcome, err := c.Store.LastLook(ctx, id)
			return c.waits(at, outcome, doc.ID != ""), err
		}
	}
	return entryNew, nil
}

// standingOfList is standing for an address that names no document: an account, a list.
func (c *Collector) standingOfList(ctx context.Context, a Adapter, u *url.URL) (standing, error) {
	reqs := a.Start(store.Source{Platform: a.Platform(), URL: u.String()})
	if len(reqs) == 0 {
		return entryNew, nil
	}
	at, outcome, err := c.Store.LastAsked(ctx, reqs[0].URL)
	return c.waits(at, outcome, false), err
}

// waits tells from its last look whether an entry is asked for again now.
func (c *Collector) waits(at time.Time, outcome store.Outcome, have bool) standing {
	age := c.now().Sub(at)
	switch {
	case outcome == "":
		return entryNew
	case outcome == store.OutcomeFailed && !have:
		if age < retryUnanswered {
			return entryWaits
		}
	case outcome == store.OutcomeGone && age < retryAfter:
		return entryKnown // never there
	case !have && outcome != store.OutcomeBlocked && age < retryAfter:
		return entryKnown // it led to another
	case !have || outcome == store.OutcomeBlocked || outcome == store.OutcomeFailed:
		if age < retryAfter {
			return entryWaits // it stands behind a wall
		}
	}
	return entryNew
}
