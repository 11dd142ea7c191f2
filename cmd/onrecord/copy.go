package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/run"
	"onrecord/store"
	"onrecord/store/sqlite"
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
	st, err := archive.Open(ctx, from, a.config.MediaDir, sqlite.Options{ReadOnly: true, Now: a.now})
	if err != nil {
		return err
	}
	defer st.Close()
	a.archiveDir = to
	r, err := a.copyInto(ctx, st)
	if err == nil {
		err = a.copySettings(ctx, from)
	}
	if err != nil {
		return err
	}
	return a.print().Copied(archive.Shown(from), r, a.mediaDir())
}

// copySettings brings the settings of a directory into the database to which it was copied;
// those of a database came along. It is on record there, as one leaf more.
func (a *app) copySettings(ctx context.Context, from string) error {
	to := archive.Kept(ctx, a.archiveDir, a.writing)
	text, err := archive.Kept(ctx, from, nil).Read()
	if err != nil || !archive.IsDirectory(from) || !to.Asks {
		return err
	}
	if came, err := to.Read(); err != nil || came == text {
		return err
	}
	return to.Write(text)
}

// copyInto copies an archive to the one of the command line, which it makes, and brings
// the index of the search up to date there.
func (a *app) copyInto(ctx context.Context, from *sqlite.DB) (store.Restored, error) {
	to, err := a.openArchive(ctx, true)
	if err != nil {
		return store.Restored{}, err
	}
	defer to.Close()
	r, err := from.CopyTo(ctx, to, a.progress("copying"), a.progress("copying media"))
	if err == nil {
		err = errors.Join(run.IndexWords(ctx, a.env(), to), archive.Settle(ctx, to, a.archiveDir))
	}
	return r, err
}
