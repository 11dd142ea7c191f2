package scraper

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"onrecord/store"
)

// Bounds on how far one look follows a list, in pages: of a source that was not looked at
// before, and of one that was. What the second leaves is a gap, which the next look
// goes on with.
const (
	pagesFirst = 3
	pagesMost  = 40
)

// knownEnough is how many known posts a page must show to be where the last look began:
// fewer may be pinned there.
const knownEnough = 3

// A Gap is what a list has between two looks that no look has seen.
type Gap struct {
	Found time.Time
	// Request goes on there; nil where nothing leads there any more.
	Request *Request `json:",omitempty"`
	Why     string
}

// Bounds on what is kept of a source's gaps: how many, and how long one is told of that
// nothing can close.
const (
	gapsMost  = 1000
	gapToldOf = 7 * 24 * time.Hour
)

// Gaps are those of a source.
func Gaps(s store.Source) (out []Gap) {
	if s.Gaps != "" && json.Unmarshal([]byte(s.Gaps), &out) != nil {
		return nil
	}
	return out
}

// requests are what closes gaps.
func requests(gaps []Gap) (out []Request) {
	for _, g := range gaps {
		if g.Request != nil {
			out = append(out, *g.Request)
		}
	}
	return out
}

// gaps is what a look leaves of a source unseen, written down.
func (l *look) gaps(before []Gap, now time.Time) string {
	since := map[string]time.Time{}
	var lost *Gap // the latest that nothing can close
	for _, g := range before {
		if g.Request != nil {
			since[g.Request.Endpoint] = g.Found
		} else if now.Sub(g.Found) < gapToldOf {
			lost = &g
		}
	}
	var out []Gap
	seen := map[string]bool{}
	for _, g := range l.left {
		if g.Request == nil {
			lost = &g
			continue
		}
		if seen[g.Request.URL] {
			continue
		}
		seen[g.Request.URL] = true
		if at, ok := since[g.Request.Endpoint]; ok {
			g.Found = at
		}
		out = append(out, g)
	}
	if lost != nil {
		out = append([]Gap{*lost}, out...)
	}
	if len(out) == 0 {
		return ""
	}
	b, err := json.Marshal(out[:min(len(out), gapsMost)])
	if err != nil {
		return ""
	}
	return string(b)
}

// leave notes requests that a look did not get to.
func (l *look) leave(why string, reqs ...Request) {
	for _, r := range reqs {
		l.left = append(l.left, Gap{Found: l.c.now(), Request: &r, Why: why})
	}
}

// What a capture says that leaves a gap.
const (
	leftOlder = "the list goes on further back than one look follows it; the next look goes on there"
	leftShort = "none of what the list shows was known: it is too short for how often it is looked at, and what stood between is not in the archive"
)

// onward is what follows a page of a list further back: as far as the archive has what
// the page shows. why says that bounds end it first.
func (l *look) onward(ctx context.Context, from Request, p Parsed, content []store.Observation) (older []Request, why string, err error) {
	p.Older = slices.DeleteFunc(p.Older, func(r Request) bool { return r.URL == from.URL }) // a list that goes in a circle
	if len(p.Older) == 0 && !p.Window {
		return nil, "", nil
	}
	fresh, known, err := l.familiar(ctx, content)
	switch {
	case err != nil || len(content) > 0 && fresh == 0 || known >= knownEnough:
		return nil, "", err
	case len(p.Older) == 0 && l.watched && fresh > 0 && known == 0:
		l.left = append(l.left, Gap{Found: l.c.now(), Why: leftShort})
		return nil, leftShort, nil
	case len(p.Older) == 0:
		return nil, "", nil
	case l.pages < l.mostPages():
		l.pages++
		return p.Older, "", nil
	case l.watched:
		l.leave(leftOlder, p.Older...)
		return nil, leftOlder, nil
	}
	return nil, "", nil
}

func (l *look) mostPages() int {
	if l.watched {
		return pagesMost
	}
	return pagesFirst - 1
}

// familiar counts what a page shows for its own sake: what the archive does not have, and
// what it has.
func (l *look) familiar(ctx context.Context, content []store.Observation) (fresh, known int, err error) {
	for _, o := range content {
		if o.Context {
			continue
		}
		d, err := l.c.Store.Document(ctx, o.Document)
		switch {
		case errors.Is(err, store.ErrNotFound) || err == nil && d.Context:
			fresh++
		case err != nil:
			return 0, 0, err
		default:
			known++
		}
	}
	return fresh, known, nil
}

// back follows a list further back. A page that cannot be had is left for the next look.
func (l *look) back(ctx context.Context, older []Request) error {
	for _, r := range older {
		n := len(l.result.Captures)
		shown, err := l.visit(ctx, r, 0, nil)
		if err != nil {
			return err
		}
		if all := l.result.Captures[min(n, len(l.result.Captures)):]; !shown && l.watched && len(all) > 0 && !answered(all) {
			l.leave(all[len(all)-1].Error, r)
		}
	}
	return nil
}

func answered(all []CaptureNote) bool { return !(LookResult{Captures: all}).Failed() }
