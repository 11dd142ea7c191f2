package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup back in the archive's place",
		Long: `Restore checks a backup that 'onrecord backup' wrote and puts it, and the media beside
it, into the archive's directory (--archive), which may be new. An archive that is there is
moved aside first, with its write-ahead log, and its new name is told; nothing is
overwritten. The archive must not be in use: stop 'watch', 'serve' and 'work' on it. A
backup of an older onrecord is brought up to date when the archive is next written; one of
a newer onrecord is refused, and so is a damaged one. Where the archive is a database
(postgres://…) it must be empty: make another for what is put back.

The signing key is not part of a backup: put your copy of it back too, where
'onrecord head' looks for it, and check all of it with 'onrecord verify'.`,
		Example: `  onrecord restore /backup/2026-11-26/onrecord.db
  onrecord restore /backup/onrecord.db --archive /srv/archive`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.restore(cmd.Context(), args[0]) },
	}
}

func (a *app) restore(ctx context.Context, file string) error {
	if err := archive.CheckBackup(file); err != nil {
		return err
	}
	r, err := run.PutBack(ctx, a.env(), file, a.archiveDir)
	switch {
	case errors.Is(err, store.ErrNotArchive), errors.Is(err, store.ErrCorrupt):
		return fmt.Errorf("%s is no backup that onrecord wrote, or it was damaged since; name another one, nothing was touched", words.Line(file, 400))
	case err != nil:
		return err
	}
	return a.print().Restored(r, a.mediaDir())
}
