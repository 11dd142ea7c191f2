package scraper

import (
	"context"
	"time"

	"onrecord/store"
)

// ladder is how old a document is when it is looked at again; then monthly.
var ladder = []time.Duration{
	5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour,
	3 * 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour,
}

const month = 30 * 24 * time.Hour

// NextLook is when a document that was first seen at first is looked at again
// after a look at now: the next rung of the ladder, then every month. Intervals
// only, in UTC, so that no change of clocks skips or doubles a look.
func NextLook(first, now time.Time) time.Time {
	age := now.Sub(first)
	for _, rung := range ladder {
		if rung > age {
			return first.Add(rung)
		}
	}
	return now.Add(month)
}

// sooner is the next look at a post that the press quotes: within the hour on the
// first day, then every six hours for a week.
func sooner(next, quoted, now time.Time) time.Time {
	most := 6 * time.Hour
	switch age := now.Sub(quoted); {
	case quoted.IsZero() || age > 7*24*time.Hour:
		return next
	case age < 24*time.Hour:
		most = time.Hour
	}
	if soon := now.Add(most); soon.Before(next) {
		return soon
	}
	return next
}

// DefaultCadence is how often a source is looked at unless the user says.
func DefaultCadence(k store.SourceKind) time.Duration {
	switch k {
	case store.SourceAccount, store.SourceFeed:
		return 15 * time.Minute
	case store.SourcePost, store.SourcePage:
	}
	return time.Hour
}

// setNextLooks sets when each document is looked at again.
func (l *look) setNextLooks(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	done := map[store.DocumentID]bool{}
	for _, ch := range l.result.Changes {
		if done[ch.Document] {
			continue
		}
		done[ch.Document] = true
		due := l.hearsay[ch.Document] && (news(ch) || ch.Kind == store.ChangeUnconfirmed || ch.Kind == store.ChangeContradicted) // its home is asked at once
		if l.result.claimed[ch.Document] && ch.Document != l.asked && !due {
			continue // nobody puts off a look at a post by showing it
		}
		doc, err := l.c.Store.Document(ctx, ch.Document)
		if err != nil {
			return err
		}
		next, err := l.c.nextLook(ctx, doc, l.c.now())
		if err != nil {
			return err
		}
		if due {
			next = l.c.now()
		}
		if err := l.c.Store.SetNextLook(ctx, ch.Document, next); err != nil {
			return err
		}
	}
	return nil
}

// news reports whether a change brought words that were not known.
func news(ch store.Change) bool {
	return ch.Kind == store.ChangeNew || ch.Kind == store.ChangeEdited || ch.Kind == store.ChangeFilled
}

// nextLook is when a document is looked at again; never where it is kept for
// another's sake only.
func (c *Collector) nextLook(ctx context.Context, doc store.Document, now time.Time) (time.Time, error) {
	switch t := doc.Tombstone; {
	case doc.Context:
		return time.Time{}, nil
	case t != nil && !t.Confirmed():
		return now.Add(c.confirmGap()), nil
	case t != nil:
		return now.Add(month), nil
	case doc.FirstSeen.IsZero():
		return now.Add(time.Hour), nil
	}
	next := NextLook(doc.FirstSeen, now)
	if doc.Kind != store.Post {
		return next, nil
	}
	quoted, err := c.Store.QuotedAt(ctx, doc.ID)
	return sooner(next, quoted, now), err
}

// afterFailure is when a document is looked at again whose look gave nothing: the longer
// nobody saw it, the later; never where it is kept for another's sake only.
func afterFailure(d store.Document, now time.Time) time.Time {
	if d.Context {
		return time.Time{}
	}
	return now.Add(min(max(now.Sub(d.LastSeen), time.Hour), 24*time.Hour))
}

func (c *Collector) confirmGap() time.Duration {
	if c.ConfirmAfter > 0 {
		return c.ConfirmAfter
	}
	return 5 * time.Minute
}
