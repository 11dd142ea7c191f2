package sqlite

import (
	"database/sql"

	"onrecord/store"
)

const tombstoneColumns = `t.how, t.detail, t.capture, t.first_missed, t.confirmed_at, t.confirmed_by, t.last_there, t.authority`

// What stands of a document's tombstones: that its home has it no more, and that the
// archive's owner took its words out.
const (
	stands   = `closed_at IS NULL AND confirmed_at IS NOT NULL`
	isGone   = stands + ` AND how <> 'erased'`
	isErased = stands + ` AND how = 'erased'`
)

// tombstoneRow is one as the database gives it, all NULL where there is none.
type tombstoneRow struct {
	how, detail                    sql.NullString
	by                             authority
	capture, missed                sql.NullInt64
	confirmedAt, confirmedBy, last sql.NullInt64
}

func (t *tombstoneRow) fields() []any {
	return []any{&t.how, &t.detail, &t.capture, &t.missed, &t.confirmedAt, &t.confirmedBy, &t.last, &t.by}
}

func (t *tombstoneRow) tombstone() *store.Tombstone {
	if !t.missed.Valid {
		return nil
	}
	return &store.Tombstone{
		Authority: store.Authority(t.by), How: store.GoneHow(t.how.String), Detail: t.detail.String, CaptureID: t.capture.Int64, FirstMissed: fromMS(t.missed),
		ConfirmedAt: fromMS(t.confirmedAt), ConfirmedBy: t.confirmedBy.Int64, LastThere: fromMS(t.last),
	}
}
