package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"onrecord/store"
	"onrecord/store/record"
)

// Record keeps a capture and its observations in one transaction.
func (d *DB) Record(ctx context.Context, c store.Capture, seen []store.Observation) (int64, []store.Change, error) {
	var id int64
	var changes []store.Change
	err := d.writeWithFiles(ctx, []*store.Capture{&c}, func(tx *tx) (err error) {
		if id, err = alreadyImported(ctx, tx, c); id != 0 || err != nil {
			changes = []store.Change{{Document: c.Document, Kind: store.ChangeNone}}
			return err
		}
		if id, changes, err = d.record(ctx, tx, d.cleaned([]store.Recording{{Capture: c, Seen: seen}})[0]); err != nil {
			return err
		}
		return d.indexNew(ctx, tx)
	})
	return id, changes, d.fail("record the capture of "+c.URL, err)
}

// recordChunk is for how many captures one prefetch is made.
const recordChunk = 1000

// RecordAll keeps many captures in one transaction.
func (d *DB) RecordAll(ctx context.Context, all []store.Recording) ([][]store.Change, error) {
	out := make([][]store.Change, len(all))
	captures := make([]*store.Capture, len(all))
	for i := range all {
		captures[i] = &all[i].Capture
	}
	err := d.writeWithFiles(ctx, captures, func(tx *tx) error {
		done := 0
		for some := range slices.Chunk(all, recordChunk) {
			cleaned := d.cleaned(some)
			if err := tx.prefetch(ctx, cleaned); err != nil {
				return err
			}
			tx.cut.begin(d.opts.Terms, cleaned, tx.ahead.unknown)
			there, err := linesImported(ctx, tx, some, tx.ahead.last)
			if err != nil {
				return err
			}
			for i, r := range cleaned {
				if there[i] { // another import took it in meanwhile
					out[done] = []store.Change{{Document: r.Capture.Document, Kind: store.ChangeNone}}
					done++
					continue
				}
				_, changes, err := d.record(ctx, tx, r)
				if err != nil {
					return err
				}
				out[done] = changes
				done++
			}
		}
		return d.indexNew(ctx, tx)
	})
	return out, d.fail("record", err)
}

// linesImported says of each recording whether it is a line of an imported file that the
// archive has already; last are the last captures of their documents.
func linesImported(ctx context.Context, q Queryer, some []store.Recording, last map[store.DocumentID]int64) ([]bool, error) {
	lines := make([]store.Line, len(some))
	any := false
	for i, r := range some {
		if r.Capture.Method == store.MethodImport && r.Capture.Document != "" && last[r.Capture.Document] != 0 {
			lines[i], any = store.Line{Document: r.Capture.Document, BodySHA256: sha(r.Capture.Body)}, true
		}
	}
	if !any {
		return make([]bool, len(some)), nil
	}
	return linesThere(ctx, q, lines)
}

// alreadyImported is the number under which the archive has a capture that a file of captures
// brings, 0 for none. It is asked within the transaction: another process may be importing
// the same file.
func alreadyImported(ctx context.Context, q Queryer, c store.Capture) (id int64, err error) {
	if c.Relay == "" || c.Method == store.MethodImport || c.Speaks() != store.AuthorityImport {
		return 0, nil
	}
	err = q.QueryRowContext(ctx, captureAtQuery, ms(c.StartedAt), c.URL, sha(c.Body)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// record writes a capture, what it changes by the rules of package record, and its leaf.
func (d *DB) record(ctx context.Context, tx *tx, r recording) (int64, []store.Change, error) {
	c, said, names := r.Capture, r.said, r.names
	known, err := loadKnown(ctx, tx, tx.ahead.known(names))
	if refused := record.Refused(known, c, said); err == nil && len(refused) > 0 {
		return 0, refused, nil
	}
	if err == nil {
		c, err = withoutForgotten(ctx, tx, c, known.Forgets(names...), len(said) > 0)
	}
	if err == nil {
		c, err = putCapture(ctx, tx, c)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("capture: %w", err)
	}
	if err := loadSights(ctx, tx, record.Within(known, c, said)); err != nil {
		return 0, nil, err
	}
	plan, err := record.Take(known, c, said, d.opts.ConfirmAfter)
	if err != nil {
		return 0, nil, err
	}
	if err := tx.flushLogBefore(ctx, plan); err != nil {
		return 0, nil, fmt.Errorf("log: %w", err)
	}
	rec := recorder{tx: tx, capture: c.ID, now: d.opts.Now()}
	if err := rec.carryOut(ctx, plan); err != nil {
		return 0, nil, err
	}
	if err := d.logCapture(ctx, tx, c, plan.Said, concerned(plan), rec.states()); err != nil {
		return 0, nil, fmt.Errorf("log: %w", err)
	}
	changes := plan.Changes()
	return c.ID, changes, logTombstones(ctx, tx, changes, d.opts.Now())
}

// concerned are the documents that a plan may have changed.
func concerned(p *record.Plan) []int64 {
	var out []int64
	for _, d := range p.Documents {
		out = append(out, d.ID)
	}
	return out
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
