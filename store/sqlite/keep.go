package sqlite

import (
	"context"

	"onrecord/store"
	"onrecord/store/record"
)

// writeVersions writes new versions, takes away those that another says as well, and
// writes back what changed of the others.
func (r *recorder) writeVersions(ctx context.Context, p *record.Plan) error {
	if err := r.makeRoom(ctx, p); err != nil {
		return err
	}
	for _, v := range p.Versions {
		if err := r.add(ctx, v); err != nil {
			return err
		}
	}
	for _, m := range p.Moves {
		words := any(nil)
		if m.Content != nil {
			words = toJSON(m.Content)
		}
		if err := r.exec(ctx, `UPDATE reading SET version = ?, content = coalesce(?, content) WHERE id = ?`, m.To.ID, words, m.Reading); err != nil {
			return err
		}
	}
	for _, f := range p.Folds {
		if err := r.foldInto(ctx, f.Keep.ID, f.Drop.ID); err != nil {
			return err
		}
	}
	for _, d := range p.Documents {
		for _, v := range d.Versions {
			if v.Was.ID == 0 {
				continue
			}
			if v.Changed() {
				if err := r.update(ctx, v); err != nil {
					return err
				}
			}
			if v.Stands() != v.Stood() {
				if err := r.standing(ctx, v); err != nil {
					return err
				}
			}
			if v.Before != nil {
				if err := r.fill(ctx, v); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// makeRoom moves the numbers of versions that are counted anew out of the way: they
// are unique within a document.
func (r *recorder) makeRoom(ctx context.Context, p *record.Plan) error {
	for _, d := range p.Documents {
		for _, v := range d.Versions {
			if v.Was.ID == 0 || v.Was.Seq == v.Seq {
				continue
			}
			if err := r.exec(ctx, `UPDATE version SET seq = -id - 1000000000 WHERE id = ?`, v.ID); err != nil {
				return err
			}
		}
	}
	for _, f := range p.Folds {
		if err := r.exec(ctx, `UPDATE version SET seq = -id - 1000000000 WHERE id = ?`, f.Drop.ID); err != nil {
			return err
		}
	}
	return nil
}

// add writes a new version and puts it up for indexing.
func (r *recorder) add(ctx context.Context, v *record.Version) error {
	id, err := r.tx.next(ctx, versionTable)
	if err != nil {
		return err
	}
	r.hold(ctx, versionTable, v.Of().ID, versionRow(id, v)...)
	v.ID = id
	if v.Stands() && v.Of().Facts.Kind == store.Post {
		r.tx.hold(ctx, unsoughtTable, id)
		r.tx.hold(ctx, unrenderedTable, id)
		r.tx.fresh = append(r.tx.fresh, store.Version{ID: id, Content: store.Content{Title: v.Title, Text: v.Text, Lang: v.Lang}})
	}
	return nil
}

// versionRow are the columns of a version.
func versionRow(id int64, v *record.Version) []any {
	return []any{
		id, v.Of().ID, v.Seq, v.NativeID, v.URL, v.Title, v.Text, v.Lang, v.Cut, toJSON(v.Content), v.Hash,
		v.CaptureID, ms(v.ValidFrom), ms(v.FirstSeen), ms(v.LastSeen), authority(v.Authority),
	}
}

// standing puts a version that has come to stand up for indexing, and takes one that
// stands no longer out of what was derived from it.
func (r *recorder) standing(ctx context.Context, v *record.Version) error {
	if v.Stands() {
		return r.toIndex(ctx, v.ID)
	}
	if err := unlinkWith(ctx, r.tx, r.now, v.ID); err != nil {
		return err
	}
	if err := r.all(ctx, []string{
		`DELETE FROM unindexed WHERE space IN (1, 3) AND ref = ?1`,
		`DELETE FROM unsought WHERE ref = ?1`,
		`DELETE FROM unrendered WHERE ref = ?1`,
		`DELETE FROM rendition WHERE version = ?1`,
	}, v.ID); err != nil {
		return err
	}
	return logRows(ctx, r.tx, r.now, renditionRows, v.ID)
}

// update writes back what changed of a version besides its words.
func (r *recorder) update(ctx context.Context, v *record.Version) error {
	return r.exec(ctx, `UPDATE version SET seq = ?, native_id = ?, url = ?, first_seen = ?, last_seen = ?, valid_from = ?, authority = ?, capture = ? WHERE id = ?`,
		v.Seq, v.NativeID, v.URL, ms(v.FirstSeen), ms(v.LastSeen), ms(v.ValidFrom), authority(v.Authority), v.CaptureID, v.ID)
}

// fill puts a fuller reading in place of a version's own, which stays with the capture
// that brought it. What was derived from its text is due again where that is another.
func (r *recorder) fill(ctx context.Context, v *record.Version) error {
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE reading SET content = ? WHERE version = ? AND content IS NULL`, []any{toJSON(v.Before), v.ID}},
		{`UPDATE version SET title = ?, text = ?, lang = ?, cut = ?, content = ?, hash = ?, capture = ? WHERE id = ?`,
			[]any{v.Title, v.Text, v.Lang, v.Cut, toJSON(v.Content), v.Hash, v.CaptureID, v.ID}},
	} {
		if err := r.exec(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	if v.SameWords(*v.Before) && v.Lang == v.Before.Lang {
		return r.rehashed(ctx, v.ID)
	}
	if err := r.exec(ctx, `DELETE FROM rendition WHERE version = ?`, v.ID); err != nil {
		return err
	}
	if err := unlinkWith(ctx, r.tx, r.now, v.ID); err != nil {
		return err
	}
	if err := logRows(ctx, r.tx, r.now, renditionRows, v.ID); err != nil {
		return err
	}
	return r.toIndex(ctx, v.ID)
}

// rehashed puts on record anew what names a version by its hash.
func (r *recorder) rehashed(ctx context.Context, version int64) error {
	if err := logRows(ctx, r.tx, r.now, renditionRows, version); err != nil {
		return err
	}
	all, err := quoting(ctx, r.tx, version)
	if err != nil {
		return err
	}
	own, err := numbers(ctx, r.tx, `SELECT version FROM linked WHERE version = ?`, version)
	if err != nil {
		return err
	}
	return logLinks(ctx, r.tx, r.now, append(all, own...)...)
}

// foldInto lets all that points at version b point at a, and takes b away.
func (r *recorder) foldInto(ctx context.Context, a, b int64) error {
	if err := unlink(ctx, r.tx, r.now, b); err != nil {
		return err
	}
	quoting, err := quoting(ctx, r.tx, b)
	if err != nil {
		return err
	}
	if err := r.all(ctx, []string{
		`UPDATE link SET version = ?1 WHERE version = ?2`,
		`UPDATE reading SET content = (SELECT content FROM version WHERE id = ?2) WHERE version = ?2 AND content IS NULL
			AND hash <> (SELECT hash FROM version WHERE id = ?1)`,
		`UPDATE reading SET version = ?1 WHERE version = ?2`,
		`DELETE FROM change WHERE version = ?2 AND kind IN ('new', 'edited', 'contradicted')`,
		`UPDATE change SET version = ?1 WHERE version = ?2`,
		`DELETE FROM unindexed WHERE space = 1 AND ref = ?2`,
		`DELETE FROM unindexed WHERE space = 3 AND ref = ?2`,
		`DELETE FROM unsought WHERE ref = ?2`,
		`DELETE FROM unrendered WHERE ref = ?2`,
		`DELETE FROM rendition WHERE version = ?2`,
		`DELETE FROM linked WHERE version = ?2`,
		`DELETE FROM version WHERE id = ?2`,
	}, a, b); err != nil {
		return err
	}
	if err := logRows(ctx, r.tx, r.now, renditionRows, b); err != nil {
		return err
	}
	return logLinks(ctx, r.tx, r.now, quoting...)
}

// toIndex puts a version up for indexing where it is a post's, and for the quotes
// that wait for their source and the translators.
func (r *recorder) toIndex(ctx context.Context, version int64) error {
	for _, list := range []string{"unsought", "unrendered"} {
		if err := r.exec(ctx, `INSERT INTO `+list+` (ref) SELECT v.id
			FROM version v JOIN document d ON d.id = v.document WHERE v.id = ? AND v.seq > 0 AND d.kind = 'post' ON CONFLICT DO NOTHING`, version); err != nil {
			return err
		}
	}
	return r.exec(ctx, `INSERT OR REPLACE INTO unindexed (space, ref) SELECT 1, v.id
		FROM version v JOIN document d ON d.id = v.document WHERE v.id = ? AND v.seq > 0 AND d.kind = 'post'`, version)
}

// writeReadings writes down each sight of a version, with its words where they are not
// the version's own.
func (r *recorder) writeReadings(ctx context.Context, p *record.Plan) error {
	for _, s := range p.Readings {
		words := any(nil)
		if s.Content != nil {
			words = toJSON(s.Content)
		}
		id, err := r.tx.next(ctx, readingTable)
		if err != nil {
			return err
		}
		r.tx.hold(ctx, readingTable, id, s.Version.ID, r.capture, s.Hash, s.Cut, words)
	}
	return nil
}
