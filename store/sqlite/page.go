package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"onrecord/store"
)

// numberPages gives the documents of an older archive the numbers of their pages.
func numberPages(ctx context.Context, tx *tx) error {
	type doc struct {
		id   int64
		name store.DocumentID
	}
	for last := int64(0); ; {
		var some []doc
		err := rows(ctx, tx, `SELECT id, name FROM document WHERE id > ? ORDER BY id LIMIT 1000`, []any{last}, func(r *sql.Rows) error {
			var d doc
			err := r.Scan(&d.id, &d.name)
			some = append(some, d)
			return err
		})
		if err != nil || len(some) == 0 {
			return err
		}
		for _, d := range some {
			if _, err := tx.ExecContext(ctx, `UPDATE document SET page = ? WHERE id = ?`, d.name.Page(), d.id); err != nil {
				return err
			}
		}
		last = some[len(some)-1].id
	}
}

// ChangedSince calls each for every document touched after the stamp.
func (d *DB) ChangedSince(ctx context.Context, since int64, each func(store.DocumentID) error) (int64, error) {
	const page = 500
	last, lastID := since, int64(1<<62)
	for {
		names := make([]store.DocumentID, 0, page)
		err := rows(ctx, d.s, touchedQuery, []any{last, lastID, page}, func(r *sql.Rows) error {
			var name store.DocumentID
			err := r.Scan(&last, &lastID, &name)
			names = append(names, name)
			return err
		})
		if err != nil {
			return last, d.fail("list what was touched", err)
		}
		for _, name := range names {
			if err := each(name); err != nil {
				return last, err
			}
		}
		if len(names) < page {
			return last, nil
		}
	}
}

const touchedQuery = `SELECT touched, id, name FROM document WHERE (touched, id) > (?, ?) ORDER BY touched, id LIMIT ?`

// CountChangedSince is how many documents were touched after the stamp.
func (d *DB) CountChangedSince(ctx context.Context, since int64) (int, error) {
	var n int
	err := d.r.QueryRowContext(ctx, `SELECT count(*) FROM document WHERE touched > ?`, since).Scan(&n)
	return n, d.fail("count what was touched", err)
}

// CaptureRecord is a capture without its bytes.
func (d *DB) CaptureRecord(ctx context.Context, id int64) (store.Capture, error) {
	c, _, err := scanCapture(d.s.QueryRowContext(ctx, captureQuery+` WHERE id = ?`, id))
	return c, d.fail(fmt.Sprintf("capture %d", id), err)
}

// CaptureRecords are the latest captures of a run or a source.
func (d *DB) CaptureRecords(ctx context.Context, f store.CaptureFilter) ([]store.Capture, error) {
	var out []store.Capture
	where, args := " WHERE 1 = 1", []any{}
	if f.Run != 0 {
		where, args = where+" AND run = ?", append(args, f.Run)
	}
	if f.Source != 0 {
		where, args = where+" AND source = ?", append(args, f.Source)
	}
	if f.Failed {
		where += " AND outcome IN ('failed', 'blocked')"
	}
	err := rows(ctx, d.r, captureQuery+where+` ORDER BY id DESC LIMIT ?`, append(args, limitOf(f.Limit)), func(r *sql.Rows) error {
		c, _, err := scanCapture(r)
		out = append(out, c)
		return err
	})
	return out, d.fail("list captures", err)
}

// limitOf is a LIMIT, one that nothing reaches for none.
func limitOf(n int) int {
	if n <= 0 {
		return math.MaxInt
	}
	return n
}
