package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// Authors are those of the posts with their counts, most posts first.
func (d *DB) Authors(ctx context.Context) ([]store.AuthorCount, error) {
	return d.TopAuthors(ctx, 0, 0)
}

// Counts are the archive's totals.
func (d *DB) Counts(ctx context.Context) (store.Counts, error) {
	var c store.Counts
	var first, last sql.NullInt64
	err := d.r.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM document WHERE kind = 'post'), (SELECT count(*) FROM document WHERE kind = 'article'),
		(SELECT count(*) FROM version WHERE seq > 0), (SELECT count(*) FROM capture),
		(SELECT count(*) FROM quote q JOIN version av ON av.id = q.version WHERE `+current+`), (SELECT count(*)`+linkFrom+` WHERE `+current+`),
		(SELECT count(DISTINCT w.document) FROM change c CROSS JOIN version w ON w.id = c.version WHERE c.kind = 'edited' AND w.seq > 1 AND `+byHome+`),
		(SELECT count(DISTINCT document) FROM tombstone WHERE `+isGone+`), (SELECT count(DISTINCT document) FROM tombstone WHERE `+isErased+`),
		(SELECT count(*) FROM source), (SELECT min(started_at) FROM capture), (SELECT max(started_at) FROM capture)`).
		Scan(&c.Posts, &c.Articles, &c.Versions, &c.Captures, &c.Quotes, &c.Links, &c.Edited, &c.Gone, &c.Erased, &c.Sources, &first, &last)
	c.FirstCapture, c.LastCapture = fromMS(first), fromMS(last)
	return c, d.fail("count", err)
}
