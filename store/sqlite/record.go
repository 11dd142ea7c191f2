package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"onrecord/store"
)

// Record keeps a capture and its observations in one transaction.
func (d *DB) Record(ctx context.Context, c store.Capture, seen []store.Observation) (int64, []store.Change, error) {
	var id int64
	var changes []store.Change
	err := d.write(ctx, func(tx *sql.Tx) (err error) {
		id, changes, err = d.record(ctx, tx, c, seen)
		return err
	})
	return id, changes, d.fail("record the capture of "+c.URL, err)
}

// RecordAll keeps many captures in one transaction.
func (d *DB) RecordAll(ctx context.Context, all []store.Recording) ([][]store.Change, error) {
	out := make([][]store.Change, len(all))
	err := d.write(ctx, func(tx *sql.Tx) error {
		for i, r := range all {
			_, changes, err := d.record(ctx, tx, r.Capture, r.Seen)
			if err != nil {
				return err
			}
			out[i] = changes
		}
		return nil
	})
	return out, d.fail("record", err)
}

func (d *DB) record(ctx context.Context, tx *sql.Tx, c store.Capture, seen []store.Observation) (int64, []store.Change, error) {
	if c.StartedAt.IsZero() {
		c.StartedAt = d.opts.Now().UTC()
	}
	id, err := putCapture(ctx, tx, c)
	if err != nil {
		return 0, nil, fmt.Errorf("capture: %w", err)
	}
	r := recorder{ctx: ctx, tx: tx, capture: id, started: c.StartedAt.UTC(), confirmAfter: d.opts.ConfirmAfter}
	if c.Outcome == store.NotModified && len(seen) == 0 && c.Document != "" {
		return id, r.changes, r.stillThere(c.Document)
	}
	for _, o := range seen {
		if err := r.observe(o); err != nil {
			return 0, nil, fmt.Errorf("%s: %w", o.Document, err)
		}
	}
	return id, r.changes, nil
}

// recorder takes in what one capture says.
type recorder struct {
	ctx          context.Context
	tx           *sql.Tx
	capture      int64
	started      time.Time
	confirmAfter time.Duration
	changes      []store.Change
}

// observe takes in one observation.
func (r *recorder) observe(o store.Observation) error {
	at := o.SeenAt
	if at.IsZero() {
		at = r.started
	}
	at = at.UTC().Truncate(time.Millisecond)
	doc, err := r.document(o)
	if err != nil {
		return err
	}
	if o.Gone != nil {
		return r.gone(doc, o, at)
	}
	restored, err := r.restore(doc, at)
	if err != nil {
		return err
	}
	ch, err := r.content(doc, o, at)
	if err != nil {
		return err
	}
	if restored {
		if ch.Kind == store.Edited { // an edit that came to light with the return
			if err := r.log(at, ch, doc); err != nil {
				return err
			}
		}
		ch.Kind = store.Restored
	}
	if ch.Kind != store.Unchanged {
		if err := r.log(at, ch, doc); err != nil {
			return err
		}
	}
	r.changes = append(r.changes, ch)
	return r.touch(doc, at)
}

// stillThere is a 304: what stands was seen again.
func (r *recorder) stillThere(name store.DocumentID) error {
	doc, err := findDocument(r.ctx, r.tx, name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	vs, err := versionsOf(r.ctx, r.tx, doc)
	if err != nil || len(vs) == 0 {
		return err
	}
	v := vs[len(vs)-1]
	if err := r.extend(&v, r.started); err != nil {
		return err
	}
	r.changes = append(r.changes, store.Change{Document: v.Document, Kind: store.Unchanged, Version: v})
	return r.touch(doc, r.started)
}

// log writes a change down.
func (r *recorder) log(at time.Time, ch store.Change, doc int64) error {
	var how store.GoneHow
	detail := ""
	if ch.Tombstone != nil {
		how, detail = ch.Tombstone.How, ch.Tombstone.Detail
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO change (at, kind, document, capture, version, how, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		ms(at), ch.Kind, doc, r.capture, sql.NullInt64{Int64: ch.Version.ID, Valid: ch.Version.ID != 0}, how, detail)
	return err
}

// touch widens the time in which the document was seen.
func (r *recorder) touch(doc int64, at time.Time) error {
	_, err := r.tx.ExecContext(r.ctx, `UPDATE document SET
		first_seen = min(coalesce(first_seen, ?1), ?1), last_seen = max(coalesce(last_seen, ?1), ?1) WHERE id = ?2`, ms(at), doc)
	return err
}

// Forewarn sets when a document is looked at next.
func (d *DB) Forewarn(ctx context.Context, id store.DocumentID, next time.Time) error {
	return d.fail("set the next look at "+string(id), d.write(ctx, func(tx *sql.Tx) error {
		doc, err := findDocument(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE document SET next_look = ? WHERE id = ?`, ms(next), doc)
		return err
	}))
}
