package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/ingest"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store/sqlite"
)

// importAnyCommand is import itself, which knows by itself what it is given.
func (a *app) importAnyCommand() *cobra.Command {
	var mapping, account string
	var noLink bool
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Import posts, articles and captures that you have as files",
		Long: `Import takes files, folders and zip files (- for standard input) and finds out by itself
what they are: an account's own archive from X, Mastodon, Telegram, Bluesky, Reddit,
Facebook, Instagram or Threads; what twarc, snscrape, twscrape, gallery-dl, 4CAT and
others wrote; web captures; tables. 'onrecord help import' lists them all.

Of a table whose columns it does not know it prints them, with a command to copy; what
you answer with --map is remembered for files with the same columns.

What is imported is marked so, with the file it comes from: it was not observed.
A line that cannot be read is reported with its number, and the rest goes in.
Importing the same file again changes nothing.`,
		Example: `  onrecord import twitter-2026-01-31.zip
  onrecord import result.json --account https://t.me/townhall
  onrecord import posts.csv --map text=Body,post_url=Link,posted_at=Date,platform=x`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, files []string) error {
			if len(files) == 0 {
				return cmd.Help()
			}
			return a.making(cmd.Context(), func(st *sqlite.DB) error { return a.importAny(cmd.Context(), st, files, mapping, account, !noLink) })
		},
	}
	cmd.Flags().StringVar(&mapping, "map", "", "which `columns` of a table are what: text=COLUMN,id=COLUMN,…")
	cmd.Flags().StringVar(&account, "account", "", "whose posts they are, where the file does not say: a `handle` or the address of its page")
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.networkFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) importAny(ctx context.Context, st *sqlite.DB, files []string, mapping, account string, link bool) error {
	im := ingest.NewFiles(a.env(), st, scraper.ArchiveOf(st))
	im.Map, im.Account = mapping, account
	im.Found = func(file, name string) {
		if !a.json {
			fmt.Fprintf(a.out, "%s: %s\n", words.Visible(file), name)
		}
	}
	var asked []error
	var err error
	for _, name := range files {
		err = im.Take(ctx, name, a.in)
		var ask *ingest.AskForMap
		if errors.As(err, &ask) {
			asked, err = append(asked, ask), nil
		}
		if err != nil {
			break
		}
	}
	linked, err := a.afterImport(ctx, st, link && im.Brought(), err)
	if err != nil {
		return err
	}
	if err := a.print().Files(im.N, linked); err != nil {
		return err
	}
	for _, q := range asked {
		fmt.Fprintln(a.err, "onrecord:", q)
	}
	return im.N.Err(len(asked))
}
