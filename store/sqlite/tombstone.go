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
func (r *recorder) gone(doc int64, name store.DocumentID, g store.Gone, at time.Time) (store.Change, error) {
	ch := store.Change{Document: name, Kind: store.ChangeMissed}
	k, err := r.known(doc)
	if err != nil {
		return ch, err
	}
	if k.lastSeen.After(at) {
		return r.goneForAWhile(doc, ch, g, at)
	}
	id, t, err := openTombstone(r.ctx, r.tx, doc)
	if err != nil {
		return ch, err
	}
	wasConfirmed := t != nil && t.Confirmed()
	if t == nil {
		t = &store.Tombstone{How: g.How, Detail: g.Detail, CaptureID: r.capture, FirstMissed: at, LastThere: k.lastSeen}
	}
	r.missAgain(t, g, at)
	switch {
	case wasConfirmed:
		ch.Kind = store.ChangeStillGone
	case t.Confirmed():
		ch.Kind = store.ChangeGone
	}
	ch.Tombstone = t
	return ch, r.putTombstone(id, doc, t, time.Time{})
}

// missAgain adds a look that missed the document to its tombstone.
func (r *recorder) missAgain(t *store.Tombstone, g store.Gone, at time.Time) {
	if better(g.How, t.How) {
		t.How, t.Detail = g.How, g.Detail
	}
	second, by := at, r.capture
	if at.Before(t.FirstMissed) { // an older look that we hear of only now
		second, by = t.FirstMissed, t.CaptureID
		t.FirstMissed, t.CaptureID = at, r.capture
	}
	switch {
	case t.Confirmed():
	case g.Certain:
		t.ConfirmedAt, t.ConfirmedBy = at, r.capture
	case by != t.CaptureID && second.Sub(t.FirstMissed) >= r.confirmAfter:
		t.ConfirmedAt, t.ConfirmedBy = second, by
	}
}

// better reports whether one way of being gone says more than another.
func better(how, than store.GoneHow) bool {
	return how != "" && how != store.Unavailable && (than == "" || than == store.Unavailable)
}

// goneForAWhile takes in a look into the past that missed a document which was
// seen again since: history, and no standing tombstone.
func (r *recorder) goneForAWhile(doc int64, ch store.Change, g store.Gone, at time.Time) (store.Change, error) {
	var known bool
	var last sql.NullInt64
	err := r.tx.QueryRowContext(r.ctx, `SELECT
		EXISTS (SELECT 1 FROM tombstone WHERE document = ?1 AND closed_at >= ?2 AND first_missed <= ?2),
		(SELECT max(CASE WHEN last_seen <= ?2 THEN last_seen ELSE first_seen END) FROM version WHERE document = ?1 AND first_seen <= ?2)`,
		doc, ms(at)).Scan(&known, &last)
	if err != nil {
		return ch, err
	}
	if known {
		ch.Kind = store.ChangeStillGone
		return ch, nil
	}
	t := &store.Tombstone{How: g.How, Detail: g.Detail, CaptureID: r.capture, FirstMissed: at, LastThere: fromMS(last)}
	if g.Certain {
		t.ConfirmedAt, t.ConfirmedBy, ch.Kind = at, r.capture, store.ChangeGone
	}
	ch.Tombstone = t
	return ch, r.closeAtNextSight(doc, t)
}

// closeAtNextSight writes a tombstone that a later sight refutes, and the return.
func (r *recorder) closeAtNextSight(doc int64, t *store.Tombstone) error {
	var back sql.NullInt64
	var version, capture int64
	if err := r.tx.QueryRowContext(r.ctx, `SELECT CASE WHEN first_seen > ?2 THEN first_seen ELSE last_seen END AS back, id, capture
		FROM version WHERE document = ?1 AND last_seen > ?2 ORDER BY back LIMIT 1`, doc, ms(t.FirstMissed)).Scan(&back, &version, &capture); err != nil {
		return err
	}
	if err := r.putTombstone(0, doc, t, fromMS(back)); err != nil {
		return err
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO change (at, kind, document, capture, version, how, detail) VALUES (?, 'restored', ?, ?, ?, '', '')`,
		back, doc, capture, version)
	return err
}

// putTombstone writes one, anew where id is 0.
func (r *recorder) putTombstone(id, doc int64, t *store.Tombstone, closed time.Time) error {
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO tombstone (id, document, how, detail, capture, first_missed, confirmed_at, confirmed_by, last_there, closed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET how = excluded.how, detail = excluded.detail, capture = excluded.capture,
		first_missed = excluded.first_missed, confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by`,
		number(id), doc, t.How, t.Detail, t.CaptureID, ms(t.FirstMissed), ms(t.ConfirmedAt), number(t.ConfirmedBy), ms(t.LastThere), ms(closed))
	return err
}

// restore closes a standing tombstone when the document is seen after it, and
// reports whether there was one. A sight from before only dates the loss better.
func (r *recorder) restore(doc int64, at time.Time) (bool, error) {
	if _, err := r.tx.ExecContext(r.ctx, `UPDATE tombstone SET last_there = ?1 WHERE document = ?2 AND closed_at IS NULL
		AND first_missed > ?1 AND coalesce(last_there, ?1 - 1) < ?1`, ms(at), doc); err != nil {
		return false, err
	}
	res, err := r.tx.ExecContext(r.ctx, `UPDATE tombstone SET closed_at = ?1 WHERE document = ?2 AND closed_at IS NULL AND first_missed <= ?1`, ms(at), doc)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
