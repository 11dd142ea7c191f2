package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"

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
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, _ []string) error { return a.run(ctx, st, !noLink, only) }),
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	cmd.Flags().StringArrayVar(&only, "source", nil, "look at this source only, due or not: a number, an address, or tag:NAME; may be repeated")
	a.fetchFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

// run makes a pass over what is due, or over the sources that are named.
func (a *app) run(ctx context.Context, st *sqlite.DB, link bool, named []string) error {
	j := a.job(st, link)
	if len(named) == 0 {
		return j.Once(ctx)
	}
	err := a.eachSource(ctx, st, named, func(s store.Source) error {
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
