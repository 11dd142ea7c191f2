package templates

import (
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
	Run     store.Run
	Took    string
	MBytes  string
	Changes []ChangeRow
	Failed  []store.Capture
}

func (p *painter) runRows(runs []store.Run) []RunRow {
	var out []RunRow
	for _, r := range runs {
		out = append(out, RunRow{p.ref(runPath(r.ID), p.t.say("Run %s", p.t.number(int(r.ID)))), r})
	}
	return out
}

func (p *painter) runs() (drawing, error) {
	all, err := p.r.LatestRuns(p.ctx, listedAll)
	return drawing{"runs", RunsPage{p.layout(p.t.say("Runs"), "runs"), p.runRows(all)}}, err
}

func (p *painter) run(id int64) (drawing, error) {
	r, err := p.r.Run(p.ctx, id)
	if err != nil {
		return drawing{}, err
	}
	g := RunPage{Layout: p.layout(p.t.say("Run %s", p.t.number(int(id))), "runs"), Run: r, MBytes: p.t.say("%.1f MB", float64(r.Bytes)/1e6)}
	if !r.FinishedAt.IsZero() {
		g.Took = r.FinishedAt.Sub(r.StartedAt).Round(time.Second).String()
	}
	if g.Failed, err = p.r.CaptureRecords(p.ctx, store.CaptureFilter{Run: id, Failed: true, Limit: 50}); err != nil {
		return drawing{}, err
	}
	es, err := p.r.ChangesOfRun(p.ctx, id, listedPosts)
	if err != nil {
		return drawing{}, err
	}
	g.Changes, err = p.changeRows(es)
	return drawing{"run", g}, err
}
