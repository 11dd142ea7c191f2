package view

import (
	"context"
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
	// Outlets leads to the list of outlets, where there are any.
	Outlets Ref
}

// About is the page that explains the method.
func (p *PageBuilder) About(context.Context) (Page, error) {
	return AboutPage{p.layout("about", p.Say("How this works"), "about")}, nil
}

// AboutPage explains the method.
type AboutPage struct{ Layout }

// Index is the overview.
func (p *PageBuilder) Index(ctx context.Context) (Page, error) {
	g := IndexPage{Layout: p.layout("index", p.opts.Title, "index"), Generated: p.opts.Generated}
	return &g, p.each(ctx,
		func() (err error) { g.Counts, err = p.archive.Documents.Counts(ctx); return err },
		func() (err error) {
			g.Changes, err = p.latest(ctx, 4*p.most.few, store.ToldChanges()...)
			g.Changes = gravestFirst(onceEach(g.Changes, p.most.few))
			return err
		},
		func() (err error) { g.New, err = p.latest(ctx, p.most.few, store.ChangeNew); return err },
		func() (err error) { g.Altered, err = p.altered(ctx, p.most.few/2); return err },
		func() (err error) { g.MostQuoted, err = p.mostQuoted(ctx); return err },
		func() (err error) { g.Activity, err = p.activity(ctx); return err },
		func() (err error) { g.Outlets, err = p.outletsRef(ctx); return err },
		func() error {
			runs, err := p.archive.Runs.LatestRuns(ctx, 1)
			for _, r := range p.runRows(runs) {
				g.LastRun = &r
			}
			return err
		},
		func() error {
			top, err := p.archive.Authors.TopAuthors(ctx, 0, 2*p.most.few)
			for _, a := range top {
				g.Authors = append(g.Authors, p.authorRow(a))
			}
			return err
		},
	)
}

// each runs the parts of a page until one fails.
func (p *PageBuilder) each(ctx context.Context, parts ...func() error) error {
	for _, part := range parts {
		if err := errors.Join(ctx.Err(), part()); err != nil {
			return err
		}
	}
	return nil
}

func (p *PageBuilder) latest(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]ChangeRow, error) {
	es, err := p.archive.Changes.Changes(ctx, limit, kinds...)
	if err != nil {
		return nil, err
	}
	return p.changeRows(ctx, es)
}

func (p *PageBuilder) mostQuoted(ctx context.Context) ([]QuotedRow, error) {
	posts, err := p.archive.Quotes.MostQuoted(ctx, p.most.few)
	if err != nil {
		return nil, err
	}
	return p.quotedRows(ctx, posts)
}
