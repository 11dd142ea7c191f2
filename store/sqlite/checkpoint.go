package sqlite

import (
	"context"
	"database/sql"
	"slices"

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
		c.ID, err = tx.insert(ctx, `INSERT INTO checkpoint (run, size, note, made_at) VALUES (?, ?, ?, ?)`, number(c.RunID), c.Size, c.Note, ms(c.MadeAt))
		return err
	})
	return c, d.fail("keep the checkpoint", err)
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
