package view

import (
	"context"
	"fmt"
	"time"

	"onrecord/store"
)

// RunsPage lists the runs.
type RunsPage struct {
	Layout
	Runs []RunRow
}

// RunRow is a run in a list.
type RunRow struct {
	Ref
	store.Run
}

// RunPage is one run.
type RunPage struct {
	Layout
	Run  store.Run
	Took string
	// Received is how much, in words.
	Received string
	Changes  []ChangeRow
	Failed   []CaptureRow
	// Head is the checkpoint that it ended with.
	Head *Head
}

func (p *PageBuilder) runRows(runs []store.Run) []RunRow {
	var out []RunRow
	for _, r := range runs {
		out = append(out, RunRow{p.ref(RunPath(r.ID), p.Say("Run %s", p.Number(int(r.ID)))), r})
	}
	return out
}

// Runs is the page that lists the runs.
func (p *PageBuilder) Runs(ctx context.Context) (Page, error) {
	all, err := p.archive.Runs.LatestRuns(ctx, p.most.many)
	return RunsPage{p.layout("runs", p.Say("Runs"), "runs"), p.runRows(all)}, err
}

// Run is the page of a run.
func (p *PageBuilder) Run(ctx context.Context, id int64) (Page, error) {
	r, err := p.archive.Runs.Run(ctx, id)
	if err != nil {
		return nil, err
	}
	g := RunPage{Layout: p.layout("run", p.Say("Run %s", p.Number(int(id))), "runs"), Run: r, Received: size(r.Bytes)}
	if !r.FinishedAt.IsZero() {
		g.Took = lasting(r.FinishedAt.Sub(r.StartedAt))
		if g.Took == "" {
			g.Took = p.Say("under a second")
		}
	}
	if g.Failed, err = p.captures(ctx, store.CaptureFilter{Run: id, Failed: true, Limit: 50}); err != nil {
		return nil, err
	}
	if g.Head, err = p.checkpoints.of(ctx, p.archive.Log, id); err != nil {
		return nil, err
	}
	es, err := p.archive.Changes.ChangesOfRun(ctx, id, p.most.some)
	if err != nil {
		return nil, err
	}
	g.Changes, err = p.changeRows(ctx, es)
	return g, err
}

// size is a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", n/1000)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// lasting is a time in the signs that all languages share, "" for less than a second.
func lasting(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s == 0:
		return ""
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
}
