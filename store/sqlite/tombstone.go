package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"onrecord/store"
)

const tombstoneColumns = `t.how, t.detail, t.capture, t.first_missed, t.confirmed_at, t.confirmed_by, t.last_there`

// openTombstone is a document's standing tombstone and its row; nil for none.
func openTombstone(ctx context.Context, q queryer, doc int64) (int64, *store.Tombstone, error) {
	row := q.QueryRowContext(ctx, `SELECT t.id, `+tombstoneColumns+` FROM tombstone t WHERE t.document = ? AND t.closed_at IS NULL ORDER BY t.id DESC LIMIT 1`, doc)
	var id int64
	var t tombstoneRow
	err := row.Scan(append([]any{&id}, t.fields()...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, nil
	}
	return id, t.tombstone(), err
}

// tombstoneRow is one as the database gives it, all NULL where there is none.
type tombstoneRow struct {
	how, detail                    sql.NullString
	capture, missed                sql.NullInt64
	confirmedAt, confirmedBy, last sql.NullInt64
}

func (t *tombstoneRow) fields() []any {
	return []any{&t.how, &t.detail, &t.capture, &t.missed, &t.confirmedAt, &t.confirmedBy, &t.last}
}

func (t *tombstoneRow) tombstone() *store.Tombstone {
	if !t.missed.Valid {
		return nil
	}
	return &store.Tombstone{
		How: store.GoneHow(t.how.String), Detail: t.detail.String, CaptureID: t.capture.Int64, FirstMissed: fromMS(t.missed),
		ConfirmedAt: fromMS(t.confirmedAt), ConfirmedBy: t.confirmedBy.Int64, LastThere: fromMS(t.last),
	}
}

// gone takes in that a document is not there. One look is not enough unless it
// is certain; a second one, after a while, confirms.
func (r *recorder) gone(doc int64, o store.Observation, at time.Time) error {
	name, err := documentName(r.ctx, r.tx, doc)
	if err != nil {
		return err
	}
	id, t, err := openTombstone(r.ctx, r.tx, doc)
	if err != nil {
		return err
	}
	ch := store.Change{Document: name, Kind: store.Missed}
	switch {
	case t != nil && t.Confirmed():
		ch.Kind = store.StillGone
	case t == nil:
		if id, t, err = r.bury(doc, o, at); err != nil {
			return err
		}
	}
	if ch.Kind == store.Missed && (o.Gone.Certain || t.CaptureID != r.capture && at.Sub(t.FirstMissed) >= r.confirmAfter) {
		ch.Kind = store.GoneNow
		t.ConfirmedAt, t.ConfirmedBy = at, r.capture
	}
	if t.How == store.Unavailable && o.Gone.How != store.Unavailable && o.Gone.How != "" {
		t.How, t.Detail = o.Gone.How, o.Gone.Detail
	}
	_, err = r.tx.ExecContext(r.ctx, `UPDATE tombstone SET how = ?, detail = ?, confirmed_at = ?, confirmed_by = ? WHERE id = ?`,
		t.How, t.Detail, ms(t.ConfirmedAt), sql.NullInt64{Int64: t.ConfirmedBy, Valid: t.ConfirmedBy != 0}, id)
	if err != nil {
		return err
	}
	ch.Tombstone = t
	r.changes = append(r.changes, ch)
	if ch.Kind == store.StillGone {
		return nil
	}
	return r.log(at, ch, doc)
}

// bury sets a tombstone, unconfirmed.
func (r *recorder) bury(doc int64, o store.Observation, at time.Time) (int64, *store.Tombstone, error) {
	var last sql.NullInt64
	if err := r.tx.QueryRowContext(r.ctx, `SELECT last_seen FROM document WHERE id = ?`, doc).Scan(&last); err != nil {
		return 0, nil, err
	}
	t := &store.Tombstone{How: o.Gone.How, Detail: o.Gone.Detail, CaptureID: r.capture, FirstMissed: at, LastThere: fromMS(last)}
	res, err := r.tx.ExecContext(r.ctx, `INSERT INTO tombstone (document, how, detail, capture, first_missed, last_there) VALUES (?, ?, ?, ?, ?, ?)`,
		doc, t.How, t.Detail, r.capture, ms(at), last)
	if err != nil {
		return 0, nil, err
	}
	id, err := res.LastInsertId()
	return id, t, err
}

// restore closes a standing tombstone when the document is seen after it.
func (r *recorder) restore(doc int64, at time.Time) (bool, error) {
	id, t, err := openTombstone(r.ctx, r.tx, doc)
	if err != nil || t == nil || at.Before(t.FirstMissed) {
		return false, err
	}
	_, err = r.tx.ExecContext(r.ctx, `UPDATE tombstone SET closed_at = ? WHERE id = ?`, ms(at), id)
	return true, err
}
