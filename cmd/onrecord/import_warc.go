package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/ingest"
	"onrecord/scraper"
	"onrecord/store/sqlite"
)

func (a *app) importFiles(kind string, long string, take func(*ingest.Captures, context.Context, string) error) *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   kind + " FILE…",
		Short: "Import what others captured, from " + kind + " files",
		Long: long + `
Each answer of the web becomes a capture of its own time, marked with the file that it
comes from, and is read as if it had been captured then: versions and deletions take
their place. Of the requests nothing is kept: they may hold other people's cookies.
A record that cannot be read is reported with its number, and the rest goes in.
Importing the same file again changes nothing.`,
		Args: cobra.MinimumNArgs(1),
		RunE: a.makes(func(ctx context.Context, st *sqlite.DB, files []string) error {
			return a.importAll(ctx, st, files, take, !noLink)
		}),
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.networkFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) importWARCCommand() *cobra.Command {
	return a.importFiles("warc", `Import warc reads WARC 1.0 and 1.1, plain or compressed (- for standard input): onrecord's
own, and those of warcio, wget, Heritrix, Browsertrix and others.
`, (*ingest.Captures).WARC)
}

func (a *app) importWACZCommand() *cobra.Command {
	return a.importFiles("wacz", `Import wacz reads the WARC files in WACZ containers, held to the sums that the container
gives for them. A container that no honest program makes is refused whole.
`, (*ingest.Captures).WACZ)
}

func (a *app) importAll(ctx context.Context, st *sqlite.DB, files []string, take func(*ingest.Captures, context.Context, string) error, link bool) error {
	im := ingest.NewCaptures(a.env(), st, scraper.ArchiveOf(st))
	var err error
	for _, name := range files {
		if err = take(im, ctx, name); err != nil {
			break
		}
	}
	linked, err := a.afterImport(ctx, st, link, err)
	if err != nil {
		return err
	}
	if err := a.print().Captures(im.N, linked); err != nil {
		return err
	}
	return im.N.Err()
}
