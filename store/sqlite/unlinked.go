package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"onrecord/store"
)

// UnlinkedVersions calls f for the article versions that a linker has not read.
// It holds their numbers, not their words, and no cursor while f works.
func (d *DB) UnlinkedVersions(ctx context.Context, linker int, f func(store.Version) error) error {
	ids, err := numbers(ctx, d.r, unlinkedQuery, linker)
	if err != nil {
		return d.fail("list articles to link", err)
	}
	for page := range slices.Chunk(ids, 200) {
		vs, err := d.versions(ctx, page)
		if err != nil {
			return d.fail("read articles to link", err)
		}
		for _, v := range vs {
			if err := f(v); err != nil {
				return err
			}
		}
	}
	return nil
}

// versions are some by their numbers, in this order.
func (d *DB) versions(ctx context.Context, ids []int64) ([]store.Version, error) {
	var out []store.Version
	err := rows(ctx, d.r, versionQuery+` JOIN json_each(?) j ON v.id = j.value ORDER BY j.key`, []any{toJSON(ids)}, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		out = append(out, v)
		return err
	})
	return out, err
}

// unlinkedQuery starts at the articles: its cost does not follow the posts.
const unlinkedQuery = `SELECT v.id FROM document d CROSS JOIN version v ON v.document = d.id LEFT JOIN linked l ON l.version = v.id
	WHERE d.kind = 'article' AND v.seq > 0 AND (l.linker IS NULL OR l.linker <> ?) ORDER BY v.id`
