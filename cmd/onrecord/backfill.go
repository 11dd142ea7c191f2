package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper/wayback"
	"onrecord/store/sqlite"
)

func (a *app) backfillCommand() *cobra.Command {
	var from, to string
	var most int
	cmd := &cobra.Command{
		Use:   "backfill URL|SOURCE",
		Short: "File earlier captures from the Wayback Machine, each at its own time",
		Long: `Backfill asks the Wayback Machine which captures it has of a post, a page, or all posts
of an account (a source's number or address), fetches those that show a change, and
files them as captures of their own time, marked as relayed by the archive. Versions
and deletions from before the first look then stand in their place.

The archive takes 24 requests a minute, so this is slow; stop it at any time and start
it again, it goes on where it ended.`,
		Example: `  onrecord backfill https://x.com/petrogustavo/status/1988393441999593891
  onrecord backfill https://example.org/statement --from 2025-01-01`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			j := wayback.Job{Most: most}
			for _, t := range []struct {
				name, text string
				to         *time.Time
			}{{"from", from, &j.From}, {"to", to, &j.To}} {
				if t.text == "" {
					continue
				}
				at, err := desk.ParseMoment(t.text)
				if err != nil {
					return exit.Usagef("--%s: %w", t.name, err)
				}
				*t.to = at.Time
			}
			return a.making(cmd.Context(), func(st *sqlite.DB) error { return a.backfill(cmd.Context(), st, j, args[0]) })
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "only captures since this `time` (RFC 3339, or a date)")
	cmd.Flags().StringVar(&to, "to", "", "only captures until this `time`")
	cli.NumberVar(cmd.Flags(), &most, "limit", 50, 1, 10_000, "fetch at most so many captures of one document")
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) backfill(ctx context.Context, st *sqlite.DB, b wayback.Job, arg string) error {
	var err error
	b.Notify = func(r wayback.Result) { err = errors.Join(err, a.print().Memento(ctx, st, r)) }
	n, runErr := a.job(st, true).Backfill(ctx, b, arg)
	if err == nil && (runErr == nil || n.Listed > 0) {
		err = a.print().Backfilled(n)
	}
	switch err = errors.Join(runErr, err); {
	case err != nil:
		return err
	case n.Listed == 0:
		return exit.NotFoundf("the Wayback Machine has no capture of %s", words.Line(arg, 200))
	case n.Failed > 0 && n.Recorded+n.Known == 0:
		return exit.Silent(exit.Failed)
	case n.Failed > 0:
		return exit.Silent(exit.Part)
	}
	return nil
}
