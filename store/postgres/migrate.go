package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"

	"onrecord/store"
	"onrecord/store/sqlite"
)

// migrations have the numbers of SQLite's: each gives the tables that the one of its
// number gives there. An archive begins with the first that is here.
//
//go:embed migrations/*.sql
var migrations embed.FS

// first is the number of the migration that makes a new archive.
const first = 11

// schemaOf is the schema of the archive in a database, 0 where there is none.
func schemaOf(ctx context.Context, q sqlite.Queryer) (n int, err error) {
	var encoding string
	var there bool
	err = q.QueryRowContext(ctx, `SELECT current_setting('server_encoding'), EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'onrecord')`).Scan(&encoding, &there)
	switch {
	case err != nil:
		return 0, err
	case encoding != "UTF8":
		return 0, fmt.Errorf("the database's encoding is %s and must be UTF8; make another with createdb --encoding=UTF8 --template=template0", encoding)
	case !there:
		return 0, nil
	}
	err = q.QueryRowContext(ctx, `SELECT schema FROM onrecord`).Scan(&n)
	if err == nil {
		err = sqlite.CheckSchema(n)
	}
	return n, err
}

// check refuses to read what must be made or brought up to date first.
func check(ctx context.Context, q sqlite.Queryer) error {
	n, err := schemaOf(ctx, q)
	switch {
	case err != nil:
		return err
	case n == 0:
		return errNone
	case n < sqlite.Schema():
		return fmt.Errorf("it has schema %d and must be brought to %d: %w", n, sqlite.Schema(), store.ErrOldSchema)
	}
	return nil
}

// migrate brings the schema up to date, all of it in one transaction, and gives the one
// that there was.
func migrate(ctx context.Context, db *sql.DB, create bool) (since int, err error) {
	n, err := schemaOf(ctx, db)
	if err != nil || n == sqlite.Schema() {
		return n, err
	}
	if n == 0 && !create {
		return 0, errNone
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	if _, err := tx.ExecContext(ctx, lock); err != nil {
		return 0, err
	}
	if n, err = schemaOf(ctx, tx); err != nil { // by now another process may have done it
		return 0, err
	}
	for next := max(n+1, first); next <= sqlite.Schema(); next++ {
		if err := apply(ctx, tx, next); err != nil {
			return 0, err
		}
	}
	return n, tx.Commit()
}

func apply(ctx context.Context, tx *sql.Tx, n int) error {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return err
	}
	for _, e := range entries {
		var at int
		if _, err := fmt.Sscanf(e.Name(), "%04d_", &at); err != nil || at != n {
			continue
		}
		text, err := migrations.ReadFile("migrations/" + e.Name())
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("migration %s: %w", e.Name(), err)
		}
		_, err = tx.ExecContext(ctx, `UPDATE onrecord SET schema = ?`, n)
		return err
	}
	return errors.New("migration " + fmt.Sprint(n) + " is missing")
}
