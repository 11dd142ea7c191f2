package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Manage what is watched: add, list, edit, pause, tag, look",
	}
	cmd.AddCommand(a.sourceAddCommand(), a.sourceImportCommand(), a.sourceListCommand(), a.sourceEditCommand(), a.sourcePauseCommand(true), a.sourcePauseCommand(false),
		a.sourceTagCommand(), a.sourceLookCommand(), a.sourceExportCommand(), a.sourceRemoveCommand())
	return cmd
}

func (a *app) sourceListCommand() *cobra.Command {
	var f sources.Filter
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what is watched",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, err := a.someSources(cmd.Context(), f)
			if err != nil {
				return err
			}
			return a.print().Sources(all, f != sources.Filter{})
		},
	}
	sourceFilterFlags(cmd, &f)
	return cmd
}

func (a *app) sourceRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID|URL|tag:NAME…",
		Short: "Stop watching; what was captured stays",
		Args:  cobra.MinimumNArgs(1),
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error {
			return a.eachSource(ctx, st, args, func(s store.Source) error {
				if err := st.RemoveSource(ctx, s.ID); err != nil {
					return err
				}
				return a.print().Said(wire.SourceOf(s), "no longer watched: %d  %s; what it brought in stays", s.ID, words.Visible(s.URL))
			})
		}),
	}
}
