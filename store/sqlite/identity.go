package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

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
// new, merges those that turn out to be one, and takes in its latest metadata.
func (r *recorder) document(o store.Observation) (int64, error) {
	if o.Document == "" || o.Document.Platform() == "" || o.Document.Native() == "" {
		return 0, fmt.Errorf("an observation needs a document id such as x:123, not %q", o.Document)
	}
	names := append([]store.DocumentID{o.Document}, o.Aliases...)
	var doc int64
	for _, name := range names {
		id, err := findDocument(r.ctx, r.tx, name)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return 0, err
		case doc == 0:
			doc = id
		case id != doc:
			if doc, err = r.merge(min(doc, id), max(doc, id)); err != nil {
				return 0, fmt.Errorf("merge: %w", err)
			}
		}
	}
	if doc == 0 {
		res, err := r.tx.ExecContext(r.ctx, `INSERT INTO document (name, kind, platform) VALUES (?, ?, ?)`, o.Document, o.Kind, o.Document.Platform())
		if err != nil {
			return 0, err
		}
		if doc, err = res.LastInsertId(); err != nil {
			return 0, err
		}
	}
	for _, name := range names {
		if err := r.alias(doc, name); err != nil {
			return 0, err
		}
	}
	return doc, r.describe(doc, o)
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

// describe takes in what the observation knows; what it does not know stays.
func (r *recorder) describe(doc int64, o store.Observation) error {
	p := o.Content.PublishedAt
	if o.Gone != nil { // who misses a document knows less of it than who saw it
		_, err := r.tx.ExecContext(r.ctx, `UPDATE document SET url = ? WHERE id = ? AND url = ''`, o.URL, doc)
		return err
	}
	_, err := r.tx.ExecContext(r.ctx, `UPDATE document SET
		url = coalesce(nullif(?, ''), url),
		author_key = coalesce(nullif(?, ''), author_key), author_id = coalesce(nullif(?, ''), author_id),
		author_handle = coalesce(nullif(?, ''), author_handle), author_name = coalesce(nullif(?, ''), author_name),
		author_url = coalesce(nullif(?, ''), author_url), publisher = coalesce(nullif(?, ''), publisher),
		id_time = coalesce(?, id_time) WHERE id = ?`,
		o.URL, o.Author.Key(), o.Author.ID, o.Author.Handle, o.Author.Name, o.Author.URL, o.Publisher, ms(o.IDTime), doc)
	if err != nil || p.IsZero() && p.Raw == "" {
		return err
	}
	// A day does not take the place of a second known before.
	_, err = r.tx.ExecContext(r.ctx, `UPDATE document SET published_at = ?1, published_precision = ?2, published_raw = ?3
		WHERE id = ?4 AND (published_at IS NULL OR ?1 IS NOT NULL AND (?2 <> 'day' OR published_precision = 'day'))`,
		ms(p.Time), p.Precision, p.Raw, doc)
	return err
}

// merge makes two documents one: the older keeps its name, the other's becomes
// an alias, and the versions of both are counted in the order of their times.
func (r *recorder) merge(keep, drop int64) (int64, error) {
	name, err := documentName(r.ctx, r.tx, drop)
	if err != nil {
		return 0, err
	}
	// Out of the way first: (document, seq) is unique.
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE version SET seq = seq + 1000000 WHERE document = ?`, []any{drop}},
		{`UPDATE version SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE version SET seq = -seq WHERE document = ?`, []any{keep}},
		{`UPDATE version SET seq = n.seq FROM (SELECT id, row_number() OVER (ORDER BY valid_from, id) AS seq
			FROM version WHERE document = ?1) AS n WHERE version.id = n.id`, []any{keep}},
		{`UPDATE tombstone SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE change SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE alias SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE document SET
			first_seen = min(coalesce(document.first_seen, o.first_seen), coalesce(o.first_seen, document.first_seen)),
			last_seen = max(coalesce(document.last_seen, o.last_seen), coalesce(o.last_seen, document.last_seen)),
			url = coalesce(nullif(document.url, ''), o.url), author_key = coalesce(nullif(document.author_key, ''), o.author_key),
			author_handle = coalesce(nullif(document.author_handle, ''), o.author_handle),
			author_name = coalesce(nullif(document.author_name, ''), o.author_name),
			published_at = coalesce(document.published_at, o.published_at)
			FROM document AS o WHERE document.id = ? AND o.id = ?`, []any{keep, drop}},
		{`DELETE FROM document WHERE id = ?`, []any{drop}},
		{`INSERT INTO alias (name, document) VALUES (?, ?)`, []any{name, keep}},
	} {
		if _, err := r.tx.ExecContext(r.ctx, step.query, step.args...); err != nil {
			return 0, err
		}
	}
	return keep, nil
}
