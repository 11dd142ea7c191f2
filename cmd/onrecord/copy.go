package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/run"
)

func (a *app) copyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy an archive to a new one: from a directory to a database, or back",
		Long: `Copy writes all of an archive as it stands at one moment, with its log, proofs and
media, to a new one; 'onrecord verify' says the same of both. FROM and TO are what
--archive takes: a directory, or the address of a database (postgres://…). FROM is only
read, also while a run goes on; TO must hold nothing yet. Until all is there TO stays
empty. Media of a database lie in --media-dir.

The signing key is not copied: it lies outside the archive and signs for either.`,
		Example: `  onrecord copy archive postgres://onrecord@db.example/onrecord
  onrecord copy postgres://onrecord@db.example/onrecord /srv/archive`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.copy(cmd.Context(), args[0], args[1]) },
	}
}

func (a *app) copy(ctx context.Context, from, to string) error {
	r, err := run.Copy(ctx, a.env(), from, to)
	if err != nil {
		return err
	}
	a.archiveDir = to
	return a.print().Copied(archive.Shown(from), r, a.mediaDir())
}
