package sqlite

import (
	"context"
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
		vs, err := d.Candidates(ctx, page)
		if err != nil {
			return err
		}
		for _, v := range vs {
			if err := f(v.Version); err != nil {
				return err
			}
		}
	}
	return nil
}

// unlinkedQuery starts at the articles: its cost does not follow the posts.
const unlinkedQuery = `SELECT v.id FROM document d CROSS JOIN version v ON v.document = d.id LEFT JOIN linked l ON l.version = v.id
	WHERE d.kind = 'article' AND (l.linker IS NULL OR l.linker <> ?) ORDER BY v.id`
