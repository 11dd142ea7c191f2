package main

import (
	"context"
	"errors"

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

func (a *app) searchCommand() *cobra.Command {
	var f desk.Filter
	var as terminal.TableOptions
	var facets bool
	cmd := &cobra.Command{
		Use:         "search [WORDS]",
		Annotations: map[string]string{cli.TakesWords: "yes"},
		Short:       "Search posts and articles by their words, and by what happened to them",
		Long: `Search finds the posts and articles that have all of the words, in any of their
versions: "words in this order", one OR another, -without, begin*. Case and
diacritics do not matter; #tags, @handles and addresses are found as such. Without
words it gives all that pass the filters.

Nothing found ends with exit code 4.`,
		Example: `  onrecord search ferry -bridge
  onrecord search '"human rights" OR derechos' --author petro --from 2025-11
  onrecord search --state gone --gone-within 1h
  onrecord search toll --kind article --quoted --severity meaning --csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.Words = cli.Searched(args)
			return a.search(cmd.Context(), f, as, facets)
		},
	}
	filterFlags(cmd, &f)
	partFlags(cmd, &f, "20")
	fl := cmd.Flags()
	fl.StringVar(&f.Kind, "kind", "", "only of this kind: post or article")
	cli.NumberVar(fl, &f.Page, "page", 0, 1, 0, "the page of this `number`, each of --limit")
	fl.BoolVar(&facets, "facets", false, "count by author, platform, language, year and state instead")
	csvFlags(cmd, &as)
	complete(cmd, "kind")
	cli.Narrow(cmd.Flags())
	return cmd
}

func (a *app) search(ctx context.Context, f desk.Filter, as terminal.TableOptions, facets bool) error {
	st, err := run.ToSearch(ctx, a.env(), a.archiveDir)
	if err != nil {
		return err
	}
	defer st.Close()
	if facets {
		f.Limit, f.Offset, f.Page = 1, 0, 0
	}
	found, err := desk.Search(ctx, st, f, facets || !a.json && !as.CSV)
	if err != nil {
		return asked(err)
	}
	switch {
	case facets:
		err = a.print().Facets(found)
	case as.CSV:
		err = wire.ResultsCSV(terminal.Unwrapped(a.out), as.BOM, terminal.Over(found.Results, wire.ListedOf))
	case a.json:
		err = terminal.Over(found.Results, wire.ResultOf)(func(r wire.Result) error { return a.printJSON(r) })
	default:
		err = a.found(ctx, st, f, found)
	}
	a.warnLeft(found.Lacking)
	if err == nil && found.Total == 0 {
		err = exit.Silent(exit.NotFound)
	}
	return err
}

// found shows people what was found, or that there is nothing to be found yet.
func (a *app) found(ctx context.Context, st *sqlite.DB, f desk.Filter, found desk.Results) error {
	if found.Total == 0 {
		if empty, err := a.empty(ctx, st); empty || err != nil {
			return err
		}
	}
	return a.print().Found(f, found)
}

// empty says to people that an archive has nothing yet, and whether it has.
func (a *app) empty(ctx context.Context, st *sqlite.DB) (bool, error) {
	empty, err := store.Empty(ctx, st)
	if empty && err == nil {
		err = a.print().Empty()
	}
	return empty, err
}

// warnLeft says what may be lacking.
func (a *app) warnLeft(l desk.Lacking) {
	for _, s := range terminal.Left(l) {
		a.warn(errors.New(s))
	}
}
