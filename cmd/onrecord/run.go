package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) runCommand() *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Make one pass over what is due",
		Long: `Run looks once at every source and every document that is due, prints what changed
and ends with a summary. Start it from cron or a timer as often as you like: what
is not due is left alone, and a second run says who runs.

The exit code is 0 when every look succeeded, 3 when some failed, 1 when all did.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context(), !noLink) },
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.fetchFlags(cmd)
	a.tongueFlags(cmd)
	return cmd
}

func (a *app) run(ctx context.Context, link bool) error {
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	err = a.passAndAfter(ctx, st, link)
	if err == nil || inPart(err) {
		a.anchor(ctx, st, byItself)
	}
	return err
}

// passAndAfter makes a pass, links what is new and tells of what happened.
func (a *app) passAndAfter(ctx context.Context, st *sqlite.DB, link bool) error {
	passErr := a.onePass(ctx, st)
	if passErr != nil && !inPart(passErr) {
		return errors.Join(passErr, a.checkpoint(ctx, st, 0))
	}
	if err := a.checkpointRun(ctx, st); err != nil {
		return err
	}
	if link {
		if _, err := a.link(ctx, st, false); err != nil {
			return err
		}
	}
	if err := a.tell(ctx, st); err != nil {
		return err
	}
	return passErr
}

// checkpointRun signs the log as the run that just ended leaves it.
func (a *app) checkpointRun(ctx context.Context, st store.Store) error {
	runs, err := st.LatestRuns(context.WithoutCancel(ctx), 1)
	if err != nil || len(runs) == 0 {
		return err
	}
	return a.checkpoint(ctx, st, runs[0].ID)
}

// errAllFailed says that no look of a pass gave anything.
var errAllFailed = errors.New("every look failed; see the lines above, or 'onrecord doctor'")

// onePass looks at all that is due and prints what changed as it happens, then
// the summary.
func (a *app) onePass(ctx context.Context, st store.Store) error {
	c, done, err := a.collector(ctx, st)
	if err != nil {
		return err
	}
	defer done()
	p := passPrinter{a: a, ctx: ctx, st: st, show: a.progress("looking")}
	c.Notify = p.look
	c.Progress = p.show
	run, err := c.Pass(ctx, holder())
	if err = errors.Join(err, p.err); err != nil {
		return err
	}
	return a.printRun(run)
}

// holder names this process in the lease.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	return fmt.Sprintf("%s pid %d", host, os.Getpid())
}

// passPrinter prints looks one at a time, whichever goroutine they come from.
type passPrinter struct {
	a    *app
	ctx  context.Context
	st   store.Reader
	show func(done, total int)
	mu   sync.Mutex
	err  error
}

// look prints what one look changed; what changed nothing is only counted.
func (p *passPrinter) look(r scraper.LookResult) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, ch := range r.Changes {
		if ch.Kind != store.ChangeNone && ch.Kind != store.ChangeStillGone {
			p.keep(p.a.printChange(p.ctx, p.st, ch))
		}
	}
	if r.Failed() {
		p.keep(p.a.printFailure(r))
		return
	}
	p.keep(p.a.printBeside(r))
}

func (p *passPrinter) keep(err error) {
	if p.err == nil {
		p.err = err
	}
}

type runJSON struct {
	Run       int64  `json:"run"`
	State     string `json:"state"`
	Started   string `json:"started_at"`
	Finished  string `json:"finished_at"`
	Due       int    `json:"due"`
	Captures  int    `json:"captures"`
	New       int    `json:"new"`
	Edited    int    `json:"edited"`
	Gone      int    `json:"gone"`
	Missed    int    `json:"missed"`
	Restored  int    `json:"restored"`
	Unchanged int    `json:"unchanged"`
	Failed    int    `json:"failed"`
	Held      int    `json:"held"`
	Bytes     int64  `json:"bytes"`
	ClockJump string `json:"clock_jump,omitempty"`
}

func jumpText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func (a *app) printRun(r store.Run) error {
	var err error
	if a.json {
		err = a.printJSON(runJSON{
			r.ID, r.State, store.FormatTime(r.StartedAt), store.FormatTime(r.FinishedAt), r.Due, r.Captures,
			r.New, r.Edited, r.Gone, r.Missed, r.Restored, r.Unchanged, r.Failed, r.Held, r.Bytes, jumpText(r.ClockJump),
		})
	} else {
		_, err = fmt.Fprintf(a.out, "run %d %s: %d due, %s: %d new, %d edited, %d gone, %d missed, %d restored, %d unchanged, %d failed (%d kB)\n",
			r.ID, r.State, r.Due, words.Count(r.Captures, "capture"), r.New, r.Edited, r.Gone, r.Missed, r.Restored, r.Unchanged, r.Failed, (r.Bytes+999)/1000)
	}
	if r.ClockJump != 0 && !a.json {
		fmt.Fprintf(a.out, "the clock jumped by %s; what is due was counted anew from it\n", words.Duration(r.ClockJump.Round(time.Second)))
	}
	if r.Held > 0 && !a.json {
		fmt.Fprintf(a.out, "%s not believed: a post known to live was missing as well; the platform may be down\n", words.Count(r.Held, "deletion"))
	}
	switch {
	case err != nil:
		return err
	case r.State == "failed":
		return errAllFailed
	case r.State == "partial":
		return exit.Silent(exit.Part)
	}
	return nil
}
