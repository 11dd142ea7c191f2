package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/store/proof/bundle"
	"onrecord/store/sqlite"
)

func (a *app) exportBundleCommand() *cobra.Command {
	var out, head string
	cmd := &cobra.Command{
		Use:   "bundle [DOC…] -o FILE.wacz",
		Short: "Write captures with all that proves them",
		Long: `Export bundle packs the captures of the documents, or of all without DOC, with their
bytes, their records in the log, the proofs that these are under a signed checkpoint,
and the time stamps that there are. It needs no archive to be checked: 'onrecord verify
FILE'. It is a WACZ, so ReplayWeb.page shows what is in it. Articles come with their
quotes: that these stand there is proved, whose words they are is the archive's finding.
Name the posts too, so that both sides are in it.

That it was made is put on the log. --head FILE sees to it that the bundle leads from a
checkpoint that somebody kept to its own.`,
		Example: `  onrecord export bundle x:1988393441999593891 -o petro.wacz
  onrecord export bundle -o all.wacz`,
		RunE: func(cmd *cobra.Command, docs []string) error {
			return a.writing(cmd.Context(), func(st *sqlite.DB) error { return a.exportBundle(cmd.Context(), st, docs, out, head) })
		},
	}
	cli.OutputVar(cmd, &out, "FILE.wacz", "the `file` to write")
	cmd.Flags().StringVar(&head, "head", "", "a `file` with a checkpoint that the reader kept")
	return cmd
}

func (a *app) exportBundle(ctx context.Context, st *sqlite.DB, docs []string, out, head string) error {
	kept, err := egress.KeptSize(head)
	if err != nil {
		return exit.Usagef("--head: %w", err)
	}
	ids, err := a.findAll(ctx, st, docs)
	if err != nil {
		return err
	}
	var made bundle.Made
	if err := a.replace(out, func() (err error) {
		made, err = egress.Bundle(ctx, a.env(), egress.BundleArchiveOf(st), ids, out, kept)
		return err
	}); err != nil {
		return err
	}
	return a.print().Bundled(out, made)
}
