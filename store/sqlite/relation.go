package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// Relations are a document's own and others' to it.
func (d *DB) Relations(ctx context.Context, name store.DocumentID) (own, others []store.Relation, err error) {
	id, err := findDocument(ctx, d.s, name)
	if err != nil {
		return nil, nil, d.fail("document "+string(name), err)
	}
	own, err = relations(ctx, d.s, `SELECT kind, other FROM relation WHERE document = ? ORDER BY kind, other`, id)
	if err == nil {
		others, err = relations(ctx, d.s, `SELECT r.kind, d.name FROM relation r JOIN document d ON d.id = r.document
			WHERE r.other IN (SELECT name FROM document WHERE id = ?1 UNION ALL SELECT name FROM alias WHERE document = ?1)
			ORDER BY d.listed_at, d.id LIMIT 1000`, id)
	}
	return own, others, d.fail("relations of "+string(name), err)
}

func relations(ctx context.Context, q Queryer, query string, id int64) ([]store.Relation, error) {
	var out []store.Relation
	err := rows(ctx, q, query, []any{id}, func(r *sql.Rows) error {
		var rel store.Relation
		err := r.Scan(&rel.Kind, &rel.Document)
		out = append(out, rel)
		return err
	})
	return out, err
}
