package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"onrecord/store"
)

// findDocument is the number of the document that an id or alias names;
// sql.ErrNoRows for none.
func findDocument(ctx context.Context, q queryer, name store.DocumentID) (int64, error) {
	var id int64
	err := q.QueryRowContext(ctx, `SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1 LIMIT 1`, name).Scan(&id)
	return id, err
}

func documentName(ctx context.Context, q queryer, id int64) (name store.DocumentID, err error) {
	err = q.QueryRowContext(ctx, `SELECT name FROM document WHERE id = ?`, id).Scan(&name)
	return name, err
}

// document finds the document that an observation is about, makes it where it is
// new, merges those that turn out to be one, and takes in what it says of it.
func (r *recorder) document(o store.Observation, at time.Time) (int64, error) {
	if o.Document.Platform() == "" || o.Document.Native() == "" {
		return 0, fmt.Errorf("an observation needs a document id such as x:123, not %q", o.Document)
	}
	doc, err := r.resolve(o)
	if errors.Is(err, sql.ErrNoRows) {
		doc, err = r.create(o)
	}
	if err != nil {
		return 0, err
	}
	for _, name := range append([]store.DocumentID{o.Document}, o.Aliases...) {
		if err := r.alias(doc, name); err != nil {
			return 0, err
		}
	}
	return doc, r.describe(doc, o, at)
}

// resolve is the one document that the observation's ids name; sql.ErrNoRows
// where they name none yet.
func (r *recorder) resolve(o store.Observation) (int64, error) {
	doc, none := int64(0), sql.ErrNoRows
	for _, name := range append([]store.DocumentID{o.Document}, o.Aliases...) {
		id, err := findDocument(r.ctx, r.tx, name)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			continue
		case err != nil:
			return 0, err
		case doc != 0 && doc != id:
			if id, err = r.merge(min(doc, id), max(doc, id)); err != nil {
				return 0, fmt.Errorf("merge: %w", err)
			}
		}
		doc, none = id, nil
	}
	return doc, none
}

func (r *recorder) create(o store.Observation) (int64, error) {
	res, err := r.tx.ExecContext(r.ctx, `INSERT INTO document (name, kind, platform, context, page) VALUES (?, ?, ?, ?, ?)`,
		o.Document, o.Kind, o.Document.Platform(), o.Context, o.Document.Page())
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// alias lets a name lead to a document, unless it is one's own name.
func (r *recorder) alias(doc int64, name store.DocumentID) error {
	if name == "" {
		return nil
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO alias (name, document) SELECT ?1, ?2
		WHERE NOT EXISTS (SELECT 1 FROM document WHERE name = ?1) ON CONFLICT DO NOTHING`, name, doc)
	return err
}
