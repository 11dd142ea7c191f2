package sqlite

import (
	"context"
	"slices"

	"onrecord/store"
)

// segmentWriter writes a segment's terms in order.
type segmentWriter struct {
	ctx     context.Context
	tx      *tx
	id      int64
	bits    int
	bucket  uint64
	before  uint64
	data    []byte
	entries int
	// rows counts what was written since it was last set to 0.
	rows int
}

// begin makes a segment that is not live yet.
func beginSegment(ctx context.Context, tx *tx, space int, base int64, texts, entries int, now int64) (*segmentWriter, error) {
	w := &segmentWriter{ctx: ctx, tx: tx, bits: bucketBits(entries)}
	// Numbers are used again, so that they stay small.
	err := tx.QueryRowContext(ctx, `SELECT CASE WHEN EXISTS (SELECT 1 FROM segment WHERE id = 1)
		THEN (SELECT min(s.id) + 1 FROM segment s WHERE NOT EXISTS (SELECT 1 FROM segment n WHERE n.id = s.id + 1)) ELSE 1 END`).Scan(&w.id)
	if err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO segment (id, space, base, texts, entries, bits, live, touched) VALUES (?, ?, ?, ?, 0, ?, 0, ?)`,
		w.id, space, base, texts, w.bits, now)
	w.before = readBucket(nil, 0, w.bits).last
	return w, err
}

// add writes the next term; codes come in ascending order.
func (w *segmentWriter) add(e termEntry) error {
	if b := e.code >> (termBits - w.bits); b != w.bucket {
		if err := w.flush(); err != nil {
			return err
		}
		w.bucket, w.before = b, readBucket(nil, b, w.bits).last
	}
	w.data = appendEntry(w.data, w.before, e)
	w.before = e.code
	w.entries++
	if e.df <= shortList {
		return nil
	}
	return w.put(longKey(w.id, e.code), appendRefs(make([]byte, 0, 2*e.df), e.refs))
}

func (w *segmentWriter) flush() error {
	if len(w.data) == 0 {
		return nil
	}
	err := w.put(bucketKey(w.id, w.bucket), w.data)
	w.data = w.data[:0]
	return err
}

func (w *segmentWriter) put(key int64, data []byte) error {
	w.rows++
	_, err := w.tx.ExecContext(w.ctx, `INSERT INTO posting (key, data) VALUES (?, ?)`, key, data)
	return err
}

// live ends the segment and lets readers see it.
func (w *segmentWriter) live() error {
	if err := w.flush(); err != nil {
		return err
	}
	_, err := w.tx.ExecContext(w.ctx, `UPDATE segment SET live = 1, entries = ? WHERE id = ?`, w.entries, w.id)
	return err
}

// pending are the postings of a segment yet to be written, a term's code and a
// ref in one number each, so that they sort fast.
type pending struct {
	base  int64
	all   []uint64
	texts int
}

// room reports whether a ref can stand beside those that are there.
func (p *pending) room(ref int64) bool {
	return p.texts == 0 || ref >= p.base && ref-p.base < 1<<refBits
}

// add takes a text's terms; the refs come in ascending order.
func (p *pending) add(ref int64, terms []store.Term) {
	if p.texts == 0 {
		p.base = ref
	}
	p.texts++
	for _, t := range terms {
		p.all = append(p.all, code(t)<<refBits|uint64(ref-p.base)) //nolint:gosec // room says so
	}
}

// write makes a live segment of the postings and empties the list.
func (p *pending) write(ctx context.Context, tx *tx, space int, now int64) error {
	if p.texts == 0 {
		return nil
	}
	slices.Sort(p.all)
	p.all = slices.Compact(p.all)
	entries := 0
	for i, v := range p.all {
		if i == 0 || v>>refBits != p.all[i-1]>>refBits {
			entries++
		}
	}
	w, err := beginSegment(ctx, tx, space, p.base, p.texts, entries, now)
	if err != nil {
		return err
	}
	var refs []uint64
	for i, v := range p.all {
		refs = append(refs, v&(1<<refBits-1))
		if i+1 < len(p.all) && p.all[i+1]>>refBits == v>>refBits {
			continue
		}
		if err := w.add(termEntry{code: v >> refBits, df: len(refs), refs: refs}); err != nil {
			return err
		}
		refs = refs[:0]
	}
	if err := w.live(); err != nil {
		return err
	}
	p.all, p.texts = p.all[:0], 0
	return nil
}
