package sqlite

import (
	"database/sql"
	"strings"
	"time"

	"onrecord/store"
)

// content finds the version that an observation shows, or makes it.
func (r *recorder) content(doc int64, o store.Observation, seen time.Time) (store.Change, error) {
	vs, err := versionsOf(r.ctx, r.tx, doc)
	if err != nil {
		return store.Change{}, err
	}
	n := store.Version{
		Document: o.Document, NativeID: o.VersionID, URL: o.VersionURL, Content: o.Content, Hash: o.Content.Hash(),
		CaptureID: r.capture, FirstSeen: seen, LastSeen: seen, ValidFrom: seen,
	}
	if !o.VersionTime.IsZero() {
		n.ValidFrom = o.VersionTime.UTC().Truncate(time.Millisecond)
	}
	if len(vs) > 0 {
		n.Document = vs[0].Document
	} else if n.Document, err = documentName(r.ctx, r.tx, doc); err != nil {
		return store.Change{}, err
	}
	if i, ok := sameVersion(vs, n); ok {
		return r.reread(vs[i], n, seen)
	}
	return r.insert(doc, vs, n)
}

// sameVersion finds the version of which n is another sight.
func sameVersion(vs []store.Version, n store.Version) (int, bool) {
	if n.NativeID != "" {
		for i, v := range vs {
			if v.NativeID == n.NativeID {
				return i, true
			}
		}
		return 0, false
	}
	i := inEffect(vs, n.ValidFrom)
	if i >= 0 && (vs[i].Hash == n.Hash || n.Cut && strings.HasPrefix(vs[i].Text, strings.TrimRight(n.Text, " …."))) {
		return i, true
	}
	if i >= 0 && vs[i].Cut && !n.Cut && strings.HasPrefix(n.Text, strings.TrimRight(vs[i].Text, " ….")) {
		return i, true
	}
	if i+1 < len(vs) && vs[i+1].Hash == n.Hash {
		return i + 1, true
	}
	return 0, false
}

// inEffect is the last version that stood at a time, -1 for none.
func inEffect(vs []store.Version, at time.Time) int {
	for i := len(vs) - 1; i >= 0; i-- {
		if !vs[i].ValidFrom.After(at) {
			return i
		}
	}
	return -1
}

// reread is another sight of a version: it may be fuller than the first.
func (r *recorder) reread(v, n store.Version, seen time.Time) (store.Change, error) {
	ch := store.Change{Document: v.Document, Kind: store.Unchanged}
	old := v.Content
	fuller := v.Cut && !n.Cut && v.Hash != n.Hash
	if fuller {
		ch.Kind = store.Filled
		v.Content, v.Hash, v.CaptureID = n.Content, n.Hash, n.CaptureID
		if err := r.fill(v, old); err != nil {
			return ch, err
		}
	}
	if n.NativeID == "" && n.ValidFrom.Before(v.ValidFrom) {
		v.ValidFrom = n.ValidFrom
	}
	if err := r.extend(&v, seen); err != nil {
		return ch, err
	}
	ch.Version = v
	kept := sql.NullString{}
	if n.Hash != v.Hash {
		kept = sql.NullString{String: toJSON(n.Content), Valid: true}
	}
	return ch, r.reading(v.ID, n, kept)
}

// fill puts a fuller text in place of a cut one, whose own words stay with the
// reading that brought them.
func (r *recorder) fill(v store.Version, old store.Content) error {
	if _, err := r.tx.ExecContext(r.ctx, `UPDATE reading SET content = ? WHERE version = ? AND content IS NULL`, toJSON(old), v.ID); err != nil {
		return err
	}
	_, err := r.tx.ExecContext(r.ctx, `UPDATE version SET title = ?, text = ?, lang = ?, cut = 0, content = ?, hash = ?, capture = ? WHERE id = ?`,
		v.Title, v.Text, v.Lang, toJSON(v.Content), v.Hash, v.CaptureID, v.ID)
	if err != nil {
		return err
	}
	return unindex(r.ctx, r.tx, postSpace, v.ID)
}

// extend widens the time in which a version was seen.
func (r *recorder) extend(v *store.Version, seen time.Time) error {
	if seen.Before(v.FirstSeen) {
		v.FirstSeen = seen
	}
	if seen.After(v.LastSeen) {
		v.LastSeen = seen
	}
	_, err := r.tx.ExecContext(r.ctx, `UPDATE version SET first_seen = ?, last_seen = ?, valid_from = ? WHERE id = ?`,
		ms(v.FirstSeen), ms(v.LastSeen), ms(v.ValidFrom), v.ID)
	return err
}

func (r *recorder) reading(version int64, n store.Version, kept sql.NullString) error {
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO reading (version, capture, hash, cut, content) VALUES (?, ?, ?, ?, ?)`,
		version, r.capture, n.Hash, n.Cut, kept)
	return err
}

// insert puts a new version in its place in time and counts the later ones on.
func (r *recorder) insert(doc int64, vs []store.Version, n store.Version) (store.Change, error) {
	at := inEffect(vs, n.ValidFrom) + 1
	ch := store.Change{Document: n.Document, Kind: store.New}
	if len(vs) > 0 {
		ch.Kind = store.Edited
	}
	if at > 0 {
		ch.Previous = vs[at-1]
	}
	n.Seq = at + 1
	for i := len(vs) - 1; i >= at; i-- { // from the end: (document, seq) is unique
		if _, err := r.tx.ExecContext(r.ctx, `UPDATE version SET seq = ? WHERE id = ?`, vs[i].Seq+1, vs[i].ID); err != nil {
			return ch, err
		}
	}
	res, err := r.tx.ExecContext(r.ctx, `INSERT INTO version (document, seq, native_id, url, title, text, lang, cut, content, hash,
		capture, valid_from, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		doc, n.Seq, n.NativeID, n.URL, n.Title, n.Text, n.Lang, n.Cut, toJSON(n.Content), n.Hash,
		r.capture, ms(n.ValidFrom), ms(n.FirstSeen), ms(n.LastSeen))
	if err != nil {
		return ch, err
	}
	if n.ID, err = res.LastInsertId(); err != nil {
		return ch, err
	}
	ch.Version = n
	return ch, r.reading(n.ID, n, sql.NullString{})
}
