package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// lister is what one list is asked, and how it is written.
type lister struct {
	f  desk.Filter
	as terminal.TableOptions
}

func (a *app) listCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List posts, articles, authors, quotes, changes or sources, one a line",
		Long: `List writes all that pass, one a line with its fields parted by tabs, for pipes: as
JSON with --json, as a table with --csv. posts, articles, quotes and changes take the
filters of 'search' ('onrecord help search'). Without --limit it lists all. With words or
filters that nothing passes it ends with exit code 4.`,
		Example: `  onrecord list posts --author petro --from 2025-11 --to 2025-11
  onrecord list articles --outlet elpais.com --json | jq -r .url
  onrecord list changes --csv > changes.csv`,
	}
	cmd.AddCommand(
		a.listKind("posts", "List posts", store.Post), a.listKind("articles", "List articles", store.Article), a.listQuotes(),
		a.listChanges(), a.listAuthors(), a.listSources(),
	)
	return cmd
}

// listOf is the command of one list that takes filters.
func (a *app) listOf(use, short, long string, list func(context.Context, *sqlite.DB, lister) error, more ...func(*cobra.Command, *desk.Filter)) *cobra.Command {
	var l lister
	cmd := &cobra.Command{
		Use: use + " [WORDS]", Short: short, Long: long, Args: cobra.ArbitraryArgs, Annotations: map[string]string{cli.TakesWords: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			l.f.Words = cli.Searched(args)
			l.as.Asked = l.f.Asks()
			st, err := run.ToSearch(cmd.Context(), a.env(), a.archiveDir)
			if err != nil {
				return err
			}
			defer st.Close()
			return asked(list(cmd.Context(), st, l))
		},
	}
	filterFlags(cmd, &l.f)
	for _, add := range more {
		add(cmd, &l.f)
	}
	csvFlags(cmd, &l.as)
	return cmd
}

// sorted adds the flags of a list that is sorted, latest those of one that has one order.
func sorted(cmd *cobra.Command, f *desk.Filter) { partFlags(cmd, f, "all") }

func latest(cmd *cobra.Command, f *desk.Filter) { amountFlags(cmd, f, "all") }

func (a *app) listKind(use, short string, kind store.Kind) *cobra.Command {
	return a.listOf(use, short, short+" in the order of their time: id, time, author or outlet, what befell it, words, and whose word it is where not its home's.", func(ctx context.Context, st *sqlite.DB, l lister) error {
		l.f.Kind = string(kind)
		return a.eachListed(ctx, st, l)
	}, sorted)
}

func (a *app) eachListed(ctx context.Context, st *sqlite.DB, l lister) error {
	each := func(f func(wire.Result) error) error {
		left, err := desk.Each(ctx, st, l.f, func(r desk.Result) error { return f(wire.ListedOf(r)) })
		a.warnLeft(left)
		return err
	}
	return terminal.Rows(a.print(), l.as, each, wire.ResultsCSV, "id\ttime\tauthor or outlet\tstate\twords\twhose word", func(r wire.Result) []string {
		states := make([]string, len(r.States))
		for i, s := range r.States {
			states[i] = string(s)
		}
		return a.print().Marked([]string{string(r.Document), r.PostedAt, terminal.Whose(r.Kind, store.Author{Name: r.Author.Name, Handle: r.Author.Handle}, r.Outlet), strings.Join(states, ","), words.Titled(r.Title, r.Text)}, r.Origin)
	})
}

func (a *app) listQuotes() *cobra.Command {
	return a.listOf("quotes", "List the quotes of articles, found or not",
		"List the quotes of articles, in the order of the articles' time: article, time, verdict, post, speaker, quote.\n--verdict is about the quote, the other filters and WORDS about the article.", a.eachQuote, verdictFlag, sorted)
}

func (a *app) eachQuote(ctx context.Context, st *sqlite.DB, l lister) error {
	each := func(f func(wire.Quote) error) error {
		return desk.EachQuote(ctx, st, l.f, func(k store.Link, of store.Document) error { return f(wire.QuoteOf(k, of)) })
	}
	return terminal.Rows(a.print(), l.as, each, wire.QuotesCSV, "article\ttime\tverdict\tpost\tspeaker\tquote", func(q wire.Quote) []string {
		return []string{string(q.Article), q.PublishedAt, string(q.Verdict), string(q.Document), q.Speaker, q.Quote}
	})
}

func (a *app) listChanges() *cobra.Command {
	return a.listOf("changes", "List edits, deletions and restorations, the latest first",
		"List the edits, deletions and restorations, the latest first: time, change, post or article, author or outlet, words, and whose word it is where not its home's.\nThe filters and WORDS are about the post or article; --state says which changes.", a.eachChange, latest)
}

func (a *app) eachChange(ctx context.Context, st *sqlite.DB, l lister) error {
	each := func(f func(wire.ListedChange) error) error {
		return desk.EachChange(ctx, st, l.f, func(e store.Event, d store.Document, vs []store.Version) error {
			return f(wire.ListedChangeOf(e, d, vs))
		})
	}
	return terminal.Rows(a.print(), l.as, each, wire.ChangesCSV, "time\tchange\tid\tauthor or outlet\twords\twhose word", func(c wire.ListedChange) []string {
		return a.print().Marked([]string{c.At, string(c.Kind), string(c.Document), terminal.Whose(c.DocumentKind, store.Author{Name: c.Author.Name, Handle: c.Author.Handle}, c.Outlet), terminal.WordsOf(c)}, wire.Origin{Authority: c.Authority})
	})
}

func (a *app) listAuthors() *cobra.Command {
	var l lister
	cmd := &cobra.Command{
		Use: "authors", Short: "List the authors of posts, those with the most first",
		Long: "List the authors of posts, those with the most first: platform, handle, name, posts, edited, gone, quoted.", Args: cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			authors, err := st.TopAuthors(ctx, 0, l.f.Limit)
			if err != nil {
				return err
			}
			if l.as.CSV {
				return wire.AuthorsCSV(terminal.Unwrapped(a.out), l.as.BOM, authors)
			}
			return a.print().Authors(authors)
		}),
	}
	csvFlags(cmd, &l.as)
	cli.NumberVar(cmd.Flags(), &l.f.Limit, "limit", 0, 1, 0, "give at most this `number` (all when not given)")
	return cmd
}

func (a *app) listSources() *cobra.Command {
	var l lister
	cmd := &cobra.Command{
		Use: "sources", Short: "List what is watched", Args: cobra.NoArgs,
		Long: "List what is watched: number, kind, platform, address, name, when it is due. 'onrecord source list' shows more.",
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			all, err := st.Sources(ctx, time.Time{})
			if err != nil {
				return err
			}
			return terminal.Rows(a.print(), l.as, terminal.Over(all, wire.SourceOf), wire.SourcesCSV, "number\tkind\tplatform\taddress\tname\tdue", func(s wire.Source) []string {
				return []string{fmt.Sprint(s.ID), string(s.Kind), string(s.Platform), s.URL, s.Name, s.NextDue}
			})
		}),
	}
	csvFlags(cmd, &l.as)
	return cmd
}
