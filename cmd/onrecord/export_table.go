package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

// exportTableCommands write what the archive knows as tables.
func (a *app) exportTableCommands() []*cobra.Command {
	return []*cobra.Command{
		a.exportTable("posts", `Export posts writes the posts with their versions: as JSON a post a line, in the form that
'onrecord import' takes, so that others can import them; as CSV or Parquet a version a row.
Whose word a version is stands beside it where it is not its home's own.`,
			func(ctx context.Context, st *sqlite.DB, w io.Writer, format string) error {
				return egress.Posts(ctx, st, w, format)
			}),
		a.exportTable("changes", `Export changes writes each edit, deletion and return of a post or article, with the text
before and after.`,
			func(ctx context.Context, st *sqlite.DB, w io.Writer, format string) error {
				return egress.Changes(ctx, st, w, format)
			}),
		a.exportTable("links", `Export links writes the links between quotes and posts, as 'onrecord links' lists them.`,
			func(ctx context.Context, st *sqlite.DB, w io.Writer, format string) error {
				return egress.Links(ctx, st, desk.Filter{}, w, format)
			}),
	}
}

func (a *app) exportTable(kind, long string, write func(context.Context, *sqlite.DB, io.Writer, string) error) *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   kind + " -o FILE.(jsonl|csv|parquet)",
		Short: "Write " + kind + " as JSON lines, CSV or Parquet",
		Long: long + `

The file's name says the format; - writes to standard output. A cell of CSV that would
begin like a formula has an apostrophe before it. Parquet is for DuckDB, R and pandas.`,
		Example: "  onrecord export " + kind + " -o " + kind + ".csv\n  onrecord export " + kind + " -o " + kind + ".parquet",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.writeTable(cmd.Context(), out, format, write)
		},
	}
	cli.OutputVar(cmd, &out, kind+".csv", "the `file` to write, - for standard output")
	cmd.Flags().StringVar(&format, "format", "", "jsonl, csv or parquet, where the file's name does not say")
	return cmd
}

func (a *app) writeTable(ctx context.Context, out, format string, write func(context.Context, *sqlite.DB, io.Writer, string) error) error {
	switch format {
	case egress.JSONL, egress.CSV, egress.Parquet:
	case "":
		var err error
		if format, err = egress.FormatOf(out); err != nil {
			return exit.Usagef("%w", err)
		}
	default:
		return exit.Usagef("--format %s: give jsonl, csv or parquet", words.Line(format, 40))
	}
	st, err := a.readArchive(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	return a.write(out, func(w io.Writer) error { return write(ctx, st, w, format) })
}
