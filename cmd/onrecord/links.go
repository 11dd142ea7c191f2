package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/wire"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) linksCommand() *cobra.Command {
	var l lister
	cmd := &cobra.Command{
		Use:         "links [WORDS]",
		Annotations: map[string]string{cli.TakesWords: "yes"},
		Short:       "List the links between quotes and posts",
		Long: `Links lists the links between quotes and posts: those that change the meaning first,
then other words, then the rest, each in the order of the articles' publication. --from,
--to and --outlet are about the article, WORDS about the quote, --warning, --severity
and --verdict about the link, the other filters about the post.

With --csv it writes a table for a spreadsheet (RFC 4180, UTF-8) whose rows stand
alone. A cell that would begin like a formula (= + - @, a tab or a return, or
apostrophes before one) has one apostrophe more before it; take that away to have the
text as it is.

Where a post or an article was imported from a file, or is known by somebody else's
word only, the link says so; --observed leaves such links out. With words or filters that
no link passes it ends with exit code 4.`,
		Example: `  onrecord links --severity meaning --from 2025-11
  onrecord links --author petro --warning number,negation --csv > links.csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			l.f.Words = cli.Searched(args)
			if slices.Contains(l.f.Verdict, string(store.NotFound)) {
				return exit.Usagef("links are of quotes that were found; for the others: onrecord list quotes --verdict not_found")
			}
			return asked(a.links(cmd.Context(), l))
		},
	}
	linkFlags(cmd, &l.f)
	csvFlags(cmd, &l.as)
	return cmd
}

// linkFlags adds the flags that say which links are meant, and how many of them.
func linkFlags(cmd *cobra.Command, f *desk.Filter) {
	filterFlags(cmd, f)
	verdictFlag(cmd, f)
	amountFlags(cmd, f, "all")
}

func verdictFlag(cmd *cobra.Command, f *desk.Filter) {
	cmd.Flags().StringSliceVar(&f.Verdict, "verdict", nil, "with this verdict: "+strings.Join(desk.Choices("verdict"), ", "))
	complete(cmd, "verdict")
	cli.Narrow(cmd.Flags())
}

// linkArchive opens the archive to list links from, with its index of words where the
// filters ask that.
func (a *app) linkArchive(ctx context.Context, f desk.Filter) (*sqlite.DB, error) {
	if len(f.Values()) > 0 {
		return run.ToSearch(ctx, a.env(), a.archiveDir)
	}
	return a.readArchive(ctx)
}

func (a *app) links(ctx context.Context, l lister) error {
	st, err := a.linkArchive(ctx, l.f)
	if err != nil {
		return err
	}
	defer st.Close()
	none := true
	each := func(f func(store.Link) error) error {
		return desk.EachLink(ctx, st, l.f, func(k store.Link) error { none = false; return f(k) })
	}
	if !l.as.CSV {
		err = each(a.print().Link)
	} else {
		err = wire.LinksCSV(terminal.Unwrapped(a.out), l.as.BOM, func(row func(desk.Linked) error) error {
			return each(func(k store.Link) error {
				j, err := desk.Joined(ctx, st, k)
				if err != nil {
					return err
				}
				return row(j)
			})
		})
	}
	if err == nil && none {
		err = a.print().Nothing(l.f.Asks())
	}
	return err
}
