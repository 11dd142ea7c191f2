package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) linksCommand() *cobra.Command {
	var asCSV, observed bool
	cmd := &cobra.Command{
		Use:   "links",
		Short: "List the links between quotes and posts",
		Long: `Links lists the links between quotes and posts. With --csv it writes a table for a
spreadsheet (RFC 4180): a cell that would begin like a formula (= + - @, a tab or a
return, or apostrophes before one) has one apostrophe more before it; take that away to
have the text as it is.

Where a post or an article was imported from a file, or is known by somebody else's
word only, the link says so; --observed leaves such links out.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			each := func(f func(store.Link) error) error {
				return st.Links(cmd.Context(), func(l store.Link) error {
					if observed && !l.Observed() {
						return nil
					}
					return f(l)
				})
			}
			if asCSV {
				return wire.LinksCSV(a.out, each)
			}
			return each(a.printLinkLine)
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "write a table for a spreadsheet")
	cmd.Flags().BoolVar(&observed, "observed", false, "only links between what this archive observed itself: nothing imported or claimed")
	return cmd
}

func (a *app) printLinkLine(l store.Link) error {
	if a.json {
		return a.printJSON(wire.LinkOf(l))
	}
	_, err := fmt.Fprintf(a.out, "%s “%s”\n           %s\n           → %s\n%s", a.judged(l.Match), words.Line(l.Quote.Text, 300),
		words.Joined(words.Visible(string(l.Quote.Article)), l.Quote.PublishedAt.String(), named(l.Quote.Speaker)),
		words.Joined(words.Visible(string(l.Match.Document)), versionOf(l.Match), warned(l.Match.Warnings)), linkMarks(l, "           "))
	return err
}

// linkMarks say, a line each, whose word a link's sides are where it is not their home's.
func linkMarks(l store.Link, margin string) string {
	out := ""
	for _, side := range []struct {
		name string
		by   store.Brought
	}{{"article", l.Quote.Brought}, {"post", l.Match.Brought}} {
		if line := wire.BroughtOf(side.by).Line(); line != "" {
			out += margin + side.name + " " + line + "\n"
		}
	}
	return out
}
