package sqlite

import (
	"context"
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
const schema = 24

// CheckSchema refuses a schema that a newer onrecord has made, also while an older one is at
// work: it would leave out what the newer writes.
func CheckSchema(n int) error {
	if n > schema {
		return fmt.Errorf("it has schema %d, this onrecord knows %d: %w", n, schema, store.ErrNewerSchema)
	}
	return nil
}

// schemaOf is the schema that the file has, 0 for an empty one. It refuses a file
// of somebody else's or of a newer onrecord.
func (d *DB) schemaOf(ctx context.Context, q Queryer) (int, error) {
	var app, version, tables int
	// In one statement, so that all are of one moment.
	err := q.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&app, &version, &tables)
	if err != nil {
		return 0, err
	}
	switch {
	case app == 0 && version == 0 && tables == 0 && !d.opts.ReadOnly:
		return 0, nil
	case app == 0 && version == 0 && tables == 0:
		return 0, fmt.Errorf("%s is empty: %w; make an archive with onrecord capture URL", d.path, store.ErrNotFound)
	case app != applicationID:
		return 0, fmt.Errorf("%s: %w", d.path, store.ErrNotArchive)
	case version > schema:
		return 0, fmt.Errorf("%s: %w", d.path, CheckSchema(version))
	case version < schema && d.opts.ReadOnly:
		return 0, fmt.Errorf("%s has schema %d and must be brought to %d: %w", d.path, version, schema, store.ErrOldSchema)
	}
	return version, nil
}

// migrate applies what is missing, each migration in a transaction of its own.
func (d *DB) migrate(ctx context.Context) error {
	for {
		done, err := d.migrateOnce(ctx)
		if done || err != nil {
			return err
		}
	}
}

func (d *DB) migrateOnce(ctx context.Context) (done bool, err error) {
	err = d.write(ctx, func(tx *tx) error {
		have, err := d.schemaOf(ctx, tx)
		if err != nil || have == schema {
			done = err == nil
			return err
		}
		if err := mend(ctx, tx, have); err != nil {
			return fmt.Errorf("an archive of schema %d in an early form: %w", have, err)
		}
		return d.apply(ctx, tx, have+1)
	})
	return done, err
}

// apply runs one migration. One that rewrites what documents show (a column that is new
// and empty changes nothing) must put their states on record anew, as the ninth does.
func (d *DB) apply(ctx context.Context, t *tx, n int) error {
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
		if err := t.script(ctx, string(text)); err != nil {
			return fmt.Errorf("migration %s: %w", e.Name(), err)
		}
		if then := d.afterwards(n); then != nil {
			if err := then(ctx, t); err != nil {
				return fmt.Errorf("migration %s: %w", e.Name(), err)
			}
		}
		return t.script(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, n))
	}
	return fmt.Errorf("migration %d is missing", n)
}

// afterwards is what a migration does that SQL does not, nil where it has done all.
func (d *DB) afterwards(n int) func(context.Context, *tx) error {
	return map[int]func(context.Context, *tx) error{5: numberPages, 6: logEarlier, 9: d.logStates, 10: d.logStates, 15: d.logAllLinks, 23: d.logAllRows}[n]
}

// Afterwards does what SQL does not of migrations that another engine has made since a
// schema.
func (d *DB) Afterwards(ctx context.Context, since int) error {
	for n := since + 1; n <= schema; n++ {
		if then := d.afterwards(n); then != nil {
			if err := d.write(ctx, func(tx *tx) error { return then(ctx, tx) }); err != nil {
				return d.fail("bring the archive up to date", err)
			}
		}
	}
	return nil
}
