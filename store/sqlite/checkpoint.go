package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"onrecord/store"
	"onrecord/store/record"
)

const checkpointQuery = `SELECT id, run, size, note, made_at FROM checkpoint`

func scanCheckpoint(r scanner) (c store.Checkpoint, err error) {
	var run, made sql.NullInt64
	err = r.Scan(&c.ID, &run, &c.Size, &c.Note, &made)
	c.RunID, c.MadeAt = run.Int64, fromMS(made)
	return c, err
}

// AddCheckpoint keeps a signed head.
func (d *DB) AddCheckpoint(ctx context.Context, c store.Checkpoint) (store.Checkpoint, error) {
	if c.MadeAt.IsZero() {
		c.MadeAt = record.Instant(d.opts.Now())
	}
	err := d.write(ctx, func(tx *tx) (err error) {
		c, err = addCheckpoint(ctx, tx, c)
		return err
	})
	return c, d.fail("keep the checkpoint", err)
}

func addCheckpoint(ctx context.Context, tx *tx, c store.Checkpoint) (_ store.Checkpoint, err error) {
	if c.ID, err = tx.insert(ctx, `INSERT INTO checkpoint (run, size, note, made_at) VALUES (?, ?, ?, ?)`, number(c.RunID), c.Size, c.Note, ms(c.MadeAt)); err != nil {
		return c, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
		WHERE length(setting.value) < length(excluded.value) OR length(setting.value) = length(excluded.value) AND setting.value < excluded.value`, signedSetting, strconv.FormatInt(c.Size, 10))
	return c, err
}

// signedSetting is how many leaves the largest checkpoint covered that was ever made, so
// that one that is not there any more is missed.
const signedSetting = "log.signed"

// SignedOnce is how many leaves a checkpoint covered once, whether it is there or not; 0
// where none was made since this is written down.
func (d *DB) SignedOnce(ctx context.Context) (int64, error) {
	s, err := d.Setting(ctx, signedSetting)
	if err != nil || s == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, d.fail("the setting "+signedSetting, fmt.Errorf("%w: %w", store.ErrCorrupt, err))
	}
	return n, nil
}

// Checkpoints are those kept, the smallest first; one that two processes made at the same
// moment is told once.
func (d *DB) Checkpoints(ctx context.Context) ([]store.Checkpoint, error) {
	var out []store.Checkpoint
	err := rows(ctx, d.r, checkpointQuery+` ORDER BY size, id`, nil, func(r *sql.Rows) error {
		c, err := scanCheckpoint(r)
		out = append(out, c)
		return err
	})
	out = slices.CompactFunc(out, func(a, b store.Checkpoint) bool { return a.Size == b.Size && a.Note == b.Note })
	return out, d.fail("list the checkpoints", err)
}

// LastCheckpoint is the newest.
func (d *DB) LastCheckpoint(ctx context.Context) (store.Checkpoint, error) {
	c, err := scanCheckpoint(d.r.QueryRowContext(ctx, checkpointQuery+` ORDER BY size DESC, id LIMIT 1`))
	return c, d.fail("the last checkpoint", err)
}
