package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/store/sqlite"
)

func (a *app) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff DOC [A [B]]",
		Short: "Show word by word what changed between two versions",
		Long: `Diff compares two versions of a post or an article. Without A and B it compares
the last two; with A alone, A and the latest. Removed words stand in [-…-], added
ones in {+…+}; on a terminal they are coloured too.`,
		Example: "  onrecord diff x:1988393441999593891\n  onrecord diff https://example.org/story.html 1 3 --json",
		Args:    cobra.RangeArgs(1, 3),
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, args []string) error {
			doc, err := a.findDocument(ctx, st, args[0])
			if err != nil {
				return err
			}
			versions, err := st.Versions(ctx, doc.ID)
			if err != nil {
				return err
			}
			from, to, err := desk.PickVersions(versions, args[1:])
			if err != nil {
				return err
			}
			captures, err := wire.CapturesBehind(ctx, st, from, to)
			if err != nil {
				return err
			}
			return a.print().Diff(doc, from, to, captures)
		}),
	}
}
