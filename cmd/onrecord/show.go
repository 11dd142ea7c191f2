package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/wire"
	"onrecord/store/sqlite"
)

func (a *app) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show DOC",
		Short:   "Show a document: its versions, its timeline, who quotes it",
		Example: "  onrecord show x:1988393441999593891\n  onrecord show https://x.com/petrogustavo/status/1988393441999593891",
		Args:    cobra.ExactArgs(1),
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, args []string) error {
			doc, err := a.findDocument(ctx, st, args[0])
			if err != nil {
				return err
			}
			s, err := wire.Gather(ctx, st, doc.ID)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(s.JSON())
			}
			return a.print().Document(s)
		}),
	}
}
