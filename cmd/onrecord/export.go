package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/store/warc"
)

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Give to others: posts, changes and links as tables, drafts of ClaimReviews, captures as WARC and WACZ, bundles, or all that is public as a folder",
	}
	cmd.AddCommand(a.exportBundleCommand(), a.exportKind("warc", "FILE.warc.gz", `Export warc writes captures as a WARC 1.1 file: a request and a response record for each
hop, a revisit record for each 304 and each body that is in the file already, and a
metadata record with the rest; failed captures too. The body stands as it was received.
The status line and the order of header fields are rebuilt, and the transfer encoding is
undone: the archive does not keep them.`, egress.WARC),
		a.exportKind("wacz", "FILE.wacz", `Export wacz packs the same records with an index and a list of pages (WACZ 1.1.1), to be
opened in ReplayWeb.page.`, egress.WACZ))
	cmd.AddCommand(a.exportTableCommands()...)
	cmd.AddCommand(a.exportClaimsCommand(), a.exportMediaCommand(), a.exportFolderCommand())
	return cmd
}

func (a *app) exportKind(kind, file, long string, write egress.Format) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   kind + " [DOC…] -o " + file,
		Short: "Write captures as " + file[5:],
		Long: long + `

Without DOC it takes all captures, with one or more those of these documents. - writes
to standard output.`,
		Example: "  onrecord export " + kind + " -o all" + file[4:] + "\n  onrecord export " + kind + " x:1988393441999593891 -o post" + file[4:],
		RunE: func(cmd *cobra.Command, docs []string) error {
			return a.reading(cmd.Context(), func(st *sqlite.DB) error { return a.export(cmd.Context(), st, docs, out, write) })
		},
	}
	cli.OutputVar(cmd, &out, file, "the `file` to write, - for standard output")
	return cmd
}

func (a *app) export(ctx context.Context, st *sqlite.DB, docs []string, out string, write egress.Format) error {
	ids, err := a.findAll(ctx, st, docs)
	if err != nil {
		return err
	}
	return a.exported(ctx, ids, out, func() (warc.Counts, string, int, error) {
		return egress.Export(ctx, a.env(), st, ids, out, a.out, write)
	})
}

// exported has captures written, puts on the log that they were, and says what was written.
func (a *app) exported(ctx context.Context, ids []store.DocumentID, out string, write func() (warc.Counts, string, int, error)) error {
	var n warc.Counts
	var sum string
	var lost int
	if err := a.replace(out, func() (err error) {
		n, sum, lost, err = write()
		return err
	}); err != nil {
		return err
	}
	if err := a.writing(ctx, func(st *sqlite.DB) error { return egress.Log(ctx, a.env(), st, ids, sum, n.Captures) }); err != nil {
		a.warn(fmt.Errorf("the file is written, but the log does not say so: %w", err))
	}
	err := a.print().Exported(out, n)
	if lost > 0 {
		err = errors.Join(err, exit.Partf("the file has no record of %s whose bytes are lost; a backup may have them", words.Count(lost, "capture")))
	}
	return err
}

func (a *app) exportFolderCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "folder -o FOLDER",
		Short: "Write all that is public as a folder, for another archive to import",
		Long: `Export folder writes the public part of the archive into a new or empty folder, for others
to import or read: posts, changes and links as JSON lines, and all captures as WARC. It
holds no settings, sources, notes or keys.`,
		Example: "  onrecord export folder -o given\n  onrecord -a theirs import given",
		Args:    cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			return a.exported(ctx, nil, out, func() (warc.Counts, string, int, error) { return egress.Folder(ctx, a.env(), st, out) })
		}),
	}
	cli.OutputVar(cmd, &out, "FOLDER", "the `folder` to write")
	return cmd
}

// findAll takes what people type for documents.
func (a *app) findAll(ctx context.Context, st desk.Documents, args []string) (ids []store.DocumentID, err error) {
	for _, arg := range args {
		doc, err := a.findDocument(ctx, st, arg)
		if err != nil {
			return nil, err
		}
		ids = append(ids, doc.ID)
	}
	return ids, nil
}
