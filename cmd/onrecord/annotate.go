package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/proof"
)

// annotationMost bounds a note: it is kept for ever.
const annotationMost = 16 << 10

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
		RunE:    func(cmd *cobra.Command, args []string) error { return a.annotate(cmd.Context(), args[0], args[1], by) },
	}
	cmd.Flags().StringVar(&by, "by", "", "whose note it is")
	return cmd
}

func (a *app) annotate(ctx context.Context, arg, text, by string) error {
	text, by = strings.TrimSpace(text), strings.TrimSpace(by)
	switch {
	case text == "":
		return exit.Usagef("the note is empty; say something")
	case len(text) > annotationMost || len(by) > 200:
		return exit.Usagef("the note is longer than %d kB; put the rest into a page and name its address", annotationMost>>10)
	}
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	doc, err := a.findDocument(ctx, st, arg)
	if err != nil {
		return err
	}
	index, err := st.Append(ctx, store.AnnotationLeaf, doc.ID, func(i int64) ([]byte, error) {
		return proof.Encode(proof.Annotation{Head: proof.NewHead(store.AnnotationLeaf, i, a.now()), Document: doc.ID, Text: text, By: by})
	})
	if err != nil {
		return err
	}
	if err := sign.Checkpoint(ctx, a.env(), st, 0); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"document": doc.ID, "leaf": index})
	}
	_, err = fmt.Fprintf(a.out, "noted on %s (leaf %d of the log)\n", words.Visible(string(doc.ID)), index)
	return err
}
