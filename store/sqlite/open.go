// Package sqlite keeps an archive in one SQLite file, onrecord.db, through the
// pure-Go driver modernc.org/sqlite.
//
// A new query is a method of DB in the file of its subject, declared in the interface of
// package store that it belongs to and in the small interface of whoever calls it. The suite
// storetest asks it of SQLite and PostgreSQL alike; a table that grows needs a line in
// TestPlans.
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
	"onrecord/store/proof"
)

// fileName is the database's name within an archive's directory.
const fileName = "onrecord.db"

// Options say how to open an archive.
type Options struct {
	// ReadOnly opens without writing a byte.
	ReadOnly bool
	// Create makes the directory and the database where they are missing.
	Create bool
	// Lean keeps little of the database in memory.
	Lean bool
	// Name is the database's file within the directory, onrecord.db when "".
	Name string
	// Now is the clock, time.Now when nil.
	Now func() time.Time
	// BusyTimeout is how long to wait for another process's lock, 10 s when 0.
	BusyTimeout time.Duration
	// ConfirmAfter is how long after a first look that missed a document a
	// second one may confirm that it is gone, 5 min when 0.
	ConfirmAfter time.Duration
	// Terms and Scheme are what versions of posts are indexed by, in the same
	// transaction that records them. Without Terms they wait for IndexPosts.
	Terms  func(store.Version) []store.Term
	Scheme int
	// Collector is put in the log's record of each capture.
	Collector proof.Collector
	// Beacon, where it is set, is asked for a public value when a run begins.
	Beacon func(context.Context) *store.Beacon
}

// DB is an open archive. It is safe for use by many goroutines.
type DB struct {
	w *writer
	r *sql.DB
	// s is r with the statements of the search prepared.
	s *prepared
	// engine is whose database it is, place what errors call it, and media where the
	// bytes of media lie. path is SQLite's file.
	engine Engine
	media  store.MediaFiles
	place  string
	path   string
	// opened is the file as it was opened, nil where there is none.
	opened os.FileInfo
	opts   Options
	// names are those of the people behind accounts.
	names names
	// speakers are the authors of posts, for looking quotes up.
	speakers speakers
	// tidy says that a reader found no log beside the file and leaves none.
	tidy bool
}

// Open opens the archive in a directory. Its errors wrap those of package store
// and say which file they are about; a file that is refused is not touched.
func Open(ctx context.Context, dir string, o Options) (*DB, error) {
	o = o.withDefaults()
	d := newFileDB(filepath.Join(dir, o.Name), o)
	fresh, err := d.prepare(dir)
	if err != nil {
		return nil, err
	}
	if !fresh {
		err = d.lookFirst(ctx)
	}
	switch {
	case err != nil:
	case d.opts.ReadOnly:
		err = d.connectReadOnly(ctx)
	default:
		err = d.connect(ctx, fresh)
	}
	if err != nil {
		_ = d.Close() // the first error says more
		return nil, d.fail("open the archive", err)
	}
	d.opened, err = os.Stat(d.path)
	return d, err
}

// newFileDB is one that is yet to be opened.
func newFileDB(path string, o Options) *DB {
	dir := filepath.Dir(path)
	return &DB{opts: o, engine: file{dir}, place: path, media: directory(filepath.Join(dir, mediaDir)), path: path}
}

