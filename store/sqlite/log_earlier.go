package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"onrecord/store"
	"onrecord/store/proof"
)

// logEarlier takes captures into the log that were made before there was one. Their
// leaves say so: they are proved from now on, not since they were made.
func logEarlier(ctx context.Context, tx *tx) error {
	for last := int64(0); ; {
		var batch []store.Capture
		err := rows(ctx, tx, strings.Replace(captureQuery, ", authority, recorded_at", ", '', NULL", 1)+` WHERE id > ? ORDER BY id LIMIT 500`, []any{last}, func(r *sql.Rows) error {
			c, _, err := scanCapture(r)
			batch = append(batch, c)
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, c := range batch {
			seen, err := readOf(ctx, tx, c.ID)
			if err != nil {
				return err
			}
			if err := logLate(ctx, tx, c, seen); err != nil {
				return fmt.Errorf("capture %d: %w", c.ID, err)
			}
			last = c.ID
		}
	}
}

// readOf is what the archive has read from a capture.
func readOf(ctx context.Context, q Queryer, capture int64) ([]proof.Seen, error) {
	var out []proof.Seen
	err := rows(ctx, q, `SELECT d.name, d.url, d.author_id, d.author_handle, d.author_name, d.publisher, v.native_id, r.hash,
		d.published_at, d.published_precision, d.published_raw
		FROM reading r JOIN version v ON v.id = r.version JOIN document d ON d.id = v.document WHERE r.capture = ? ORDER BY r.id`, []any{capture},
		func(r *sql.Rows) error {
			var s proof.Seen
			var at sql.NullInt64
			var m store.Moment
			err := r.Scan(&s.Document, &s.URL, &s.AuthorID, &s.Handle, &s.Name, &s.Publisher, &s.Version, &s.Content, &at, &m.Precision, &m.Raw)
			m.Time = fromMS(at)
			s.Published = proof.Claim(m)
			out = append(out, s)
			return err
		})
	return out, err
}
