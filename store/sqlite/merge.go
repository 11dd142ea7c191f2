package sqlite

import (
	"database/sql"

	"onrecord/store"
)

// merge makes two documents one: the older keeps its number and name, the
// other's name becomes an alias, and the versions of both are counted in the
// order of their times. What points at versions (links, postings) follows them.
func (r *recorder) merge(keep, drop int64) (int64, error) {
	if err := r.mergeKnown(keep, drop); err != nil {
		return 0, err
	}
	name, err := documentName(r.ctx, r.tx, drop)
	if err != nil {
		return 0, err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		// Out of the way first: (document, seq) is unique.
		{`UPDATE version SET seq = -id, document = ?1 WHERE document IN (?1, ?2)`, []any{keep, drop}},
		{`UPDATE tombstone SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE change SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE alias SET document = ? WHERE document = ?`, []any{keep, drop}},
		{`UPDATE document SET context = min(context, (SELECT context FROM document WHERE id = ?2)) WHERE id = ?1`, []any{keep, drop}},
		{`INSERT OR IGNORE INTO relation SELECT ?1, kind, other FROM relation WHERE document = ?2`, []any{keep, drop}},
		{`DELETE FROM relation WHERE document = ?`, []any{drop}},
		{`INSERT OR IGNORE INTO medium SELECT ?1, url, sha256, type, length, width, height, capture FROM medium WHERE document = ?2`, []any{keep, drop}},
		{`DELETE FROM medium WHERE document = ?`, []any{drop}},
		{`DELETE FROM document WHERE id = ?`, []any{drop}},
		{`INSERT INTO alias (name, document) VALUES (?, ?)`, []any{name, keep}},
	} {
		if _, err := r.tx.ExecContext(r.ctx, step.query, step.args...); err != nil {
			return 0, err
		}
	}
	if err := r.foldRepeats(keep); err != nil {
		return 0, err
	}
	if err := r.renumber(keep); err != nil {
		return 0, err
	}
	return keep, r.settle(keep)
}

func (r *recorder) mergeKnown(keep, drop int64) error {
	k, err := r.known(keep)
	if err != nil {
		return err
	}
	d, err := r.known(drop)
	if err != nil {
		return err
	}
	before := k
	k.take(d, d.lastSeen.After(k.lastSeen))
	k.firstSeen, k.lastSeen = earlier(k.firstSeen, d.firstSeen), later(k.lastSeen, d.lastSeen)
	k.nextLook = earlier(k.nextLook, d.nextLook)
	return r.becomes(keep, before, k)
}

// foldRepeats makes one version of neighbours that say the same: both documents
// had it.
func (r *recorder) foldRepeats(doc int64) error {
	var vs []store.Version
	err := rows(r.ctx, r.tx, versionQuery+` WHERE v.document = ? ORDER BY v.valid_from, v.id`, []any{doc}, func(row *sql.Rows) error {
		v, err := scanVersion(row)
		vs = append(vs, v)
		return err
	})
	if err != nil {
		return err
	}
	for i := 1; i < len(vs); i++ {
		a, b := vs[i-1], vs[i]
		if a.Hash != b.Hash || a.NativeID != "" && b.NativeID != "" && a.NativeID != b.NativeID {
			continue
		}
		if err := r.foldInto(a, b); err != nil {
			return err
		}
		a.FirstSeen, a.LastSeen = earlier(a.FirstSeen, b.FirstSeen), later(a.LastSeen, b.LastSeen)
		if a.NativeID == "" {
			a.NativeID, a.URL = b.NativeID, b.URL
		}
		if err := r.update(a); err != nil {
			return err
		}
		vs[i] = a
	}
	return nil
}

// foldInto lets all that points at version b point at a, and takes b away.
func (r *recorder) foldInto(a, b store.Version) error {
	if err := dropQuotes(r.ctx, r.tx, b.ID); err != nil {
		return err
	}
	for _, query := range []string{
		`UPDATE reading SET version = ?1 WHERE version = ?2`,
		`UPDATE link SET version = ?1 WHERE version = ?2`,
		`DELETE FROM change WHERE version = ?2 AND kind IN ('new', 'edited')`,
		`UPDATE change SET version = ?1 WHERE version = ?2`,
		`DELETE FROM linked WHERE version = ?2`,
		`DELETE FROM unindexed WHERE space = 1 AND ref = ?2`,
		`DELETE FROM unindexed WHERE space = 3 AND ref = ?2`,
		`DELETE FROM unsought WHERE ref = ?2`,
		`DELETE FROM unrendered WHERE ref = ?2`,
		`DELETE FROM rendition WHERE version = ?2`,
		`DELETE FROM version WHERE id = ?2`,
	} {
		if _, err := r.tx.ExecContext(r.ctx, query, a.ID, b.ID); err != nil {
			return err
		}
	}
	return nil
}

// renumber counts a document's versions anew by time, and says of each first
// sight whether it was the document's or an edit.
func (r *recorder) renumber(doc int64) error {
	r.renumbered = true
	for _, query := range []string{
		`UPDATE version SET seq = -id WHERE document = ?1`,
		`UPDATE version SET seq = n.seq FROM (SELECT id, row_number() OVER (ORDER BY valid_from, id) AS seq
			FROM version WHERE document = ?1) AS n WHERE version.id = n.id`,
		`UPDATE change SET kind = CASE WHEN v.seq = 1 THEN 'new' ELSE 'edited' END FROM version v
			WHERE change.document = ?1 AND change.kind IN ('new', 'edited') AND v.id = change.version`,
	} {
		if _, err := r.tx.ExecContext(r.ctx, query, doc); err != nil {
			return err
		}
	}
	return nil
}

// settle leaves at most one tombstone standing: none that the document outlived,
// and of the others the one that is confirmed, or the first.
func (r *recorder) settle(doc int64) error {
	_, err := r.tx.ExecContext(r.ctx, `UPDATE tombstone SET closed_at = coalesce((SELECT max(last_seen, tombstone.first_missed) FROM document WHERE id = ?1), first_missed)
		WHERE document = ?1 AND closed_at IS NULL AND (first_missed <= (SELECT last_seen FROM document WHERE id = ?1)
			OR id <> (SELECT id FROM tombstone WHERE document = ?1 AND closed_at IS NULL ORDER BY confirmed_at IS NULL, first_missed LIMIT 1))`, doc)
	return err
}
