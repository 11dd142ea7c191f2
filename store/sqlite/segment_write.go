package sqlite

import (
	"bytes"
	"context"

	"onrecord/store/postings"
)

// segmentWriter writes a segment's terms in order.
type segmentWriter struct {
	*postings.Writer
	id int64
	// rows counts what was written since it was last set to 0.
	rows int
}

// beginSegment makes a segment that is not live yet.
func beginSegment(ctx context.Context, tx *tx, space int, s postings.Segment, now int64) (*segmentWriter, error) {
	w := &segmentWriter{}
	// Numbers are used again, so that they stay small.
	err := tx.QueryRowContext(ctx, `SELECT CASE WHEN EXISTS (SELECT 1 FROM segment WHERE id = 1)
		THEN (SELECT min(s.id) + 1 FROM segment s WHERE NOT EXISTS (SELECT 1 FROM segment n WHERE n.id = s.id + 1)) ELSE 1 END`).Scan(&w.id)
	if err != nil {
		return nil, err
	}
	w.Writer = postings.NewWriter(w.id, s.Entries)
	_, err = tx.ExecContext(ctx, `INSERT INTO segment (id, space, base, texts, entries, bits, live, touched) VALUES (?, ?, ?, ?, 0, ?, 0, ?)`,
		w.id, space, s.Base, s.Texts, w.Bits(), now)
	return w, err
}

func (w *segmentWriter) put(ctx context.Context, tx *tx) postings.Put {
	return func(key int64, data []byte) error {
		w.rows++
		tx.hold(ctx, postingTable, key, bytes.Clone(data)) // the writer uses its buffer again
		return nil
	}
}

// live ends the segment and lets readers see it.
func (w *segmentWriter) live(ctx context.Context, tx *tx) error {
	if err := w.Flush(w.put(ctx, tx)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE segment SET live = 1, entries = ? WHERE id = ?`, w.Entries(), w.id)
	return err
}

// writeBatch makes a live segment of the postings and empties the batch.
func writeBatch(ctx context.Context, tx *tx, space int, b *postings.Batch, now int64) error {
	if b.Texts() == 0 {
		return nil
	}
	w, err := beginSegment(ctx, tx, space, postings.Segment{Base: b.Base(), Texts: b.Texts(), Entries: b.Sort()}, now)
	if err != nil {
		return err
	}
	if err := b.Write(w.Writer, w.put(ctx, tx)); err != nil {
		return err
	}
	return w.live(ctx, tx)
}
