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
	Pages   []Ref
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

// sourcesAPage keeps a page of sources below what a page may weigh.
const sourcesAPage = 150

// SourcesPath is that of a page of the list of sources, from 1 on.
func SourcesPath(part int) string { return partPath("sources", part) }

// SourcePages is on how many pages a list of so many sources is.
func SourcePages(sources int) int { return partsOf(sources, sourcesAPage) }

func (p *PageBuilder) firstSources(ctx context.Context) (Page, error) { return p.Sources(ctx, 1) }

// Sources is a page of the list of what is watched, from 1 on.
func (p *PageBuilder) Sources(ctx context.Context, part int) (Page, error) {
	all, err := p.archive.Sources.Sources(ctx, time.Time{})
	slices.SortFunc(all, func(a, b store.Source) int {
		return cmp.Or(cmp.Compare(min(b.Failures, 3), min(a.Failures, 3)), cmp.Compare(a.ID, b.ID))
	})
	n := SourcePages(len(all))
	if err == nil && part > n {
		err = NotFound(SourcesPath(part))
	}
	if err != nil {
		return nil, err
	}
	g := SourcesPage{Layout: p.layout("sources", p.Say("Sources"), "sources"), Pages: p.pageLinks(n, part, SourcesPath)}
	from := (part - 1) * sourcesAPage
	for _, s := range all[from:min(len(all), from+sourcesAPage)] {
		g.Sources = append(g.Sources, SourceRow{p.ref(SourcePath(s.ID), clip(sourceName(s), p.rowText())), s, s.Failures > 0})
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
