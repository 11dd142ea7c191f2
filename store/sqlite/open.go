// Package sqlite keeps an archive in one SQLite file, onrecord.db, through the
// pure-Go driver modernc.org/sqlite.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	_ "modernc.org/sqlite" // the driver

	"onrecord/store"
)

// fileName is the database's name within an archive's directory.
const fileName = "onrecord.db"

// Options say how to open an archive.
type Options struct {
	// ReadOnly opens without writing a byte.
	ReadOnly bool
	// Create makes the directory and the database where they are missing.
	Create bool
	// Now is the clock, time.Now when nil.
	Now func() time.Time
	// BusyTimeout is how long to wait for another process's lock, 10 s when 0.
	BusyTimeout time.Duration
	// ConfirmAfter is how long after a first look that missed a document a
	// second one may confirm that it is gone, 5 min when 0.
	ConfirmAfter time.Duration
}

// DB is an open archive. It is safe for use by many goroutines.
type DB struct {
	w, r *sql.DB
	path string
	opts Options
}

var _ store.Store = (*DB)(nil)

// Open opens the archive in a directory. Its errors wrap those of package store
// and say which file they are about; a file that is refused is not touched.
func Open(ctx context.Context, dir string, o Options) (*DB, error) {
	o = o.withDefaults()
	d := &DB{path: filepath.Join(dir, fileName), opts: o}
	if err := d.prepare(dir); err != nil {
		return nil, err
	}
	if err := d.connect(ctx); err != nil {
		_ = d.Close() // the first error says more
		return nil, d.fail("open", err)
	}
	return d, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.BusyTimeout == 0 {
		o.BusyTimeout = 10 * time.Second
	}
	if o.ConfirmAfter == 0 {
		o.ConfirmAfter = 5 * time.Minute
	}
	return o
}

// prepare looks at the file before SQLite does, which would write beside it.
func (d *DB) prepare(dir string) error {
	if d.opts.Create && !d.opts.ReadOnly {
		if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // an archive is no secret; the umask narrows it
			return fmt.Errorf("make the archive's directory: %w; choose another with --archive", err)
		}
	}
	info, err := os.Stat(d.path)
	switch {
	case errors.Is(err, os.ErrNotExist) && d.opts.Create && !d.opts.ReadOnly:
		return checkWritable(dir)
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no archive at %s: %w; capture something first, or choose another with --archive", d.path, store.ErrNotFound)
	case err != nil:
		return fmt.Errorf("open the archive: %w; choose another with --archive", err)
	case info.IsDir():
		return fmt.Errorf("%s is a directory: %w", d.path, store.ErrCorrupt)
	}
	return checkHeader(d.path, info.Size())
}

// checkWritable tells a directory that cannot be written before SQLite does.
func checkWritable(dir string) error {
	f, err := os.CreateTemp(dir, ".onrecord-*")
	if err != nil {
		return fmt.Errorf("%s: %w (%w)", dir, store.ErrReadOnly, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// connect opens the writer and the readers, checks whose file it is and brings
// its schema up to date.
func (d *DB) connect(ctx context.Context) error {
	var err error
	if d.opts.ReadOnly {
		return d.connectReadOnly(ctx)
	}
	if d.w, err = sql.Open("sqlite", d.dsn("rwc", "_txlock=immediate")); err != nil {
		return err
	}
	d.w.SetMaxOpenConns(1)
	if err = d.migrate(ctx); err != nil {
		return err
	}
	if d.r, err = sql.Open("sqlite", d.dsn("rw", "_pragma=query_only(1)")); err != nil {
		return err
	}
	d.r.SetMaxOpenConns(8)
	d.r.SetMaxIdleConns(8)
	return d.r.PingContext(ctx)
}

// connectReadOnly opens a file that may lie on a read-only disk: without a
// write-ahead log beside it, SQLite is told that nobody writes.
func (d *DB) connectReadOnly(ctx context.Context) (err error) {
	extra := "_pragma=query_only(1)"
	if _, werr := os.Stat(d.path + "-wal"); errors.Is(werr, os.ErrNotExist) && checkWritable(filepath.Dir(d.path)) != nil {
		extra += "&immutable=1"
	}
	if d.r, err = sql.Open("sqlite", d.dsn("ro", extra)); err != nil {
		return err
	}
	d.r.SetMaxOpenConns(8)
	d.r.SetMaxIdleConns(8)
	return d.checkSchema(ctx, d.r)
}

// dsn sets every pragma on every connection of the pool.
func (d *DB) dsn(mode, extra string) string {
	q := "mode=" + mode + "&_pragma=busy_timeout(" + strconv.FormatInt(d.opts.BusyTimeout.Milliseconds(), 10) + ")" +
		"&_pragma=foreign_keys(1)&_pragma=cache_size(-65536)&_pragma=temp_store(2)"
	if mode != "ro" {
		q += "&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: d.path}).EscapedPath()}
	return u.String() + "?" + q + "&" + extra
}

// Close closes the archive; what was acknowledged is on disk already.
func (d *DB) Close() error {
	var err error
	if d.r != nil {
		err = d.r.Close()
	}
	if d.w != nil {
		err = errors.Join(err, d.w.Close())
	}
	return err
}
