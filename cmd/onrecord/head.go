package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) headCommand() *cobra.Command {
	var line bool
	cmd := &cobra.Command{
		Use:   "head",
		Short: "Print the last signed checkpoint of the log, to keep elsewhere",
		Long: `Head prints the last checkpoint: a signed note of the log's name, its size and its
root. Mail it, print it, or commit it to a repository of somebody else's: with
'onrecord verify --head FILE' it shows later whether anything before it was changed,
even by one who holds the signing key. --line prints it in one line.`,
		Args: cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			c, err := st.LastCheckpoint(ctx)
			if errors.Is(err, store.ErrNotFound) {
				return exit.NotFoundf("there is no checkpoint yet; make a signing key with onrecord init, and the next run signs one")
			}
			if err != nil {
				return err
			}
			return a.print().Head(c, line)
		}),
	}
	cmd.Flags().BoolVar(&line, "line", false, "in one line: name, size, root, time")
	return cmd
}
