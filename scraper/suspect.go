package scraper

import (
	"context"
	"errors"
	"time"

	"onrecord/store"
)

// maxSuspects bounds the posts of an account that are compared with its list.
const maxSuspects = 300

// errEnough ends a listing.
var errEnough = errors.New("enough")

// suspect has the posts looked at in this very pass that an account's list showed at
// its last look and does not show now, though it shows older ones: they may have been
// deleted. The list alone proves nothing, so it draws no conclusion.
func (p *pass) suspect(ctx context.Context, l *look, s store.Source) error {
	if s.Kind != store.SourceAccount || s.LastOK.IsZero() || l.result.Failed() {
		return nil
	}
	shown, author, oldest, err := p.shown(ctx, l)
	if err != nil || author == "" {
		return err
	}
	n := 0
	var missing []store.DocumentID
	err = p.c.Store.Documents(ctx, store.DocumentFilter{Kind: store.Post, Platform: s.Platform, AuthorKey: author, NoContext: true}, func(d store.Document) error {
		if n++; n > maxSuspects || !d.PublishedAt.Time.After(oldest) {
			return errEnough
		}
		// The last look at the list, give or take what it took, saw it there.
		if !shown[d.ID] && d.Tombstone == nil && d.LastSeen.After(s.LastOK.Add(-5*time.Minute)) {
			missing = append(missing, d.ID)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	for _, id := range missing {
		if err := p.c.Store.SetNextLook(context.WithoutCancel(ctx), id, p.c.now()); err != nil {
			return err
		}
	}
	return nil
}

// shown are the posts that a list's front showed, whose they are, and how old the oldest is.
func (p *pass) shown(ctx context.Context, l *look) (ids map[store.DocumentID]bool, author string, oldest time.Time, err error) {
	ids = map[store.DocumentID]bool{}
	for _, ch := range l.result.Changes[:l.front] {
		if ids[ch.Document] {
			continue
		}
		ids[ch.Document] = true
		d, err := p.c.Store.Document(ctx, ch.Document)
		if err != nil {
			return nil, "", oldest, err
		}
		if d.Context || d.PublishedAt.IsZero() {
			continue
		}
		if author == "" {
			author = d.Author.Key()
		}
		if oldest.IsZero() || d.PublishedAt.Time.Before(oldest) {
			oldest = d.PublishedAt.Time
		}
	}
	return ids, author, oldest, nil
}
