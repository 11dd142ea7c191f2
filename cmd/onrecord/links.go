package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) linksCommand() *cobra.Command {
	var asCSV bool
	cmd := &cobra.Command{
		Use:   "links",
		Short: "List the links between quotes and posts",
		Long: `Links lists the links between quotes and posts. With --csv it writes a table for a
spreadsheet (RFC 4180): a cell that would begin like a formula (= + - @, a tab or a
return, or apostrophes before one) has one apostrophe more before it; take that away to
have the text as it is.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			if asCSV {
				return wire.LinksCSV(a.out, func(f func(store.Link) error) error { return st.Links(cmd.Context(), f) })
			}
			return st.Links(cmd.Context(), a.printLinkLine)
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "write a table for a spreadsheet")
	return cmd
}

func (a *app) printLinkLine(l store.Link) error {
	if a.json {
		return a.printJSON(wire.LinkOf(l))
	}
	_, err := fmt.Fprintf(a.out, "%s “%s”\n           %s\n           → %s\n", a.judged(l.Match), words.Line(l.Quote.Text, 300),
		words.Joined(words.Visible(string(l.Quote.Article)), l.Quote.PublishedAt.String(), named(l.Quote.Speaker)),
		words.Joined(words.Visible(string(l.Match.Document)), versionOf(l.Match), warned(l.Match.Warnings)))
	return err
}
