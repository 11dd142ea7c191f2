package scraper

import (
	"context"
	"errors"
	"strings"

	"onrecord/store"
)

// How much of a known page's words another must have to be taken for the same page at a
// new address, and below how much it has nothing in common with it.
const (
	movedShare   = 0.8
	changedShare = 0.3
)

// displaced tells a page from another that was put in its place: one that the look was
// led to, or one that says that it may be no answer. A redirect is a move only where the
// words match, and only to an address that names no document yet. It gives what is to be
// believed, or why it is not.
func (l *look) displaced(ctx context.Context, c store.Capture, doubt string, content []store.Observation) ([]store.Observation, string, error) {
	if len(content) != 1 || c.Document == "" || !l.c.Platforms.IsPage(content[0].Document.Platform()) {
		return content, "", nil
	}
	o := content[0]
	elsewhere := !names(o, c.Document)
	if !elsewhere && doubt == "" {
		return content, "", nil
	}
	known, err := l.c.Store.Document(ctx, c.Document)
	if errors.Is(err, store.ErrNotFound) || err == nil && known.Excerpt == "" {
		return content, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	switch share := shared(known.Excerpt, o.Content.Text); {
	case elsewhere && share < movedShare:
		return nil, "it led elsewhere, to a page with other words: " + Clip(o.URL), nil
	case elsewhere:
		_, err := l.c.Store.Document(ctx, o.Document)
		if errors.Is(err, store.ErrNotFound) {
			o.Aliases = append(o.Aliases[:len(o.Aliases):len(o.Aliases)], c.Document)
			err = nil
		}
		return []store.Observation{o}, "", err
	case share < changedShare:
		_, last, err := l.c.Store.LastLook(ctx, c.Document)
		if err != nil || last != store.OutcomeBlocked {
			return nil, doubt, err
		}
	}
	return content, "", nil
}

// shared is how much of the words of one text, in any order, stand in the beginning of
// another, between 0 and 1.
func shared(known, text string) float64 {
	was, is := strings.Fields(strings.ToLower(known)), strings.Fields(strings.ToLower(text))
	if len(was) == 0 {
		return 0
	}
	left := map[string]int{}
	for _, w := range is[:min(len(is), len(was)+len(was)/4+5)] {
		left[w]++
	}
	n := 0
	for _, w := range was {
		if left[w] > 0 {
			left[w]--
			n++
		}
	}
	return float64(n) / float64(len(was))
}
