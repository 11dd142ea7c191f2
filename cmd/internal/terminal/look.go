package terminal

import (
	"context"
	"fmt"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/wayback"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// Look prints what one look changed; what changed nothing is only counted.
func (pr Printer) Look(ctx context.Context, docs desk.Documents, r scraper.LookResult) error {
	return pr.look(ctx, docs, r, func(ch store.Change) bool { return ch.Kind != store.ChangeNone && ch.Kind != store.ChangeStillGone })
}

// Capture prints what a look at one address gave, be it nothing new.
func (pr Printer) Capture(ctx context.Context, docs desk.Documents, r scraper.LookResult) error {
	return pr.look(ctx, docs, r, func(store.Change) bool { return true })
}

func (pr Printer) look(ctx context.Context, docs desk.Documents, r scraper.LookResult, told func(store.Change) bool) error {
	for _, ch := range r.Changes {
		if !told(ch) {
			continue
		}
		if err := pr.Change(ctx, docs, ch); err != nil {
			return err
		}
	}
	if r.Failed() {
		return pr.failure(r)
	}
	return pr.beside(r)
}

// Run sums up a pass.
func (pr Printer) Run(r store.Run) error {
	var err error
	if pr.JSON {
		err = pr.object(wire.RunOf(r))
	} else {
		_, err = fmt.Fprintf(pr.Out, "run %d %s: %d due, %s: %d new, %d edited, %d gone, %d not found on one check, %d restored, %d unchanged, %d failed (%d kB)\n",
			r.ID, r.State, r.Due, words.Count(r.Captures, "capture"), r.New, r.Edited, r.Gone, r.Missed, r.Restored, r.Unchanged, r.Failed, (r.Bytes+999)/1000)
	}
	if r.ClockJump != 0 && !pr.JSON {
		fmt.Fprintf(pr.Out, "the clock jumped by %s; what is due was counted anew from it\n", words.Duration(r.ClockJump.Round(time.Second)))
	}
	if r.Held > 0 && !pr.JSON {
		fmt.Fprintf(pr.Out, "%s not believed: a post known to be online was missing as well; the platform may be down\n", words.Count(r.Held, "deletion"))
	}
	return err
}

// failure says why a look gave nothing.
func (pr Printer) failure(rep scraper.LookResult) error {
	if pr.JSON {
		return pr.object(wire.Failure{URL: rep.URL, Change: "failed", Captures: rep.CaptureIDs(), Error: rep.Why()})
	}
	_, err := fmt.Fprintf(pr.Out, "%s  %s\n%s%s\n", pr.label("failed"), words.Visible(rep.URL), Margin, words.Line(pr.timed(rep.Why()), 400))
	return err
}

// Memento says what one memento changed.
func (pr Printer) Memento(ctx context.Context, docs desk.Documents, r wayback.Result) error {
	for _, ch := range r.Changes {
		if ch.Kind != store.ChangeNone && ch.Kind != store.ChangeStillGone {
			if err := pr.Change(ctx, docs, ch); err != nil {
				return err
			}
		}
	}
	if r.Err == nil {
		return nil
	}
	if pr.JSON {
		return pr.object(wire.Failure{URL: r.Row.Original, Change: "failed", Error: r.Err.Error()})
	}
	_, err := fmt.Fprintf(pr.Out, "%s  %s of %s\n%s%s\n", pr.label("failed"), words.Visible(r.Row.Original), pr.at(r.Row.Time), Margin, words.Line(r.Err.Error(), 300))
	return err
}

// Backfilled sums up what was taken from the Wayback Machine.
func (pr Printer) Backfilled(n wayback.Counts) error {
	if pr.JSON {
		// "there" and "filed" are what "known" and "recorded" were called.
		return pr.object(map[string]int{"listed": n.Listed, "chosen": n.Chosen, "known": n.Known, "there": n.Known, "recorded": n.Recorded, "filed": n.Recorded, "failed": n.Failed})
	}
	_, err := fmt.Fprintf(pr.Out, "%s listed, %d show a change: %d recorded, %d recorded before, %d failed\n", words.Count(n.Listed, "capture"), n.Chosen, n.Recorded, n.Known, n.Failed)
	return err
}

// Job is work on an archive whose looks and passes are printed.
func (pr Printer) Job(e config.Env, st *sqlite.DB, link bool) run.Job {
	return run.Job{
		Env: e, Store: st, NoLink: !link, Passed: pr.Run,
		Looked: func(r scraper.LookResult) error { return pr.Look(context.Background(), st, r) },
	}
}
