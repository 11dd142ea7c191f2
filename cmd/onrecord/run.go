package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) runCommand() *cobra.Command {
	var noLink bool
	var only []string
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Make one pass over what is due",
		Long: `Run looks once at every source and every document that is due, prints what changed
and ends with a summary. Start it from cron or a timer as often as you like: what
is not due is left alone, and a second run says who runs.

The exit code is 0 when every look succeeded, 3 when some failed, 1 when all did.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context(), !noLink, only) },
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	cmd.Flags().StringArrayVar(&only, "source", nil, "look at this source only, due or not: a number, an address, or tag:NAME; may be repeated")
	a.fetchFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

// run makes a pass over what is due, or over the sources that are named.
func (a *app) run(ctx context.Context, link bool, named []string) error {
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	j := a.job(st, link)
	if len(named) == 0 {
		return j.Once(ctx)
	}
	err = a.eachSource(ctx, st, named, func(s store.Source) error {
		if !slices.Contains(j.Only, s) {
			j.Only = append(j.Only, s)
		}
		return nil
	})
	if len(j.Only) == 0 {
		return err
	}
	return cmp.Or(j.Once(ctx), err)
}

// printLook prints what one look changed; what changed nothing is only counted.
func (a *app) printLook(ctx context.Context, st *sqlite.DB, r scraper.LookResult) error {
	for _, ch := range r.Changes {
		if ch.Kind == store.ChangeNone || ch.Kind == store.ChangeStillGone {
			continue
		}
		if err := a.printChange(ctx, st, ch); err != nil {
			return err
		}
	}
	if r.Failed() {
		return a.printFailure(r)
	}
	return a.printBeside(r)
}

func (a *app) printRun(r store.Run) error {
	var err error
	if a.json {
		err = a.printJSON(wire.RunOf(r))
	} else {
		_, err = fmt.Fprintf(a.out, "run %d %s: %d due, %s: %d new, %d edited, %d gone, %d missed, %d restored, %d unchanged, %d failed (%d kB)\n",
			r.ID, r.State, r.Due, words.Count(r.Captures, "capture"), r.New, r.Edited, r.Gone, r.Missed, r.Restored, r.Unchanged, r.Failed, (r.Bytes+999)/1000)
	}
	if r.ClockJump != 0 && !a.json {
		fmt.Fprintf(a.out, "the clock jumped by %s; what is due was counted anew from it\n", words.Duration(r.ClockJump.Round(time.Second)))
	}
	if r.Held > 0 && !a.json {
		fmt.Fprintf(a.out, "%s not believed: a post known to be online was missing as well; the platform may be down\n", words.Count(r.Held, "deletion"))
	}
	return err
}
