package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/record"
)

// findDocument is the number of the document that an id or alias names;
// sql.ErrNoRows for none.
func findDocument(ctx context.Context, q Queryer, name store.DocumentID) (int64, error) {
	var id int64
	err := q.QueryRowContext(ctx, `SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1 LIMIT 1`, name).Scan(&id)
	return id, err
}

func documentName(ctx context.Context, q Queryer, id int64) (name store.DocumentID, err error) {
	err = q.QueryRowContext(ctx, `SELECT name FROM document WHERE id = ?`, id).Scan(&name)
	return name, err
}

// loadKnown loads what the archive has of the documents that some names lead to.
func loadKnown(ctx context.Context, q Queryer, names []store.DocumentID) (record.Known, error) {
	known, byID := record.Known{}, map[int64]*record.Document{}
	for _, name := range names {
		id, err := findDocument(ctx, q, name)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if byID[id] == nil {
			if byID[id], err = loadDocument(ctx, q, id); err != nil {
				return nil, err
			}
		}
		known[name] = byID[id]
	}
	return known, nil
}

// loadDocument loads what the rules need of one document.
func loadDocument(ctx context.Context, q Queryer, id int64) (*record.Document, error) {
	d := &record.Document{ID: id}
	f := &d.Was
	var published, idTime, first, last, next sql.NullInt64
	err := q.QueryRowContext(ctx, `SELECT name, kind, url, publisher, author_id, author_handle, author_name, author_url, published_at,
		published_precision, published_raw, id_time, first_seen, last_seen, next_look, context, authority, EXISTS (SELECT 1 FROM forgotten WHERE document = document.id)
		FROM document WHERE id = ?`, id).
		Scan(&d.Name, &f.Kind, &f.URL, &f.Publisher, &f.Author.ID, &f.Author.Handle, &f.Author.Name, &f.Author.URL,
			&published, &f.Published.Precision, &f.Published.Raw, &idTime, &first, &last, &next, &f.Context, (*authority)(&f.Authority), &d.Forgotten)
	if err != nil {
		return nil, err
	}
	f.Published.Time, f.IDTime, f.NextLook = fromMS(published), fromMS(idTime), fromMS(next)
	f.FirstSeen, f.LastSeen = fromMS(first), fromMS(last)
	d.Facts = *f
	vs, err := versionsOf(ctx, q, id)
	if err != nil {
		return nil, err
	}
	d.SetVersions(vs)
	d.Tombstones, err = loadTombstones(ctx, q, id)
	return d, err
}

// loadSights loads what was read of some versions, with the times that the records of the
// captures say. Those of before they said it count for a version's beginning.
func loadSights(ctx context.Context, t *tx, vs []*record.Version) error {
	if slices.ContainsFunc(vs, func(v *record.Version) bool { return t.owing[v.Of().ID] }) {
		if err := t.flushLog(ctx); err != nil {
			return err
		}
	}
	for _, v := range vs {
		err := rows(ctx, t, `SELECT r.id, r.capture, r.hash, r.content, l.record,
				(SELECT count(*) FROM reading o WHERE o.capture = r.capture AND o.hash = r.hash AND o.id < r.id)
			FROM reading r LEFT JOIN leaf l ON l.capture = r.capture WHERE r.version = ? ORDER BY r.id`, []any{v.ID}, func(r *sql.Rows) error {
			s := record.Sight{At: v.ValidFrom, Seen: v.FirstSeen, Authority: v.Authority, NativeID: v.NativeID}
			var content sql.NullString
			var leaf []byte
			var before int
			if err := r.Scan(&s.ID, &s.Capture, &s.Hash, &content, &leaf, &before); err != nil {
				return err
			}
			if seen := proof.SeenIn(leaf, s.Hash, before); seen.At != "" || seen.Undated > 0 {
				s.Authority, s.NativeID = seen.Authority, seen.Version
				at, when := seen.Times()
				s.At, s.Seen = cmp.Or(at, s.At), cmp.Or(when, s.Seen)
			}
			v.Sights = append(v.Sights, s)
			if !content.Valid {
				return nil
			}
			return json.Unmarshal([]byte(content.String), &v.Sights[len(v.Sights)-1].Content)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// loadTombstones are all that a document ever had.
func loadTombstones(ctx context.Context, q Queryer, doc int64) ([]*record.Tombstone, error) {
	var out []*record.Tombstone
	err := rows(ctx, q, `SELECT t.id, t.closed_at, `+tombstoneColumns+` FROM tombstone t WHERE t.document = ? ORDER BY t.id`, []any{doc}, func(r *sql.Rows) error {
		var t tombstoneRow
		var id int64
		var closed sql.NullInt64
		if err := r.Scan(append([]any{&id, &closed}, t.fields()...)...); err != nil {
			return err
		}
		out = append(out, &record.Tombstone{ID: id, Tombstone: *t.tombstone(), ClosedAt: fromMS(closed)})
		return nil
	})
	return out, err
}
