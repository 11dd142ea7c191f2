package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/serve"
	"onrecord/cmd/internal/words"
	"onrecord/cmd/internal/work"
	"onrecord/scraper"
	"onrecord/store/postgres"
	"onrecord/store/sqlite"
	"onrecord/templates/report"
)

type workFlags struct {
	queues         []string
	listen, report string
}

func (a *app) workCommand() *cobra.Command {
	var f workFlags
	cmd := &cobra.Command{
		Use:   "work",
		Short: "Take jobs from the archive's database, beside other workers on other machines",
		Long: `Work does what 'watch' does, on any number of machines at once: jobs are handed out
from the archive's PostgreSQL database (see 'onrecord help scale'). Start as many as you
like, and stop any: what it had under way is another's then. A host is asked by one
worker at a time, with its pause between two requests, and is left alone by all of them
where it asks for that.

--queues says what this machine does: looks, link, render (translators), stamp (the
signing key and time stamps), notify, report (with --report). All of them when not
given. One machine signs: give stamp to the one that has the key.`,
		Example: `  onrecord work -a postgres://onrecord@db.example/onrecord
  onrecord work --queues looks --parallel 32
  onrecord work --queues stamp,link,notify,report --report /srv/report --listen 127.0.0.1:9090`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.work(cmd.Context(), f) },
	}
	cmd.Flags().StringSliceVar(&f.queues, "queues", work.Queues(), "take jobs from these `queues`: "+strings.Join(work.Queues(), ", "))
	cmd.Flags().StringVar(&f.listen, "listen", "", "answer /healthz and /metrics at this `address`, such as 127.0.0.1:9090")
	cmd.Flags().StringVar(&f.report, "report", "", "keep the report in this `directory` up to date")
	a.fetchFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) work(ctx context.Context, f workFlags) error {
	if err := work.CheckQueues(f.queues); err != nil {
		return err
	}
	if archive.IsDirectory(a.archiveDir) {
		return exit.Usagef("workers share a PostgreSQL database, and %s is a directory; use onrecord watch, or give -a postgres://… (see onrecord help postgres)", words.Visible(a.shown()))
	}
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	fleet, err := postgres.OpenFleet(ctx, a.archiveDir, a.config.Parallel+8)
	if err != nil {
		return err
	}
	defer fleet.Pool.Close()
	w := &work.Worker{
		Env: a.env(), Store: st, Fleet: fleet, Queues: f.queues,
		Looked: func(r scraper.LookResult) error { return a.print().Look(context.WithoutCancel(ctx), st, r) },
	}
	if f.report != "" {
		w.Report = func(ctx context.Context) error {
			return a.reading(ctx, func(st *sqlite.DB) error {
				o := report.Options{Progress: func(int, int) {}}
				o.Lang = "en"
				_, err := egress.Report(ctx, a.env(), st, f.report, o)
				return err
			})
		}
	}
	if err := w.Prepare(ctx); err != nil {
		return err
	}
	g, inner := errgroup.WithContext(ctx)
	if f.listen != "" {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", f.listen)
		if err != nil {
			return fmt.Errorf("%w; choose another address with --listen", err)
		}
		g.Go(func() error { return serve.Serve(inner, map[net.Listener]http.Handler{l: work.Handler(fleet)}) })
	}
	if !a.json {
		fmt.Fprintf(a.out, "working on %s: %s (Ctrl-C ends it)\n", words.Visible(a.shown()), strings.Join(f.queues, ", "))
	}
	g.Go(func() error { return cmp.Or(w.Run(inner), errEnded) })
	if err := g.Wait(); !errors.Is(err, errEnded) || ctx.Err() == nil {
		return err
	}
	if !a.json {
		fmt.Fprintln(a.out, "stopped; what was reported is kept")
	}
	return nil
}

// errEnded ends what stands beside a worker.
var errEnded = errors.New("the worker ended")
