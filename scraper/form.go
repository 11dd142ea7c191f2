package scraper

import (
	"context"
	"errors"
	"slices"
	"time"

	"onrecord/store"
)

// askFormAgain is how long a page that does not own to another form of it is not asked for
// that once more.
const askFormAgain = 30 * 24 * time.Hour

// form settles whether a page that says to be another form of a second one is: that one is
// asked, and both are one document where it names the first as a form of its own. Then the
// second is the document's home, and the first relays it. A page that merely names itself
// agrees to nothing.
func (l *look) form(ctx context.Context, c store.Capture, p *Page, parsed Parsed, content []store.Observation) ([]store.Observation, error) {
	if parsed.FormOf == nil || len(content) != 1 || l.visits >= maxVisits || l.late() {
		return content, nil
	}
	of, o := *parsed.FormOf, content[0]
	one, err := l.sameDocument(ctx, o.Document, of.Document)
	if err != nil {
		return nil, err
	}
	if !one {
		if at, _, err := l.c.Store.LastAsked(ctx, of.URL); err != nil || l.c.now().Sub(at) < askFormAgain {
			return content, err
		}
	}
	agreed, err := l.askForm(ctx, of, o.Document, one)
	if err != nil || !agreed {
		return content, err
	}
	o.Document, o.Aliases, o.URL = of.Document, nil, of.URL
	content = []store.Observation{o}
	l.c.authorize(c, *p, content)
	return content, nil
}

// sameDocument reports whether two ids lead to one document already.
func (l *look) sameDocument(ctx context.Context, a, b store.DocumentID) (bool, error) {
	first, err := l.c.Store.Document(ctx, a)
	if err != nil {
		return false, missingIsNone(err)
	}
	second, err := l.c.Store.Document(ctx, b)
	return err == nil && first.ID == second.ID, missingIsNone(err)
}

func missingIsNone(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// askForm asks for a page and reports whether it names another as a form of its own, or did
// before. What it shows counts where that is so.
func (l *look) askForm(ctx context.Context, r Request, form store.DocumentID, before bool) (bool, error) {
	l.visits++
	c, _, parsed := l.c.ask(ctx, r)
	c.RunID, c.SourceID = l.runID, l.source
	if err := ctx.Err(); err != nil {
		return false, err
	}
	content, _ := split(parsed.Observations)
	itself := len(content) == 1 && content[0].Document == r.Document && fromHome(content[0])
	agreed := itself && slices.Contains(parsed.Forms, form)
	switch {
	case agreed:
		content[0].Agreed = []store.DocumentID{form}
	case !itself || !before:
		content, c.Document = nil, ""
	}
	return agreed || before, l.record(ctx, c, content)
}
