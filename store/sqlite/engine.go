package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"

	"onrecord/store"
)

// Queryer is a database or a transaction to read from.
type Queryer interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row
}

// Engine is what a database does in its own way. The statements are the same for all, in
// the SQL that SQLite speaks; another engine's driver rewrites the little that differs.
type Engine interface {
	// Begin begins a transaction on the connection that writes, alone among all writers
	// of the archive; token names it for Committed.
	Begin(ctx context.Context, c *sql.Conn) (token string, err error)
	// Lost reports whether an error says that the connection is gone, and not that
	// the database refused something.
	Lost(err error) bool
	// Committed finds out whether a transaction was committed that was lost while it was.
	Committed(ctx context.Context, db *sql.DB, token string) (bool, error)
	// Kind is the error of package store that one of the engine's amounts to, nil where
	// it has none; ours says that it is the engine's.
	Kind(err error) (kind error, ours bool)
	// Language is that of its index of words.
	Language() *Language
	// Sound calls fault for what is wrong with the database's own structure.
	Sound(ctx context.Context, q Queryer, fault func(string)) error
	// Wipe takes what was deleted off the disk.
	Wipe(ctx context.Context, c *sql.Conn) error
	// Save copies the archive as it stands at one moment to an empty SQLite file.
	Save(ctx context.Context, d *DB, file string) error
	// Shelved ends what was put into the index of words, so that it is searched fast.
	Shelved(ctx context.Context, c *sql.Conn) error
	// Fill writes the rows that next gives, nil after the last, into a table. Quiet keeps
	// the triggers of tables still while f fills them.
	Fill(ctx context.Context, c *sql.Conn, table string, columns []string, next func() ([]any, error)) error
	Quiet(ctx context.Context, c *sql.Conn, tables []string, f func() error) error
}

// file is SQLite itself, in a directory.
type file struct{ dir string }

// Begin takes SQLite's one lock. Nothing is written into a newer schema.
func (file) Begin(ctx context.Context, c *sql.Conn) (string, error) {
	_, err := c.ExecContext(ctx, "BEGIN IMMEDIATE")
	var schema int
	if err == nil {
		err = c.QueryRowContext(ctx, "PRAGMA user_version").Scan(&schema)
	}
	if err == nil {
		err = CheckSchema(schema)
	}
	return "", err
}

// Lost: there is no connection to lose.
func (file) Lost(error) bool { return false }

// Committed is never asked.
func (file) Committed(context.Context, *sql.DB, string) (bool, error) { return false, nil }

// Kind goes by SQLite's result code (https://sqlite.org/rescode.html).
func (f file) Kind(err error) (error, bool) { // the first is the answer
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return nil, false
	}
	kind := kindOf(se.Code())
	if (errors.Is(kind, store.ErrReadOnly) || errors.Is(kind, store.ErrDisk)) && outOfRoom(f.dir) {
		kind = store.ErrFull
	}
	return kind, true
}

// Language is FTS5's.
func (file) Language() *Language { return FTS5 }

// Sound asks SQLite.
func (file) Sound(ctx context.Context, q Queryer, fault func(string)) error {
	return rows(ctx, q, `PRAGMA quick_check(20)`, nil, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		if err == nil && s != "ok" {
			fault("the database: " + s)
		}
		return err
	})
}

// Wipe takes it out of the log file and the database's free pages, where it would still
// lie.
func (file) Wipe(ctx context.Context, c *sql.Conn) error {
	for _, q := range []string{"PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := c.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// Shelved: FTS5 merges what it is given by itself.
func (file) Shelved(context.Context, *sql.Conn) error { return nil }

// Save is SQLite's own copy (https://sqlite.org/lang_vacuum.html).
func (file) Save(ctx context.Context, d *DB, to string) error { return d.vacuumInto(ctx, to) }

// Attach gives an archive on another engine: what writes to it, nil where it is only
// read, and what reads. place is what errors call it, and media where the bytes of media
// lie. The schema must be the newest.
func Attach(e Engine, w, r *sql.DB, place string, media store.MediaFiles, o Options) *DB {
	d := &DB{opts: o.withDefaults(), engine: e, place: place, media: media, r: r, s: &prepared{db: r}}
	if w != nil {
		d.w = newWriter(e, w, d.opts.BusyTimeout)
	}
	return d
}

// Schema is the number of the newest migration, which every engine has.
func Schema() int { return schema }
