package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/ingest"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) importCommand() *cobra.Command {
	cmd := a.importAnyCommand()
	cmd.AddCommand(
		a.importKind("posts", "one object a line: id, platform, author_handle, author_name, lang, text, posted_at\n(RFC 3339 or a date); optional post_url, versions ([{text, seen_at}]), gone_at, gone_how", func(r ingest.Reader) ingest.LineReader { return r.Post }),
		a.importKind("articles", "one object a line: url, title, publisher, published_at, lang, and html or text", func(r ingest.Reader) ingest.LineReader { return r.Article }),
		a.importWARCCommand(), a.importWACZCommand(),
	)
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
			in, err := a.openInput(args[0], "a JSONL file")
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
			return a.printLines(im.N, linked, kind)
		},
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.networkFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

// printLines says what an import did.
func (a *app) printLines(n ingest.LineCounts, linked *run.LinkCounts, kind string) error {
	if a.json {
		if err := a.printJSON(struct {
			ingest.LineCounts
			Linked *run.LinkCounts `json:"linked,omitempty"`
		}{n, linked}); err != nil {
			return err
		}
	} else if _, err := fmt.Fprintf(a.out, "%s: %d new, %d edited, %d gone, %d unchanged, %d failed\n%s%s",
		words.Count(n.Lines, "line"), n.New, n.Edited, n.Gone, n.Unchanged, n.Failed, terminal.AlreadyHere(n.There, strings.TrimSuffix(kind, "s")), terminal.LinkedAfter(linked)); err != nil {
		return err
	}
	switch {
	case n.Failed > 0 && n.Failed == n.Lines:
		return fmt.Errorf("no line could be read; each must be a JSON object, see 'onrecord import %s --help'", kind)
	case n.Failed > 0:
		return exit.Partf("%s could not be read; mend and import the file again, what is in stays as it is", words.Count(n.Failed, "line"))
	}
	return nil
}

// afterImport does what follows an import, and gives what linking did, nil where it
// was left alone.
func (a *app) afterImport(ctx context.Context, st *sqlite.DB, link bool, err error) (linked *run.LinkCounts, _ error) {
	j := a.job(st, link)
	j.Linked = func(n run.LinkCounts) { linked = &n }
	err = j.After(ctx, err)
	return linked, err
}
