package sqlite

import (
	"context"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/record"
)

// recorder carries out what a capture changes.
type recorder struct {
	tx      *tx
	capture int64
	now     time.Time
	// made are the rows of the documents that it makes, and otherwise says that it wrote
	// something else than new rows: then they may not be all.
	made      map[int64]proof.Rows
	otherwise bool
}

// carryOut writes down a plan.
func (r *recorder) carryOut(ctx context.Context, p *record.Plan) error {
	for _, step := range []func(context.Context, *record.Plan) error{
		r.createDocuments, r.mergeDocuments, r.writeVersions, r.writeDocuments, r.writeNames, r.writeReadings, r.writeTombstones, r.writeEvents,
	} {
		if err := step(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) exec(ctx context.Context, query string, args ...any) error {
	r.otherwise = true
	r.tx.queueFresh(ctx) // the statement may be about one of them
	_, err := r.tx.ExecContext(ctx, query, args...)
	return err
}

// hold takes a new row of a document.
func (r *recorder) hold(ctx context.Context, to table, doc int64, values ...any) []any {
	values = r.tx.hold(ctx, to, values...)
	if made := r.made[doc]; made != nil {
		made[tableNames[to]] = append(made[tableNames[to]], heldRow(to, values))
	}
	return values
}

// states are the rows of the documents that were made, where they are all that there is.
func (r *recorder) states() map[int64]proof.Rows {
	if r.otherwise {
		return nil
	}
	for _, made := range r.made {
		sortRows(made["version"], "seq")
		sortRows(made["alias"], "name")
		sortRows(made["relation"], "kind", "other")
	}
	return r.made
}

// all runs queries with the same arguments.
func (r *recorder) all(ctx context.Context, queries []string, args ...any) error {
	for _, q := range queries {
		if err := r.exec(ctx, q, args...); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) createDocuments(ctx context.Context, p *record.Plan) error {
	for _, d := range p.Documents {
		if d.ID != 0 {
			continue
		}
		if err := r.createDocument(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) createDocument(ctx context.Context, d *record.Document) (err error) {
	if r.tx.ahead.unknown[d.Name] {
		delete(r.tx.ahead.unknown, d.Name)
	} else if err := r.exec(ctx, `DELETE FROM alias WHERE name = ?`, d.Name); err != nil { // a name that led elsewhere is the document's own from here on
		return err
	}
	if r.tx.touch == 0 {
		if err := r.tx.QueryRowContext(ctx, `SELECT coalesce(max(touched), 0) + 1 FROM document`).Scan(&r.tx.touch); err != nil {
			return err
		}
	}
	if d.ID, err = r.tx.next(ctx, documentTable); err != nil {
		return err
	}
	if r.made == nil {
		r.made = map[int64]proof.Rows{}
	}
	r.made[d.ID] = proof.Rows{}
	row := r.hold(ctx, documentTable, d.ID, documentRow(d, r.tx.touch)...)
	r.tx.toState(d.ID, row)
	d.Was = d.Facts
	return nil
}

// documentRow are the columns of a document.
func documentRow(d *record.Document, touch int64) []any {
	k := d.Facts
	return []any{
		d.ID, d.Name, k.Kind, d.Name.Platform(), k.URL, k.Publisher, k.Author.Key(), k.Author.ID, k.Author.Handle,
		k.Author.Name, k.Author.URL, ms(k.Published.Time), k.Published.Precision, k.Published.Raw, ms(k.IDTime), ms(k.FirstSeen), ms(k.LastSeen),
		ms(k.NextLook), k.Context, authority(k.Authority), d.Name.Page(), touch, nil,
	}
}

// mergeDocuments makes all that refers to a document refer to the one that it turned out to
// be. What refers to versions (links, postings) needs no change.
func (r *recorder) mergeDocuments(ctx context.Context, p *record.Plan) error {
	for _, m := range p.Merges {
		if err := r.all(ctx, []string{
			// Out of the way first: (document, seq) is unique.
			`UPDATE version SET seq = -id - 1000000000, document = ?1 WHERE document = ?2`,
			`UPDATE tombstone SET document = ?1 WHERE document = ?2`,
			`UPDATE change SET document = ?1 WHERE document = ?2`,
			`UPDATE alias SET document = ?1 WHERE document = ?2`,
			`INSERT INTO relation SELECT ?1, kind, other FROM relation WHERE document = ?2 ON CONFLICT DO NOTHING`,
			`DELETE FROM relation WHERE document = ?2`,
			`INSERT INTO medium SELECT ?1, url, sha256, type, length, width, height, capture FROM medium WHERE document = ?2 ON CONFLICT DO NOTHING`,
			`DELETE FROM medium WHERE document = ?2`,
			`INSERT INTO alias (name, document) SELECT name, ?1 FROM document WHERE id = ?2`,
			`DELETE FROM document WHERE id = ?2`,
		}, m.Keep.ID, m.Drop.ID); err != nil {
			return err
		}
	}
	return nil
}

// writeDocuments writes down what is known of each now.
func (r *recorder) writeDocuments(ctx context.Context, p *record.Plan) error {
	for _, d := range p.Documents {
		k := d.Facts
		if k == d.Was {
			continue
		}
		if err := r.exec(ctx, `UPDATE document SET kind = ?, url = ?, publisher = ?, author_key = ?, author_id = ?, author_handle = ?,
			author_name = ?, author_url = ?, published_at = ?, published_precision = ?, published_raw = ?, id_time = ?,
			first_seen = ?, last_seen = ?, next_look = ?, context = ?, authority = ? WHERE id = ?`,
			k.Kind, k.URL, k.Publisher, k.Author.Key(), k.Author.ID, k.Author.Handle, k.Author.Name, k.Author.URL,
			ms(k.Published.Time), k.Published.Precision, k.Published.Raw, ms(k.IDTime), ms(k.FirstSeen), ms(k.LastSeen), ms(k.NextLook), k.Context, authority(k.Authority), d.ID); err != nil {
			return err
		}
		if d.BecamePost() {
			if err := r.becamePost(ctx, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// becamePost drops the quotes and links of an article that turned out to be a post, and has its versions
// indexed: they can be quoted from here on.
func (r *recorder) becamePost(ctx context.Context, d *record.Document) error {
	for _, v := range d.Standing() {
		err := unlink(ctx, r.tx, r.now, v.ID)
		if err == nil {
			err = r.toIndex(ctx, v.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) writeNames(ctx context.Context, p *record.Plan) error {
	for _, a := range p.Aliases {
		if r.tx.ahead.unknown[a.Name] {
			delete(r.tx.ahead.unknown, a.Name)
			r.hold(ctx, aliasTable, a.Document.ID, a.Name, a.Document.ID)
			continue
		}
		if err := r.exec(ctx, `INSERT INTO alias (name, document) VALUES (?, ?) ON CONFLICT DO NOTHING`, a.Name, a.Document.ID); err != nil {
			return err
		}
	}
	type known struct {
		of    int64
		kind  store.RelationKind
		other store.DocumentID
	}
	there := map[known]bool{}
	for _, rel := range p.Relations {
		if r.made[rel.Document.ID] != nil {
			if k := (known{rel.Document.ID, rel.Kind, rel.Relation.Document}); !there[k] {
				there[k] = true
				r.hold(ctx, relationTable, k.of, k.of, k.kind, k.other)
			}
			continue
		}
		if err := r.exec(ctx, `INSERT INTO relation (document, kind, other) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, rel.Document.ID, rel.Kind, rel.Relation.Document); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) writeTombstones(ctx context.Context, p *record.Plan) error {
	for _, d := range p.Documents {
		for _, t := range d.Tombstones {
			if !t.Changed {
				continue
			}
			if err := r.writeTombstone(ctx, d.ID, t); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *recorder) writeTombstone(ctx context.Context, doc int64, t *record.Tombstone) error {
	row := tombstoneColumnsOf(doc, t)
	if t.ID != 0 {
		return r.exec(ctx, `UPDATE tombstone SET how = ?, detail = ?, capture = ?, first_missed = ?, confirmed_at = ?, confirmed_by = ?,
			last_there = ?, closed_at = ? WHERE id = ?`, append(row[2:10:10], t.ID)...)
	}
	id, err := r.tx.next(ctx, tombstoneTable)
	if err != nil {
		return err
	}
	row[0] = id
	r.hold(ctx, tombstoneTable, doc, row...)
	return nil
}

// tombstoneColumnsOf are the columns of a tombstone.
func tombstoneColumnsOf(doc int64, t *record.Tombstone) []any {
	return []any{
		t.ID, doc, t.How, t.Detail, t.CaptureID, ms(t.FirstMissed), ms(t.ConfirmedAt), number(t.ConfirmedBy), ms(t.LastThere), ms(t.ClosedAt), authority(t.Authority),
	}
}

// changeRow are the columns of a change, with the number of its version.
func changeRow(id int64, e record.Event, version int64) []any {
	return []any{id, ms(e.At), e.Kind, e.Document.ID, e.Capture, number(version), e.How, e.Detail}
}

func (r *recorder) writeEvents(ctx context.Context, p *record.Plan) error {
	for _, e := range p.Events {
		version, seq := int64(0), 0
		if e.Version != nil {
			version, seq = e.Version.ID, e.Version.Seq
		}
		id, err := r.tx.next(ctx, changeTable)
		if err != nil {
			return err
		}
		r.hold(ctx, changeTable, e.Document.ID, changeRow(id, e, version)...)
		if changes := r.made[e.Document.ID]["change"]; seq != 0 && len(changes) > 0 {
			changes[len(changes)-1]["seq"] = int64(seq)
		}
	}
	for _, d := range p.Documents {
		for _, v := range d.Versions {
			kind := v.Resighted()
			if kind == "" {
				continue
			}
			if err := r.exec(ctx, `UPDATE change SET kind = ? WHERE version = ? AND kind IN (?, ?, ?)`, kind, v.ID, store.ChangeNew, store.ChangeEdited, store.ChangeContradicted); err != nil {
				return err
			}
		}
	}
	return nil
}
