package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/terminal"
	"onrecord/store/sqlite"
)

func (a *app) linkCommand() *cobra.Command {
	var all, reindex bool
	cmd := &cobra.Command{
		Use:   "link",
		Short: "Link the quotes of articles to the posts that they quote",
		Long: `Link reads every article's version that it has not read yet, finds its quotes and
the version of the post that each one quotes. New posts look among the quotes that
had no source. Posts in other languages than English are translated once, with what
is installed. It can be run again at any time; --all reads all of history anew.`,
		Args: cobra.NoArgs,
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			if reindex {
				if err := st.Reindex(ctx); err != nil {
					return err
				}
			}
			n, err := run.Link(ctx, a.env(), st, all)
			if err = errors.Join(err, sign.Checkpoint(ctx, a.env(), st, 0)); err != nil {
				return err
			}
			return a.print().Said(n, "%s", terminal.Linked(n))
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "read all articles anew")
	cmd.Flags().BoolVar(&reindex, "reindex", false, "make the index anew first")
	a.translateFlags(cmd)
	return cmd
}
