package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/document"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) forgetCommand() *cobra.Command {
	var why string
	var yes bool
	cmd := &cobra.Command{
		Use:   "forget DOC --why REASON",
		Short: "Erase a document's words, as a court or the law may ask",
		Long: `Forget erases the words of a document from the archive for good: all its versions,
their translations and quotes, its pictures, and the bytes of every capture that
shows it, which may show other documents too (they are named; their own texts stay).
Its identity, its times, the hashes and the log's records stay, and a tombstone says
that it was erased, when and why. It is not recorded again.

Other documents that quote it keep their quotations and pages, which are their own
record; those that were found to quote it are named, on a terminal before it asks, to be
forgotten as well where you must.

The reason is public and stays. Copies elsewhere (backups, bundles, reports, the
Wayback Machine) are not reached: erase them yourself, and write reports anew.`,
		Example: `  onrecord forget x:1988393441999593891 --why "court order 12/2026"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			why, err := document.CheckReason(why)
			if err != nil {
				return exit.Usagef("say why with --why, in 2000 letters at most; the reason stays in the document's place")
			}
			return a.writing(cmd.Context(), func(st *sqlite.DB) error { return a.forget(cmd.Context(), st, args[0], why, yes) })
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the `reason`, which stays on record")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask on a terminal")
	return cmd
}

func (a *app) forget(ctx context.Context, st *sqlite.DB, arg, why string, yes bool) error {
	doc, err := a.findDocument(ctx, st, arg)
	if err != nil {
		return err
	}
	if !yes && terminal.IsTerminal(a.in) {
		quoting, err := st.Quoting(ctx, doc.ID)
		if err != nil {
			return err
		}
		a.print().Quoting(quoting)
		if !a.sure(fmt.Sprintf("Erase the words of %s for good? Type yes: ", doc.ID)) {
			return &exit.Error{Code: exit.Failed, Err: errors.New("nothing was erased")}
		}
	}
	e, err := document.Forget(ctx, a.env(), st, doc.ID, why)
	if errors.Is(err, store.ErrExists) {
		return fmt.Errorf("%s was forgotten already; see 'onrecord show %s'", doc.ID, doc.ID)
	}
	if err != nil {
		return err
	}
	return a.print().Erased(doc.ID, e)
}

// sure asks a question on the terminal.
func (a *app) sure(question string) bool {
	fmt.Fprint(a.out, words.Visible(question))
	answer, err := bufio.NewReader(a.in).ReadString('\n')
	return err == nil && strings.EqualFold(strings.TrimSpace(answer), "yes")
}
