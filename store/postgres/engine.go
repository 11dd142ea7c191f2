package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"onrecord/store"
	"onrecord/store/sqlite"
)

// engine is what PostgreSQL does in its own way.
type engine struct{ wait time.Duration }

// lock is the archive's one lock of writers, by the schema in which it is: the log is one
// sequence, and ids have no gaps. It ends with the transaction.
const lock = `SELECT pg_advisory_xact_lock(1869508195, hashtext(current_schema()))`

// Begin waits for the other writers, lock_timeout at most. Only then it sees what they wrote,
// a newer schema too: its rows are for a newer program to write.
func (engine) Begin(ctx context.Context, c *sql.Conn) (token string, err error) {
	if _, err := c.ExecContext(ctx, "BEGIN; "+lock); err != nil {
		return "", err
	}
	var schema int
	err = c.QueryRowContext(ctx, `SELECT pg_current_xact_id()::text, schema FROM onrecord`).Scan(&token, &schema)
	if err == nil {
		err = sqlite.CheckSchema(schema)
	}
	return token, err
}

// Lost: what is no answer of the server's is trouble on the way to it, and some answers
// say that it goes down or is not up yet (class 57P), or why it ends the connection
// (class 08).
func (engine) Lost(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, store.ErrNewerSchema) {
		return false
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return true
	}
	switch pg.Code {
	case "57P01", "57P02", "57P03", "57P05", "25P03", "53300":
		return true
	}
	return pg.Code[:2] == "08"
}

// Committed asks for the state of the transaction, once the server is back.
func (e engine) Committed(ctx context.Context, db *sql.DB, token string) (bool, error) {
	for until := time.Now().Add(time.Minute + e.wait); ; {
		var state sql.NullString
		err := db.QueryRowContext(ctx, `SELECT pg_xact_status(?::xid8)`, token).Scan(&state)
		switch {
		case err == nil && state.String == "committed":
			return true, nil
		case err == nil && state.String == "aborted":
			return false, nil
		case err == nil && !state.Valid:
			return false, fmt.Errorf("the database no longer knows transaction %s", token)
		case err != nil && !e.Lost(err):
			return false, err
		case time.Now().After(until):
			return false, errors.Join(errors.New("it is not known whether the last write was kept"), err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Kind goes by PostgreSQL's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html).
func (e engine) Kind(err error) (error, bool) { // the first is the answer
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		var no *pgconn.ConnectError
		return store.ErrUnreachable, errors.As(err, &no)
	}
	switch pg.Code {
	case "53100":
		return store.ErrFull, true
	case "25006", "42501":
		return store.ErrReadOnly, true
	case "55P03", "40P01", "40001":
		return store.ErrBusy, true
	case "58030":
		return store.ErrDisk, true
	case "XX001", "XX002":
		return store.ErrCorrupt, true
	case "3D000":
		return errNoDatabase, true
	}
	if no := (*pgconn.ConnectError)(nil); e.Lost(err) || errors.As(err, &no) {
		return store.ErrUnreachable, true
	}
	return nil, true
}

// Language is PostgreSQL's own.
func (engine) Language() *sqlite.Language { return sqlite.TSQuery }

// Sound: PostgreSQL keeps its own structure; pg_amcheck looks into it.
func (engine) Sound(context.Context, sqlite.Queryer, func(string)) error { return nil }

// Wipe writes the tables anew that held words.
func (engine) Wipe(ctx context.Context, c *sql.Conn) error {
	_, err := c.ExecContext(ctx, "VACUUM FULL blob, version, reading, rendition, quote, link, event, medium, pictured, posting, words")
	return err
}

// Shelved empties the list of what waits to be merged into the index, which each search
// would read to its end.
func (engine) Shelved(ctx context.Context, c *sql.Conn) error {
	_, err := c.ExecContext(ctx, `SELECT gin_clean_pending_list('words_line')`)
	return err
}

// Save makes a backup of the same kind as SQLite's, which any onrecord reads.
func (engine) Save(ctx context.Context, d *sqlite.DB, file string) error {
	return sqlite.SaveFile(ctx, d, file)
}
