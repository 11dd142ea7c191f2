package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) watchCommand() *cobra.Command {
	var noLink bool
	var passes int
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Stay, and look at each source and document as it is due",
		Long: `Watch makes one pass after another by the same due times as 'run', links new
quotes and sends notifications, until it is told to stop (SIGTERM, Ctrl-C), which
it does within seconds and without losing anything.`,
		Args: cobra.NoArgs,
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, _ []string) error { return a.watch(ctx, st, !noLink, passes) }),
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes after a pass")
	cli.NumberVar(cmd.Flags(), &passes, "passes", 0, 0, 0, "stop after so many passes; 0 is never")
	a.fetchFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) watch(ctx context.Context, st *sqlite.DB, link bool, passes int) error {
	if terminal.IsTerminal(a.out) && !a.json {
		sources, err := st.Sources(ctx, time.Time{})
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "watching %s, and what was captured, each as it is due (Ctrl-C ends it)\n", words.Count(len(sources), "source"))
	}
	stopped, err := a.job(st, link).Watch(ctx, passes)
	if stopped && !a.json {
		fmt.Fprintln(a.out, "stopped; what was reported is kept")
	}
	return err
}