func (o Options) withDefaults() Options {
	if o.Name == "" {
		o.Name = fileName
	}
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

// prepare looks at the file before SQLite does, which would write beside it, and
// reports whether it is yet to be made.
func (d *DB) prepare(dir string) (fresh bool, err error) {
	create := d.opts.Create && !d.opts.ReadOnly
	info, err := os.Stat(d.path)
	if create && err != nil {
		if err := makeDirectory(dir); err != nil {
			return false, fmt.Errorf("make the archive's directory: %w; choose another with --archive DIR", err)
		}
	}
	switch {
	case err == nil && info.IsDir():
		return false, fmt.Errorf("%s is a directory: %w", d.path, store.ErrCorrupt)
	case err == nil && (info.Size() > 0 || d.hasLog()):
		if create && unfinishedCreate(d.path) {
			return true, checkWritable(dir)
		}
		return false, checkHeader(d.path, info.Size())
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return false, fmt.Errorf("open the archive: %w; choose another with --archive DIR", err)
	case create:
		if err := checkWritable(dir); err != nil {
			return true, err
		}
		if err := newFile(d.path); err != nil && !errors.Is(err, os.ErrExist) {
			return true, err
		}
		return true, nil
	}
	return false, fmt.Errorf("there is no archive at %s: %w; make one with onrecord capture URL, or choose another with --archive DIR", d.path, store.ErrNotFound)
}

// hasLog reports whether a write-ahead log with something in it lies beside the
// file: somebody has the archive open, or was stopped.
func (d *DB) hasLog() bool {
	info, err := os.Stat(d.path + "-wal")
	return err == nil && info.Size() > 0
}

// checkWritable tells a directory that cannot be written before SQLite does.
func checkWritable(dir string) error {
	f, err := os.CreateTemp(dir, ".onrecord-*")
	if noRoom(err) {
		return fmt.Errorf("%s: %w (%w)", dir, store.ErrFull, err)
	}
	if err != nil {
		return fmt.Errorf("%s: %w (%w)", dir, store.ErrReadOnly, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// lookFirst reads whose file it is and its schema and leaves nothing behind: with
// no log beside it the file is opened as one that nobody writes.
func (d *DB) lookFirst(ctx context.Context) error {
	extra := "_pragma=query_only(1)"
	if !d.hasLog() {
		extra += "&immutable=1"
	}
	q, err := sql.Open("sqlite", d.dsn("ro", extra))
	if err != nil {
		return err
	}
	_, err = d.schemaOf(ctx, q)
	return errors.Join(err, q.Close())
}

// connect opens the writer and the readers and brings the schema up to date.
func (d *DB) connect(ctx context.Context, fresh bool) (err error) {
	mode := "rw"
	if fresh {
		mode = "rwc"
	}
	if d.w, err = openWriter(ctx, d.dsnCaching(mode, writerCache, "_pragma=journal_mode(WAL)"), d.opts.BusyTimeout); err != nil {
		return err
	}
	if err = d.migrate(ctx); err != nil {
		return err
	}
	// SQLite syncs the name of its log too, but does not say where that fails.
	if err = syncDirectory(filepath.Dir(d.path)); err != nil {
		return fmt.Errorf("sync the archive's directory: %w (%w)", store.ErrDisk, err)
	}
	return d.connectReaders(ctx, d.dsn("rw", "_pragma=query_only(1)"))
}

// connectReaders opens the pool that reads, and reads.
func (d *DB) connectReaders(ctx context.Context, dsn string) (err error) {
	if d.r, err = sql.Open("sqlite", dsn); err != nil {
		return err
	}
	d.s = &prepared{db: d.r}
	d.r.SetMaxOpenConns(readers)
	d.r.SetMaxIdleConns(readers)
	_, err = d.schemaOf(ctx, d.r)
	return err
}

// readers is how many read at a time.
const readers = 8

// connectReadOnly opens a file that may lie on a read-only disk. There SQLite
// cannot keep its lock file; with no log beside it the file stands as it is.
func (d *DB) connectReadOnly(ctx context.Context) error {
	_, err := os.Stat(d.path + "-wal")
	d.tidy = errors.Is(err, os.ErrNotExist)
	err = d.connectReaders(ctx, d.dsn("ro", "_pragma=query_only(1)"))
	if said := d.fail("", err); err == nil || d.hasLog() || !errors.Is(said, store.ErrReadOnly) && !errors.Is(said, store.ErrFull) && !errors.Is(said, store.ErrDisk) {
		return err
	}
	d.tidy = false
	return errors.Join(d.r.Close(), d.connectReaders(ctx, d.dsn("ro", "_pragma=query_only(1)&immutable=1")))
}

// dsn sets every pragma on every connection of the pool.
func (d *DB) dsn(mode, extra string) string { return d.dsnCaching(mode, readerCache, extra) }

// dsnCaching is one for a connection that keeps so many KiB in memory. No pragma may stand in
// it twice: the driver runs them in the order of the alphabet.
func (d *DB) dsnCaching(mode string, cache int, extra string) string {
	q := "mode=" + mode + "&_pragma=busy_timeout(" + strconv.FormatInt(d.opts.BusyTimeout.Milliseconds(), 10) + ")" +
		"&_pragma=foreign_keys(1)&_pragma=cache_size(" + d.opts.cache(cache) + ")&_pragma=temp_store(2)"
	if mode != "ro" {
		q += "&_pragma=synchronous(FULL)"
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: d.path}).EscapedPath()}
	return u.String() + "?" + q + "&" + extra
}

// writerCache and readerCache are how much of the database the connection that writes and each
// that reads keep in memory, in KiB; a page takes twice its own size of it there. One that is
// lean keeps an eighth.
const (
	writerCache = 32 << 10
	readerCache = 8 << 10
)

// cache is the value of SQLite's pragma for so many KiB.
func (o Options) cache(most int) string {
	if o.Lean {
		most /= 8
	}
	return strconv.Itoa(-most)
}

// Close closes the archive; what was acknowledged is on disk already.
func (d *DB) Close() error {
	var err error
	if d.r != nil {
		err = errors.Join(d.s.close(), d.r.Close())
	}
	if d.w != nil {
		err = errors.Join(err, d.w.close())
	}
	if d.tidy && !d.hasLog() {
		d.sweep()
	}
	return err
}

// sweep takes away the empty log and lock files that SQLite makes even to read,
// by opening and closing as a writer does, who sees to it that nobody else is
// there. What cannot be swept does no harm.
func (d *DB) sweep() {
	q, err := sql.Open("sqlite", d.dsn("rw", ""))
	if err != nil {
		return
	}
	_ = q.PingContext(context.Background())
	_, _ = d.schemaOf(context.Background(), q)
	_ = q.Close()
}
