package main

import (
	"context"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the archive to a file, while it is in use",
		Long: `Backup writes the archive as it stands at one moment to FILE, also while a run goes
on, and the media that it names to the folder media beside FILE. 'onrecord verify
FILE' checks it and 'onrecord restore FILE' puts it back. Others cannot read the files.
The signing key is not part of it: keep a copy of that elsewhere.`,
		Example: `  onrecord backup /backup/2026-11-26/onrecord.db`,
		Args:    cobra.ExactArgs(1),
		RunE:    a.reads(func(ctx context.Context, st *sqlite.DB, args []string) error { return a.backup(ctx, st, args[0]) }),
	}
}

func (a *app) backup(ctx context.Context, st *sqlite.DB, file string) error {
	b, err := st.Backup(ctx, file, a.progress("copying media"))
	if err != nil {
		return err
	}
	err = a.print().Said(map[string]any{"file": file, "bytes": b.Bytes, "media": b.Media, "media_lost": b.Lost},
		"%s  %d MB, %s of media; check it with: onrecord verify %s", words.Visible(file), (b.Bytes+999_999)/1_000_000, words.Count(b.Media, "file"), words.ShellQuote(file))
	if err == nil && b.Lost > 0 {
		err = exit.Partf("%s of media that the archive names %s not there, and so not in the backup, which has all else; 'onrecord verify' says which, and an earlier backup may have %s", words.Count(b.Lost, "file"), words.Plural(b.Lost, "is", "are"), words.Plural(b.Lost, "it", "them"))
	}
	return err
}
