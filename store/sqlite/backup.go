package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"onrecord/store"
)

// Backup copies the archive, as it stands at one moment, to a file that must not
// be there yet, and the media to the folder media beside it. Others may write
// meanwhile. The file appears only when it is whole and on disk.
func (d *DB) Backup(ctx context.Context, file string, progress func(done, total int)) (b store.Backup, err error) {
	if _, err := os.Lstat(file); err == nil || !errors.Is(err, os.ErrNotExist) {
		return b, fmt.Errorf("%s is there already; name a new file for the backup", file)
	}
	dir := filepath.Dir(file)
	// One, and not those above it: a path that is not there is a disk that is not mounted.
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return b, fmt.Errorf("make the backup's directory: %w; name another file", err)
	}
	part, err := os.MkdirTemp(dir, ".backup-*")
	if err != nil {
		return b, fmt.Errorf("make the backup: %w; name a file in a directory that can be written", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(part)) }()
	whole := filepath.Join(part, "onrecord.db")
	if err := newFile(whole); err != nil {
		return b, err
	}
	if err := d.engine.Save(ctx, d, whole); err != nil {
		return b, d.fail("copy the archive to "+file, err)
	}
	if b.Bytes, err = syncFile(whole); err != nil {
		return b, err
	}
	// After the database, which names them. One that was lost, or forgotten since, keeps
	// nobody from saving all else.
	if b.Media, b.Lost, err = d.restoreMedia(ctx, directory(filepath.Join(dir, mediaDir)), progress); err != nil {
		return b, err
	}
	if err := os.Rename(whole, file); err != nil {
		return b, err
	}
	return b, syncDir(dir)
}

// vacuumInto runs on a connection that may write, which one that only queries may
// not; it writes nothing to the archive itself.
func (d *DB) vacuumInto(ctx context.Context, file string) error {
	c, err := d.r.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "PRAGMA query_only(0)"); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, "VACUUM INTO ?", file)
	_, perr := c.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only(1)")
	return errors.Join(err, perr)
}

// newFile makes an empty file that nobody else may read, for SQLite to fill.
func newFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // our own
	if noRoom(err) {
		return fmt.Errorf("%w (%w)", store.ErrFull, err)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func syncFile(path string) (int64, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // our own
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func copyMedium(ctx context.Context, sum string, from, to store.MediaFiles) error {
	r, size, err := from.Get(ctx, sum)
	if err != nil {
		return err
	}
	return errors.Join(to.Put(ctx, sum, size, r), r.Close())
}
