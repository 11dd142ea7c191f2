package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"strings"

	"onrecord/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as onrecord's: "onrc".
const applicationID = 0x6f6e7263

// schema is the number of the newest migration.
const schema = 1

// checkSchema refuses a file of somebody else's or of a newer onrecord.
func (d *DB) checkSchema(ctx context.Context, q *sql.DB) error {
	_, err := d.schemaOf(ctx, q)
	return err
}

// schemaOf is the schema that the file has, 0 for an empty one.
func (d *DB) schemaOf(ctx context.Context, q queryer) (int, error) {
	var app, version, tables int
	for pragma, to := range map[string]*int{"application_id": &app, "user_version": &version} {
		if err := q.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(to); err != nil {
			return 0, err
		}
	}
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	switch {
	case app == 0 && version == 0 && tables == 0 && !d.opts.ReadOnly:
		return 0, nil
	case app != applicationID:
		return 0, store.ErrNotArchive
	case version > schema:
		return 0, fmt.Errorf("schema %d, this onrecord knows %d: %w", version, schema, store.ErrNewerSchema)
	}
	return version, nil
}

// migrate checks the file through a connection that cannot write, then applies
// what is missing, each migration in a transaction of its own.
func (d *DB) migrate(ctx context.Context) error {
	if err := d.lookFirst(ctx); err != nil {
		return err
	}
	for {
		done, err := d.migrateOnce(ctx)
		if done || err != nil {
			return err
		}
	}
}

// lookFirst reads the schema without touching the file.
func (d *DB) lookFirst(ctx context.Context) error {
	if info, err := statSize(d.path); err != nil || info == 0 {
		return nil //nolint:nilerr // a file yet to be made
	}
	ro, err := sql.Open("sqlite", d.dsn("ro", "_pragma=query_only(1)"))
	if err != nil {
		return err
	}
	defer ro.Close()
	return d.checkSchema(ctx, ro)
}

func (d *DB) migrateOnce(ctx context.Context) (done bool, err error) {
	err = d.write(ctx, func(tx *sql.Tx) error {
		have, err := d.schemaOf(ctx, tx)
		if err != nil || have == schema {
			done = err == nil
			return err
		}
		return apply(ctx, tx, have+1)
	})
	return done, err
}

func apply(ctx context.Context, tx *sql.Tx, n int) error {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), fmt.Sprintf("%04d_", n)) {
			continue
		}
		text, err := migrations.ReadFile("migrations/" + e.Name())
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("migration %s: %w", e.Name(), err)
		}
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, n))
		return err
	}
	return fmt.Errorf("migration %d is missing", n)
}
