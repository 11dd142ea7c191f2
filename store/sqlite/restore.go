package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"onrecord/store"
)

// Restore puts a backup into an archive's directory, which may be new, and the media
// beside the backup with it. What lay there is moved aside, never overwritten; it
// must not be in use. The backup is only read. An archive of a newer onrecord, a
// damaged one, or a file that is none is refused before anything is touched.
func Restore(ctx context.Context, file, dir string, o Options, progress func(done, total int)) (r store.Restored, err error) {
	o = o.withDefaults()
	if err := ownFile(file, filepath.Join(dir, fileName)); err != nil {
		return r, err
	}
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		return r, fmt.Errorf("%s: %w; name a file that onrecord backup wrote", file, store.ErrNotFound)
	}
	o.ReadOnly, o.Name = true, filepath.Base(file)
	from := newFileDB(file, o)
	if _, err = from.prepare(filepath.Dir(file)); err == nil {
		err = from.connectBackup(ctx)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err != nil {
		return r, from.fail("open the backup", err)
	}
	if err := makeDirectory(dir); err != nil {
		return r, fmt.Errorf("make the archive's directory: %w; choose another with --archive DIR", err)
	}
	part, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return r, fmt.Errorf("restore the backup: %w; choose a directory that can be written with --archive DIR", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(part)) }()
	whole := filepath.Join(part, fileName)
	if r.Bytes, err = from.copyTo(ctx, whole); err != nil {
		return r, err
	}
	// Whoever only reads it, as serve does, is known to have it open by the locks of its log.
	if err := journal(ctx, whole, "WAL", o); err != nil {
		return r, fmt.Errorf("restore the backup: %w", err)
	}
	if r.Media, r.Lost, err = from.restoreMedia(ctx, directory(filepath.Join(dir, mediaDir)), progress); err != nil {
		return r, err
	}
	if r.Before, err = setAside(ctx, filepath.Join(dir, fileName), o); err != nil {
		return r, err
	}
	if err := os.Rename(whole, filepath.Join(dir, fileName)); err != nil {
		return r, fmt.Errorf("put the backup in its place: %w; the archive that was there is %s", err, r.Before)
	}
	return r, syncDirectory(dir)
}

// ownFile refuses to restore an archive from itself.
func ownFile(file, to string) error {
	a, errA := os.Stat(file)
	b, errB := os.Stat(to)
	if errA == nil && errB == nil && os.SameFile(a, b) {
		return fmt.Errorf("%s is the archive itself; name a file that onrecord backup wrote, or another archive with --archive DIR", file)
	}
	return nil
}

// connectBackup opens a backup of whatever older schema to read.
func (d *DB) connectBackup(ctx context.Context) (err error) {
	if d.r, err = sql.Open("sqlite", d.dsn("ro", "")); err != nil {
		return err
	}
	d.s = &prepared{db: d.r}
	d.opts.ReadOnly = false // an older schema is brought up when the archive is opened
	have, err := d.schemaOf(ctx, d.r)
	if err == nil && have == 0 {
		err = fmt.Errorf("%s is empty: %w", d.path, store.ErrNotArchive)
	}
	return err
}

// copyTo checks the database and copies it, whole and on disk.
func (d *DB) copyTo(ctx context.Context, file string) (int64, error) {
	var sound string
	if err := d.r.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&sound); err != nil {
		return 0, d.fail("check the backup", err)
	}
	if sound != "ok" {
		return 0, fmt.Errorf("check the backup: %s: %s: %w", d.path, sound, store.ErrCorrupt)
	}
	if err := newFile(file); err != nil {
		return 0, err
	}
	if err := d.vacuumInto(ctx, file); err != nil {
		return 0, d.fail("copy the backup", err)
	}
	return syncFile(file)
}

// restoreMedia copies the media that an archive or a backup names, but for those
// that are there; lost are those that lie in neither place.
func (d *DB) restoreMedia(ctx context.Context, to store.MediaFiles, progress func(done, total int)) (have, lost int, err error) {
	sums, err := fileSums(ctx, d.r)
	if err != nil && strings.Contains(err.Error(), "no such table") {
		return 0, 0, nil // of before media were kept
	}
	if err != nil {
		return 0, 0, d.fail("list the media", err)
	}
	for i, sum := range sums {
		if err := ctx.Err(); err != nil {
			return have, lost, err
		}
		err := copyMedium(ctx, sum, d.media, to)
		there := err == nil
		if errors.Is(err, fs.ErrNotExist) {
			there, err = to.Has(ctx, sum)
		}
		switch {
		case err != nil:
			return have, lost, fmt.Errorf("copy the media: %w", err)
		case there:
			have++
		default:
			lost++
		}
		progress(i+1, len(sums))
	}
	return have, lost, nil
}

// setAside moves an archive's file, and what SQLite keeps beside it, out of the way
// and gives its new name, "" where there was none.
func setAside(ctx context.Context, path string, o Options) (string, error) {
	to := path + o.Now().UTC().Format(".before-20060102T150405Z")
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", moveBeside(path, to)
	}
	if err != nil {
		return "", err
	}
	switch {
	case info.Size() > 0 && checkHeader(path, info.Size()) != nil:
		// SQLite would take a damaged file's log away.
		if inUse(path) {
			return "", fmt.Errorf("%s: %w", path, store.ErrInUse)
		}
	case isBusy(journal(ctx, path, "DELETE", o)): // it takes the log into its file, which only somebody alone with it can
		return "", fmt.Errorf("%s: %w", path, store.ErrInUse)
	}
	if _, err := os.Lstat(to); err == nil {
		return "", fmt.Errorf("%s is there already; move it away first", to)
	}
	if err := moveBeside(path, to); err != nil {
		return "", err
	}
	// A second name, so that the archive's own is never without a file.
	if err := os.Link(path, to); err != nil {
		if err := os.Rename(path, to); err != nil {
			return "", fmt.Errorf("move the archive aside: %w; stop what uses it", err)
		}
	}
	return to, syncDirectory(filepath.Dir(path))
}

// journal sets how a database keeps what is under way.
func journal(ctx context.Context, path, mode string, o Options) error {
	d := newFileDB(path, o)
	db, err := sql.Open("sqlite", d.dsn("rw", ""))
	if err != nil {
		return err
	}
	defer db.Close()
	var now string
	return db.QueryRowContext(ctx, "PRAGMA journal_mode("+mode+")").Scan(&now)
}

// moveBeside moves what SQLite kept beside a file with it: a log must never meet
// another file than its own.
func moveBeside(path, to string) error {
	for _, end := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Rename(path+end, to+end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("move %s aside: %w", path+end, err)
		}
	}
	return nil
}
