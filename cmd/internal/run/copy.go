package run

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// Copy copies an archive to a new one at an address, with its settings.
func Copy(ctx context.Context, e config.Env, from, to string) (store.Restored, error) {
	st, err := Read(ctx, e, from)
	if err != nil {
		return store.Restored{}, err
	}
	defer st.Close()
	r, err := copyInto(ctx, e, st, to)
	if err == nil {
		err = copySettings(ctx, e, from, to)
	}
	return r, err
}

// copyInto copies an archive to the one at an address, which it makes, and brings the index of
// the search up to date there.
func copyInto(ctx context.Context, e config.Env, from *sqlite.DB, address string) (store.Restored, error) {
	to, err := Open(ctx, e, address, true)
	if err != nil {
		return store.Restored{}, err
	}
	defer to.Close()
	r, err := from.CopyTo(ctx, to, e.Progress("copying"), e.Progress("copying media"))
	if err == nil {
		err = errors.Join(IndexWords(ctx, e, to), archive.Settle(ctx, to, address))
	}
	return r, err
}

// copySettings brings the settings of a directory into the database to which it was copied;
// those of a database came along. It is on record there, as one leaf more.
func copySettings(ctx context.Context, e config.Env, from, to string) error {
	kept := archive.Kept(ctx, to, func(ctx context.Context, f func(*sqlite.DB) error) error { return Writing(ctx, e, to, false, f) })
	text, err := archive.Kept(ctx, from, nil).Read()
	if err != nil || !archive.IsDirectory(from) || !kept.Asks {
		return err
	}
	if came, err := kept.Read(); err != nil || came == text {
		return err
	}
	return kept.Write(text)
}

// PutBack puts the backup of a file into a directory, or copies it into a database. A file that
// is none is store.ErrNotArchive or store.ErrCorrupt.
func PutBack(ctx context.Context, e config.Env, file, address string) (store.Restored, error) {
	if err := archive.Check(address); err != nil {
		return store.Restored{}, err
	}
	if archive.IsDirectory(address) {
		r, err := sqlite.Restore(ctx, file, address, sqlite.Options{Now: e.Now}, e.Progress("copying media"))
		if err != nil {
			return r, err
		}
		return r, putSettings(ctx, e, address)
	}
	info, err := os.Stat(file)
	if errors.Is(err, os.ErrNotExist) {
		return store.Restored{}, exit.NotFoundf("%s: not found; name a file that onrecord backup wrote", words.Line(file, 400))
	}
	if err != nil {
		return store.Restored{}, err
	}
	from, err := sqlite.Open(ctx, filepath.Dir(file), sqlite.Options{ReadOnly: true, Name: filepath.Base(file), Now: e.Now})
	if err != nil {
		return store.Restored{}, err
	}
	defer from.Close()
	r, err := copyInto(ctx, e, from, address)
	r.Bytes = info.Size()
	return r, err
}

// putSettings puts the settings of a backup in place, if it brought any: one of an old schema does not.
func putSettings(ctx context.Context, e config.Env, address string) error {
	st, err := Read(ctx, e, address)
	if errors.Is(err, store.ErrOldSchema) {
		return nil
	}
	if err != nil {
		return err
	}
	defer st.Close()
	return archive.Settle(ctx, st, address)
}
