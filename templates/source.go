package templates

import (
	"cmp"
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

func (p *painter) captures(f store.CaptureFilter) ([]CaptureRow, error) {
	cs, err := p.r.CaptureRecords(p.ctx, f)
	ids := make([]int64, len(cs))
	for i, c := range cs {
		ids[i] = c.ID
	}
	if err != nil {
		return nil, err
	}
	leaves, err := p.r.LeavesOf(p.ctx, ids)
	var out []CaptureRow
	for _, c := range cs {
		if err == nil {
			var proof Proof
			proof, err = p.proof(leaves, c.ID)
			out = append(out, CaptureRow{c, proof})
		}
	}
	return out, err
}

func (p *painter) sources() (drawing, error) {
	all, err := p.r.Sources(p.ctx, time.Time{})
	slices.SortFunc(all, func(a, b store.Source) int {
		return cmp.Or(cmp.Compare(min(b.Failures, 3), min(a.Failures, 3)), cmp.Compare(a.ID, b.ID))
	})
	g := SourcesPage{Layout: p.layout(p.t.say("Sources"), "sources"), More: max(0, len(all)-p.most.many)}
	for _, s := range all[:min(len(all), p.most.many)] {
		g.Sources = append(g.Sources, SourceRow{p.ref(sourcePath(s.ID), sourceName(s)), s, s.Failures > 0})
	}
	return drawing{"sources", g}, err
}

func sourceName(s store.Source) string {
	if s.Name != "" {
		return name(s.Name)
	}
	return name(s.URL)
}

func (p *painter) source(id int64) (drawing, error) {
	s, err := p.r.Source(p.ctx, id)
	if err != nil {
		return drawing{}, err
	}
	g := SourcePage{Layout: p.layout(sourceName(s), "sources"), Source: s, Broken: s.Failures > 0, Every: p.t.every(s.Cadence)}
	if g.Captures, err = p.captures(store.CaptureFilter{Source: id, Limit: 30}); err != nil {
		return drawing{}, err
	}
	es, err := p.r.ChangesOfSource(p.ctx, id, 30)
	if err != nil {
		return drawing{}, err
	}
	g.Changes, err = p.changeRows(es)
	return drawing{"source", g}, err
}

// every is an interval in words.
func (t *tongue) every(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return t.say("every %d minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return t.say("every %d hours", int(d.Hours()))
	}
	return t.say("every %d days", int(d.Hours()/24))
}
