package templates

import (
	"errors"
	"time"

	"onrecord/store"
)

// IndexPage is the overview.
type IndexPage struct {
	Layout
	Counts     store.Counts
	Changes    []ChangeRow
	Altered    []AlteredRow
	MostQuoted []QuotedRow
	New        []ChangeRow
	Authors    []AuthorRow
	LastRun    *RunRow
	Activity   Chart
	Generated  time.Time
}

// AboutPage explains the method.
type AboutPage struct{ Layout }

// index is the overview.
func (p *painter) index() (drawing, error) {
	g := IndexPage{Layout: p.layout(p.opts.Title, "index"), Generated: p.opts.Generated}
	return drawing{"index", &g}, p.each(
		func() (err error) { g.Counts, err = p.r.Counts(p.ctx); return err },
		func() (err error) {
			g.Changes, err = p.latest(4*p.most.few, store.ChangeEdited, store.ChangeGone, store.ChangeRestored)
			g.Changes = onceEach(g.Changes, p.most.few)
			return err
		},
		func() (err error) { g.New, err = p.latest(p.most.few, store.ChangeNew); return err },
		func() (err error) { g.Altered, err = p.altered(p.most.few / 2); return err },
		func() (err error) { g.MostQuoted, err = p.mostQuoted(); return err },
		func() (err error) { g.Activity, err = p.activity(); return err },
		func() error {
			runs, err := p.r.LatestRuns(p.ctx, 1)
			for _, r := range p.runRows(runs) {
				g.LastRun = &r
			}
			return err
		},
		func() error {
			top, err := p.r.TopAuthors(p.ctx, 2*p.most.few)
			for _, a := range top {
				g.Authors = append(g.Authors, p.authorRow(a))
			}
			return err
		},
	)
}

// each runs the parts of a page until one fails.
func (p *painter) each(parts ...func() error) error {
	for _, part := range parts {
		if err := errors.Join(p.ctx.Err(), part()); err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) latest(limit int, kinds ...store.ChangeKind) ([]ChangeRow, error) {
	es, err := p.r.Changes(p.ctx, limit, kinds...)
	if err != nil {
		return nil, err
	}
	return p.changeRows(es)
}

func (p *painter) mostQuoted() ([]QuotedRow, error) {
	posts, err := p.r.MostQuoted(p.ctx, p.most.few)
	if err != nil {
		return nil, err
	}
	return p.quotedRows(posts)
}
