package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/ingest"
	"onrecord/cmd/internal/run"
	"onrecord/store/sqlite"
)

func (a *app) importCommand() *cobra.Command {
	cmd := a.importAnyCommand()
	cmd.AddCommand(
		a.importKind("posts", "one object a line: id, platform, author_handle, author_name, lang, text, posted_at\n(RFC 3339 or a date); optional title, post_url, versions ([{title, text, seen_at}]), gone_at, gone_how", func(r ingest.Reader) ingest.LineReader { return r.Post }),
		a.importKind("articles", "one object a line: url, title, publisher, published_at, lang, and html or text", func(r ingest.Reader) ingest.LineReader { return r.Article }),
		a.importWARCCommand(), a.importWACZCommand(),
	)
	for _, c := range append(cmd.Commands(), cmd) {
		c.PreRun = func(*cobra.Command, []string) { aimLow(200) } // it makes much and keeps little
	}
	return cmd
}

func (a *app) importKind(kind, fields string, read func(ingest.Reader) ingest.LineReader) *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   kind + " FILE.jsonl",
		Short: "Import " + kind,
		Long: "Import " + kind + " from a JSONL file (- for standard input): " + fields + `.
Unknown fields are ignored. A line that cannot be read is reported with its number,
and the rest goes in. Importing the same file again changes nothing.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, err := cli.OpenInput(cmd.Context(), args[0], "a JSONL file", a.in)
			if err != nil {
				return err
			}
			defer in.Close()
			st, err := a.openArchive(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer st.Close()
			ctx, r := cmd.Context(), ingest.Reader{Platforms: a.config.Platforms(), Now: a.now}
			im := ingest.NewLines(a.env(), st, read(r), filepath.Base(args[0]))
			linked, err := a.afterImport(ctx, st, !noLink, im.Read(ctx, in))
			if err != nil {
				return err
			}
			if err := a.print().Lines(im.N, linked, kind); err != nil {
				return err
			}
			return im.N.Err(kind)
		},
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.networkFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

// afterImport does what follows an import, and gives what linking did, nil where it
// was left alone.
func (a *app) afterImport(ctx context.Context, st *sqlite.DB, link bool, err error) (linked *run.LinkCounts, _ error) {
	j := a.job(st, link)
	j.Linked = func(n run.LinkCounts) { linked = &n }
	err = j.After(ctx, err)
	return linked, err
}
