package view

import (
	"cmp"
	"context"
	"slices"
	"time"

	"onrecord/store"
)

// SourcesPage lists what is watched.
type SourcesPage struct {
	Layout
	Sources []SourceRow
	More    int
}

// SourceRow is a source in a list.
type SourceRow struct {
	Ref
	store.Source
	Broken bool
}

// SourcePage is one source.
type SourcePage struct {
	Layout
	Source   store.Source
	Broken   bool
	Every    string
	Changes  []ChangeRow
	Captures []CaptureRow
}

// CaptureRow is a capture in a list.
type CaptureRow struct {
	store.Capture
	Proof Proof
}

func (p *PageBuilder) captures(ctx context.Context, f store.CaptureFilter) ([]CaptureRow, error) {
	cs, err := p.archive.Captures.CaptureRecords(ctx, f)
	ids := make([]int64, len(cs))
	for i, c := range cs {
		ids[i] = c.ID
	}
	if err != nil {
		return nil, err
	}
	leaves, err := p.archive.Captures.LeavesOf(ctx, ids)
	var out []CaptureRow
	for _, c := range cs {
		if err == nil {
			var proof Proof
			proof, err = p.proof(ctx, leaves, c.ID)
			out = append(out, CaptureRow{c, proof})
		}
	}
	return out, err
}

// Sources is the page that lists what is watched.
func (p *PageBuilder) Sources(ctx context.Context) (Page, error) {
	all, err := p.archive.Sources.Sources(ctx, time.Time{})
	slices.SortFunc(all, func(a, b store.Source) int {
		return cmp.Or(cmp.Compare(min(b.Failures, 3), min(a.Failures, 3)), cmp.Compare(a.ID, b.ID))
	})
	g := SourcesPage{Layout: p.layout("sources", p.Say("Sources"), "sources"), More: max(0, len(all)-p.most.many)}
	for _, s := range all[:min(len(all), p.most.many)] {
		g.Sources = append(g.Sources, SourceRow{p.ref(SourcePath(s.ID), sourceName(s)), s, s.Failures > 0})
	}
	return g, err
}

func sourceName(s store.Source) string {
	if s.Name != "" {
		return Name(s.Name)
	}
	return Name(s.URL)
}

// Source is the page of a source.
func (p *PageBuilder) Source(ctx context.Context, id int64) (Page, error) {
	s, err := p.archive.Sources.Source(ctx, id)
	if err != nil {
		return nil, err
	}
	g := SourcePage{Layout: p.layout("source", sourceName(s), "sources"), Source: s, Broken: s.Failures > 0, Every: p.Every(s.Cadence)}
	if g.Captures, err = p.captures(ctx, store.CaptureFilter{Source: id, Limit: 30}); err != nil {
		return nil, err
	}
	es, err := p.archive.Changes.ChangesOfSource(ctx, id, 30)
	if err != nil {
		return nil, err
	}
	g.Changes, err = p.changeRows(ctx, es)
	return g, err
}
