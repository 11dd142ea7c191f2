package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"onrecord/store"
)

const versionQuery = `SELECT v.id, d.name, v.seq, v.native_id, v.url, v.content, v.hash, v.capture, v.valid_from, v.first_seen, v.last_seen, v.authority
	FROM version v JOIN document d ON d.id = v.document`

func scanVersion(row scanner) (store.Version, error) {
	var v store.Version
	var content string
	var valid, first, last sql.NullInt64
	if err := row.Scan(&v.ID, &v.Document, &v.Seq, &v.NativeID, &v.URL, &content, &v.Hash, &v.CaptureID, &valid, &first, &last, (*authority)(&v.Authority)); err != nil {
		return v, err
	}
	v.ValidFrom, v.FirstSeen, v.LastSeen = fromMS(valid), fromMS(first), fromMS(last)
	return v, json.Unmarshal([]byte(content), &v.Content)
}

// versionsOf are a document's versions by Seq, those that do not stand first.
func versionsOf(ctx context.Context, q Queryer, doc int64) ([]store.Version, error) {
	var out []store.Version
	err := rows(ctx, q, versionQuery+` WHERE v.document = ? ORDER BY v.seq`, []any{doc}, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		out = append(out, v)
		return err
	})
	return out, err
}

// Versions are a document's, by Seq.
func (d *DB) Versions(ctx context.Context, name store.DocumentID) ([]store.Version, error) {
	id, err := findDocument(ctx, d.s, name)
	if err != nil {
		return nil, d.fail("versions of "+string(name), err)
	}
	vs, err := versionsOf(ctx, d.s, id)
	standing := vs
	for len(standing) > 0 && standing[0].Seq < 0 {
		standing = standing[1:]
	}
	store.Contradict(standing, standing, store.Moment{})
	return standing, d.fail("versions of "+string(name), err)
}

// Aside are the words that others say are a document's, and its home does not.
func (d *DB) Aside(ctx context.Context, name store.DocumentID) ([]store.Version, error) {
	doc, err := d.Document(ctx, name)
	if err != nil {
		return nil, err
	}
	var out []store.Version
	err = rows(ctx, d.s, versionQuery+` WHERE d.name = ? AND v.seq < 0 ORDER BY v.valid_from, v.id`, []any{doc.ID}, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		out = append(out, v)
		return err
	})
	if err != nil || len(out) == 0 {
		return out, d.fail("versions of "+string(name), err)
	}
	vs, err := d.Versions(ctx, doc.ID)
	store.Contradict(out, vs, doc.PublishedAt)
	return out, err
}

// Version is one by its number.
func (d *DB) Version(ctx context.Context, id int64) (store.Version, error) {
	v, err := scanVersion(d.s.QueryRowContext(ctx, versionQuery+` WHERE v.id = ?`, id))
	if err == nil && v.Authority.Under(store.AuthorityOrigin) {
		var by map[store.DocumentID][]store.Version
		by, err = standing(ctx, d.s, standingWith, toJSON([]int64{id}))
		for _, o := range by[v.Document] {
			if o.ID == id {
				v.Contradicted = o.Contradicted
			}
		}
	}
	return v, d.fail(fmt.Sprintf("version %d", id), err)
}
