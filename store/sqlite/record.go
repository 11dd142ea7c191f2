package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// Record keeps a capture and its observations in one transaction.
func (d *DB) Record(ctx context.Context, c store.Capture, seen []store.Observation) (int64, []store.Change, error) {
	var id int64
	var changes []store.Change
	err := d.write(ctx, func(tx *tx) (err error) {
		if id, changes, err = d.record(ctx, tx, c, seen); err != nil {
			return err
		}
		return d.indexNew(ctx, tx)
	})
	return id, changes, d.fail("record the capture of "+c.URL, err)
}

// RecordAll keeps many captures in one transaction.
func (d *DB) RecordAll(ctx context.Context, all []store.Recording) ([][]store.Change, error) {
	out := make([][]store.Change, len(all))
	err := d.write(ctx, func(tx *tx) error {
		for i, r := range all {
			_, changes, err := d.record(ctx, tx, r.Capture, r.Seen)
			if err != nil {
				return err
			}
			out[i] = changes
		}
		return d.indexNew(ctx, tx)
	})
	return out, d.fail("record", err)
}

func (d *DB) record(ctx context.Context, tx *tx, c store.Capture, seen []store.Observation) (int64, []store.Change, error) {
	if c.StartedAt.IsZero() {
		c.StartedAt = d.opts.Now().UTC()
	}
	forgets, err := anyForgotten(ctx, tx)
	if err == nil && forgets {
		c, err = withoutForgotten(ctx, tx, c, seen)
	}
	if err != nil {
		return 0, nil, err
	}
	c, err = putCapture(ctx, tx, c)
	if err != nil {
		return 0, nil, fmt.Errorf("capture: %w", err)
	}
	r := recorder{ctx: ctx, tx: tx, capture: c.ID, started: plausible(c.StartedAt), confirmAfter: d.opts.ConfirmAfter, forgets: forgets}
	said, err := r.observeAll(c, seen)
	if err != nil {
		return 0, nil, err
	}
	if err := d.logCapture(ctx, tx, c, said, false); err != nil {
		return 0, nil, fmt.Errorf("log: %w", err)
	}
	return c.ID, r.changes, r.logTombstones(d.opts.Now())
}

// observeAll takes in all that a capture says, and gives it as the log has it.
func (r *recorder) observeAll(c store.Capture, seen []store.Observation) ([]proof.Seen, error) {
	if c.Outcome == store.OutcomeNotModified && len(seen) == 0 && c.Document != "" {
		return nil, r.stillThere(c.Document)
	}
	var said []proof.Seen
	for _, o := range seen {
		o = clean(o)
		kept, err := r.observe(o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.Document, err)
		}
		if kept {
			said = append(said, proof.NewSeen(o))
		}
	}
	return said, r.countAnew()
}

// countAnew gives the changes the numbers that their versions have in the end:
// one capture may tell of a document's versions in any order.
func (r *recorder) countAnew() error {
	for i := range r.changes {
		for _, v := range []*store.Version{&r.changes[i].Version, &r.changes[i].Previous} {
			if v.ID == 0 || !r.renumbered {
				continue
			}
			err := r.tx.QueryRowContext(r.ctx, `SELECT seq FROM version WHERE id = ?`, v.ID).Scan(&v.Seq)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
	}
	return nil
}

// recorder takes in what one capture says.
type recorder struct {
	ctx          context.Context
	tx           *tx
	capture      int64
	started      time.Time
	confirmAfter time.Duration
	// forgets says that some document of the archive was forgotten.
	forgets bool
	changes []store.Change
	// outOfOrder says that a version was put before others, renumbered that the
	// versions were counted anew since the capture began.
	outOfOrder, renumbered bool
}

// observe takes in one observation, unless it is about a document that was
// forgotten, and reports whether it did.
func (r *recorder) observe(o store.Observation) (bool, error) {
	if r.forgets {
		if gone, err := forgotten(r.ctx, r.tx, o); gone || err != nil {
			return false, err
		}
	}
	at := o.SeenAt
	if at.IsZero() {
		at = r.started
	}
	doc, err := r.document(o, at)
	if err != nil {
		return false, err
	}
	if o.Gone == nil {
		return true, r.there(doc, o, at)
	}
	name, err := documentName(r.ctx, r.tx, doc)
	if err != nil {
		return false, err
	}
	ch, err := r.gone(doc, name, *o.Gone, at)
	if err != nil {
		return false, err
	}
	return true, r.note(doc, ch, at)
}

// there takes in a document's content.
func (r *recorder) there(doc int64, o store.Observation, at time.Time) error {
	restored, err := r.restore(doc, at)
	if err != nil {
		return err
	}
	ch, err := r.content(doc, o, at)
	if err != nil {
		return err
	}
	if restored {
		if err := r.log(doc, ch, at); err != nil { // what came to light with the return
			return err
		}
		ch.Kind = store.ChangeRestored
	}
	if err := r.note(doc, ch, at); err != nil || !r.outOfOrder {
		return err
	}
	r.outOfOrder = false
	return r.renumber(doc)
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
	v.LastSeen = later(v.LastSeen, r.started)
	if err := r.update(v); err != nil {
		return err
	}
	ch := store.Change{Document: v.Document, Kind: store.ChangeNone, Version: v}
	restored, err := r.restore(doc, r.started)
	if err != nil {
		return err
	}
	if restored {
		ch.Kind = store.ChangeRestored
	}
	if err := r.note(doc, ch, r.started); err != nil {
		return err
	}
	return r.describe(doc, store.Observation{}, r.started)
}

// note adds a change to what Record gives back, and writes it down.
func (r *recorder) note(doc int64, ch store.Change, at time.Time) error {
	r.changes = append(r.changes, ch)
	return r.log(doc, ch, at)
}

// log writes a change down, unless nothing changed.
func (r *recorder) log(doc int64, ch store.Change, at time.Time) error {
	if ch.Kind == store.ChangeNone || ch.Kind == store.ChangeStillGone {
		return nil
	}
	var how store.GoneHow
	detail := ""
	if ch.Tombstone != nil {
		how, detail = ch.Tombstone.How, ch.Tombstone.Detail
	}
	_, err := r.tx.ExecContext(r.ctx, `INSERT INTO change (at, kind, document, capture, version, how, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		ms(at), ch.Kind, doc, r.capture, number(ch.Version.ID), how, detail)
	return err
}

// SetNextLook sets when a document is looked at next.
func (d *DB) SetNextLook(ctx context.Context, id store.DocumentID, next time.Time) error {
	return d.fail("set the next look at "+string(id), d.write(ctx, func(tx *tx) error {
		doc, err := findDocument(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE document SET next_look = ? WHERE id = ?`, ms(next), doc)
		return err
	}))
}
