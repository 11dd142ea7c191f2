package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/document"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) annotateCommand() *cobra.Command {
	var by string
	cmd := &cobra.Command{
		Use:   "annotate DOC TEXT",
		Short: "Put a note on a document, for good",
		Long: `Annotate adds a note of yours to a document: a correction by the newspaper, the answer
of the author's office, a ruling. It is a leaf of the log like every capture, so it
cannot be changed or taken back afterwards; a later note can say that an earlier one
was wrong.`,
		Example: `  onrecord annotate x:1988393441999593891 "The office confirmed the text by phone on 12 November." --by "A. Reporter"`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			n := document.Note{Text: args[1], By: by}
			if err := n.Check(); err != nil {
				return err
			}
			return a.writing(cmd.Context(), func(st *sqlite.DB) error { return a.annotate(cmd.Context(), st, args[0], n) })
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "whose note it is")
	return cmd
}

func (a *app) annotate(ctx context.Context, st *sqlite.DB, arg string, n document.Note) error {
	doc, err := a.findDocument(ctx, st, arg)
	if err != nil {
		return err
	}
	index, err := document.Annotate(ctx, a.env(), st, doc.ID, n)
	if err != nil {
		return err
	}
	return a.print().Said(map[string]any{"document": doc.ID, "leaf": index}, "noted on %s (leaf %d of the log)", words.Visible(string(doc.ID)), index)
}
