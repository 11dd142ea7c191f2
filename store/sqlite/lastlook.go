package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"onrecord/store"
)

// LastLook tells when a document was last asked for and how that ended.
func (d *DB) LastLook(ctx context.Context, id store.DocumentID) (time.Time, store.Outcome, error) {
	var at sql.NullInt64
	var o store.Outcome
	err := d.r.QueryRowContext(ctx, `SELECT started_at, outcome FROM capture WHERE document = ? AND document <> '' ORDER BY id DESC LIMIT 1`, id).Scan(&at, &o)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, "", nil
	}
	return fromMS(at), o, d.fail("last look at "+string(id), err)
}
