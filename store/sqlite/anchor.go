package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"onrecord/store"
)

// Unanchored is the newest checkpoint and whom to ask for a stamp of it now.
func (d *DB) Unanchored(ctx context.Context, authorities []string, interval time.Duration) (store.Checkpoint, []string, error) {
	c, err := d.LastCheckpoint(ctx)
	now := d.opts.Now()
	if err != nil || interval >= 0 && now.Sub(c.MadeAt) > store.AnchorFor {
		return c, nil, err
	}
	var due []string
	for _, a := range authorities {
		ask, err := d.toAsk(ctx, c, a, now, interval)
		if err != nil {
			return c, nil, d.fail("find who is to be asked for a stamp", err)
		}
		if ask {
			due = append(due, a)
		}
	}
	return c, due, nil
}

// toAsk reports whether an authority is to be asked for a stamp of a checkpoint.
// A time after now by more than there ever is to wait was kept by a clock that has
// been set back since.
func (d *DB) toAsk(ctx context.Context, c store.Checkpoint, authority string, now time.Time, interval time.Duration) (bool, error) {
	var has int
	var asked, next sql.NullInt64
	err := d.r.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE token IS NOT NULL AND checkpoint = ?1), max(asked_at) FILTER (WHERE token IS NOT NULL),
		max(next_try) FROM anchor WHERE authority = ?2`, c.ID, authority).Scan(&has, &asked, &next)
	if err != nil || has > 0 {
		return false, err
	}
	if interval < 0 {
		return true, nil
	}
	since, until := now.Sub(fromMS(asked)), fromMS(next).Sub(now)
	rests := asked.Valid && since >= 0 && since < interval
	waits := next.Valid && until > 0 && until <= store.AnchorRetry(0)
	return !rests && !waits, nil
}

// AddAnchor keeps a stamp. What failed before it is forgotten.
func (d *DB) AddAnchor(ctx context.Context, checkpoint int64, a store.Anchor, odd string) error {
	return d.fail("keep a time stamp", d.write(ctx, func(tx *tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM anchor WHERE authority = ? AND token IS NULL`, a.Authority); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO anchor (checkpoint, authority, token, stamped_at, asked_at, tries, error) VALUES (?, ?, ?, ?, ?, 0, ?)
			ON CONFLICT DO NOTHING`, checkpoint, a.Authority, a.Token, ms(a.Time), ms(d.opts.Now()), odd)
		return err
	}))
}

// MissAnchor notes a failure, in place of those before it.
func (d *DB) MissAnchor(ctx context.Context, checkpoint int64, authority, why string) error {
	now := d.opts.Now()
	return d.fail("note a time stamp that failed", d.write(ctx, func(tx *tx) error {
		var tries int
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(tries), 0) + 1 FROM anchor WHERE authority = ? AND token IS NULL`, authority).Scan(&tries)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM anchor WHERE authority = ? AND token IS NULL`, authority); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO anchor (checkpoint, authority, asked_at, tries, next_try, error) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, checkpoint, authority, ms(now), tries, ms(now.Add(store.AnchorRetry(tries))), why)
		return err
	}))
}

const anchorQuery = `SELECT c.size, a.authority, a.stamped_at, a.token FROM anchor a JOIN checkpoint c ON c.id = a.checkpoint WHERE a.token IS NOT NULL`

func scanAnchor(r scanner) (a store.Anchor, err error) {
	var at sql.NullInt64
	err = r.Scan(&a.Size, &a.Authority, &at, &a.Token)
	a.Time = fromMS(at)
	return a, err
}

// Anchors calls f for each stamp, a checkpoint's at a time.
func (d *DB) Anchors(ctx context.Context, f func(store.Anchor) error) error {
	sizes, err := numbers(ctx, d.r, `SELECT DISTINCT c.size FROM anchor a JOIN checkpoint c ON c.id = a.checkpoint WHERE a.token IS NOT NULL ORDER BY c.size`)
	if err != nil {
		return d.fail("list the time stamps", err)
	}
	for _, size := range sizes {
		var batch []store.Anchor
		err := rows(ctx, d.s, anchorQuery+` AND c.size = ? ORDER BY a.stamped_at, a.authority`, []any{size}, func(r *sql.Rows) error {
			a, err := scanAnchor(r)
			batch = append(batch, a)
			return err
		})
		if err != nil {
			return d.fail("list the time stamps", err)
		}
		for _, a := range batch {
			if err := f(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// anchorOf is the first stamp that covers a leaf and has nothing odd about it, nil
// where none does yet.
func (d *DB) anchorOf(ctx context.Context, index int64) (*store.Anchor, error) {
	a, err := scanAnchor(d.s.QueryRowContext(ctx, anchorQuery+` AND a.error = '' AND c.size > ? ORDER BY c.size, a.stamped_at LIMIT 1`, index))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is no fault
	}
	return &a, err
}

// AnchorStates are how each authority does.
func (d *DB) AnchorStates(ctx context.Context) ([]store.AnchorState, error) {
	var out []store.AnchorState
	err := rows(ctx, d.r, `SELECT a.authority, c.size, a.stamped_at, a.asked_at, a.tries, a.next_try, a.error, a.token IS NOT NULL,
		(SELECT count(*) FROM anchor n WHERE n.authority = a.authority AND n.token IS NOT NULL)
		FROM anchor a JOIN checkpoint c ON c.id = a.checkpoint
		WHERE a.token IS NULL OR a.checkpoint = (SELECT max(n.checkpoint) FROM anchor n WHERE n.authority = a.authority AND n.token IS NOT NULL)
		ORDER BY a.authority`, nil, func(r *sql.Rows) error {
		var s store.AnchorState
		var stamped, asked, next sql.NullInt64
		var given bool
		if err := r.Scan(&s.Authority, &s.Size, &stamped, &asked, &s.Tries, &next, &s.Error, &given, &s.Stamps); err != nil {
			return err
		}
		s.NextTry = fromMS(next)
		if given {
			s.Time, s.AskedAt, s.Odd, s.Error = fromMS(stamped), fromMS(asked), s.Error, ""
		} else {
			s.Size = 0
		}
		out = addState(out, s, given)
		return nil
	})
	return out, d.fail("list how authorities do", err)
}

// addState joins an authority's two rows: its last stamp, and what failed since.
func addState(all []store.AnchorState, s store.AnchorState, given bool) []store.AnchorState {
	if len(all) == 0 || all[len(all)-1].Authority != s.Authority {
		return append(all, s)
	}
	last := &all[len(all)-1]
	if given {
		last.Size, last.Time, last.AskedAt, last.Odd = s.Size, s.Time, s.AskedAt, s.Odd
	} else {
		last.Tries, last.NextTry, last.Error = s.Tries, s.NextTry, s.Error
	}
	return all
}
