package sqlite

import (
	"context"

	"onrecord/store"
)

// EachUnmatchedPost calls f with the versions of posts that the waiting quotes were not
// asked about. Where no quote waits there is nothing to ask.
func (d *DB) EachUnmatchedPost(ctx context.Context, f func([]store.Version) error) error {
	var waits bool
	err := d.r.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM segment WHERE space = 2 AND live = 1)`).Scan(&waits)
	if err != nil {
		return d.fail("find the quotes that wait", err)
	}
	if !waits {
		return d.fail("find the quotes that wait", d.write(ctx, func(tx *tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM unsought`)
			return err
		}))
	}
	for {
		page, err := d.queued(ctx, "unsought", indexPage)
		if err != nil || len(page) == 0 {
			return d.fail("find the quotes that wait", err)
		}
		if err := f(page); err != nil {
			return err
		}
		ids := make([]int64, len(page))
		for i, v := range page {
			ids[i] = v.ID
		}
		if err := d.write(ctx, func(tx *tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM unsought WHERE ref IN (SELECT value FROM json_each(?))`, toJSON(ids))
			return err
		}); err != nil {
			return d.fail("find the quotes that wait", err)
		}
	}
}
