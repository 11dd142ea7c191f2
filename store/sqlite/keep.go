package sqlite

import (
	"database/sql"

	"onrecord/store"
)

// add writes a version as a document's last and puts it up for indexing.
func (r *recorder) add(doc int64, n store.Version, seq int) (store.Version, error) {
	res, err := r.tx.ExecContext(r.ctx, `INSERT INTO version (document, seq, native_id, url, title, text, lang, cut, content, hash,
		capture, valid_from, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		doc, seq, n.NativeID, n.URL, n.Title, n.Text, n.Lang, n.Cut, toJSON(n.Content), n.Hash,
		r.capture, ms(n.ValidFrom), ms(n.FirstSeen), ms(n.LastSeen))
	if err != nil {
		return n, err
	}
	if n.ID, err = res.LastInsertId(); err != nil {
		return n, err
	}
	return n, r.toIndex(n.ID)
}

// update writes back what another sight changes of a version besides its words.
func (r *recorder) update(v store.Version) error {
	_, err := r.tx.ExecContext(r.ctx, `UPDATE version SET native_id = ?, url = ?, first_seen = ?, last_seen = ?, valid_from = ? WHERE id = ?`,
		v.NativeID, v.URL, ms(v.FirstSeen), ms(v.LastSeen), ms(v.ValidFrom), v.ID)
	return err
}

// fill puts a fuller text in place of a cut one, whose own words stay with the
// reading that brought them. What was derived from the cut text is due again.
func (r *recorder) fill(v store.Version, old store.Content) error {
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE reading SET content = ? WHERE version = ? AND content IS NULL`, []any{toJSON(old), v.ID}},
		{`UPDATE version SET title = ?, text = ?, lang = ?, cut = ?, content = ?, hash = ?, capture = ? WHERE id = ?`,
			[]any{v.Title, v.Text, v.Lang, v.Cut, toJSON(v.Content), v.Hash, v.CaptureID, v.ID}},
		{`DELETE FROM rendition WHERE version = ?`, []any{v.ID}},
		{`DELETE FROM linked WHERE version = ?1 OR version IN
			(SELECT q.version FROM link l JOIN quote q ON q.id = l.quote WHERE l.version = ?1)`, []any{v.ID}},
	} {
		if _, err := r.tx.ExecContext(r.ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return r.toIndex(v.ID)
}

// toIndex puts a version up for indexing where it is a post's, and for the quotes
// that wait for their source and the translators.
func (r *recorder) toIndex(version int64) error {
	for _, list := range []string{"unsought", "unrendered"} {
		if _, err := r.tx.ExecContext(r.ctx, `INSERT OR IGNORE INTO `+list+` (ref) SELECT v.id
			FROM version v JOIN document d ON d.id = v.document WHERE v.id = ? AND d.kind = 'post'`, version); err != nil {
			return err
		}
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT OR REPLACE INTO unindexed (space, ref) SELECT 1, v.id
		FROM version v JOIN document d ON d.id = v.document WHERE v.id = ? AND d.kind = 'post'`, version)
	return err
}

// reading writes down one sight of a version, with its words where they are not
// the version's own.
func (r *recorder) reading(v, n store.Version) error {
	var words sql.NullString
	if n.Hash != v.Hash {
		words = sql.NullString{String: toJSON(n.Content), Valid: true}
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO reading (version, capture, hash, cut, content) VALUES (?, ?, ?, ?, ?)`,
		v.ID, r.capture, n.Hash, n.Cut, words)
	return err
}
