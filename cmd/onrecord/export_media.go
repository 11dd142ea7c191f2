package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) exportMediaCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "media [DOC…] -o FILE.zip",
		Short: "Write pictures, videos and screenshots under their names, as a ZIP",
		Long: `Export media writes the pictures, videos, sounds and screenshots that are kept, each as
it was received, under the name that its address gives it, in a folder for each document.
media.csv in it says which document each belongs to, where it came from, and its SHA-256.

Without DOC it takes all of them, with one or more those of these documents. - writes to
standard output.`,
		Example: "  onrecord export media x:1988393441999593891 -o pictures.zip",
		RunE: func(cmd *cobra.Command, docs []string) error {
			return a.reading(cmd.Context(), func(st *sqlite.DB) error { return a.exportMedia(cmd.Context(), st, docs, out) })
		},
	}
	cli.OutputVar(cmd, &out, "FILE.zip", "the `file` to write, - for standard output")
	return cmd
}

func (a *app) exportMedia(ctx context.Context, st *sqlite.DB, docs []string, out string) error {
	ids, err := a.findAll(ctx, st, docs)
	if err != nil {
		return err
	}
	n, missing := 0, 0
	if err := a.write(out, func(w io.Writer) (err error) {
		n, missing, err = egress.Media(ctx, st, ids, a.env().Now(), w)
		return err
	}); err != nil {
		return err
	}
	if missing > 0 {
		a.warn(fmt.Errorf("%s not written: their bytes are not in the archive's media, or are not those that were kept; see 'onrecord verify'", words.Count(missing, "file")))
	}
	if out != "-" {
		_, err = fmt.Fprintf(a.out, "%s: %s\n", out, words.Count(n, "file"))
	}
	if err == nil && missing > 0 {
		err = exit.Silent(exit.Part)
	}
	return err
}
