package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"onrecord/store"
)

// Announce puts notices up for each channel, each once.
func (d *DB) Announce(ctx context.Context, all []store.Notice, channels []string) error {
	return d.fail("announce", d.write(ctx, func(tx *tx) error {
		var ids []int64
		for _, n := range all {
			id, err := tx.insert(ctx, `INSERT INTO event (at, kind, name, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, ms(n.At), n.Kind, n.Name, string(n.Body))
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			ids = append(ids, id)
			for _, c := range channels {
				if _, err := tx.ExecContext(ctx, `INSERT INTO delivery (event, channel, tries, next_try, error) VALUES (?, ?, 0, 0, '')`, id, c); err != nil {
					return err
				}
			}
		}
		return logRows(ctx, tx, d.opts.Now(), noticeRows, ids...)
	}))
}

const noticeColumns = `e.id, e.at, e.kind, e.name, e.body`

func noticeFields(n *store.Notice, at *sql.NullInt64, body *string) []any {
	return []any{&n.ID, at, &n.Kind, &n.Name, body}
}

// Undelivered are those whose next try is due.
func (d *DB) Undelivered(ctx context.Context, due time.Time, limit int) ([]store.Delivery, error) {
	var out []store.Delivery
	err := rows(ctx, d.r, `SELECT `+noticeColumns+`, y.channel, y.tries FROM delivery y JOIN event e ON e.id = y.event
		WHERE y.next_try <= ? ORDER BY y.event, y.channel LIMIT ?`, []any{ms(due), limit}, func(r *sql.Rows) error {
		var y store.Delivery
		var at sql.NullInt64
		var body string
		err := r.Scan(append(noticeFields(&y.Notice, &at, &body), &y.Channel, &y.Tries)...)
		y.Notice.At, y.Notice.Body = fromMS(at), []byte(body)
		out = append(out, y)
		return err
	})
	return out, d.fail("list what is to be told", err)
}

// Delivered says how a delivery went.
func (d *DB) Delivered(ctx context.Context, y store.Delivery, failure error, next time.Time) error {
	return d.fail("note a delivery", d.write(ctx, func(tx *tx) error {
		var err error
		if failure == nil {
			err = one(tx.ExecContext(ctx, `UPDATE delivery SET next_try = NULL, error = '' WHERE event = ? AND channel = ?`, y.Notice.ID, y.Channel))
		} else {
			err = one(tx.ExecContext(ctx, `UPDATE delivery SET tries = tries + 1, next_try = ?, error = ? WHERE event = ? AND channel = ?`,
				ms(next), failure.Error(), y.Notice.ID, y.Channel))
		}
		if err != nil {
			return err
		}
		return logRows(ctx, tx, d.opts.Now(), noticeRows, y.Notice.ID)
	}))
}

// Notices are the latest ones.
func (d *DB) Notices(ctx context.Context, limit int) ([]store.Notice, error) {
	var out []store.Notice
	err := rows(ctx, d.r, `SELECT `+noticeColumns+` FROM event e ORDER BY e.id DESC LIMIT ?`, []any{limit}, func(r *sql.Rows) error {
		var n store.Notice
		var at sql.NullInt64
		var body string
		err := r.Scan(noticeFields(&n, &at, &body)...)
		n.At, n.Body = fromMS(at), []byte(body)
		out = append(out, n)
		return err
	})
	return out, d.fail("list notices", err)
}
