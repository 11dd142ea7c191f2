package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"onrecord/store/postings"
)

const (
	mergeRows    = 4096 // written between two commits of a long merge
	mergeSilence = time.Minute
)

func segments(ctx context.Context, q Queryer, space int) ([]postings.Segment, error) {
	var out []postings.Segment
	err := rows(ctx, q, `SELECT id, base, texts, entries, bits FROM segment WHERE space = ? AND live = 1 ORDER BY texts DESC, id`, []any{space}, func(r *sql.Rows) error {
		var s postings.Segment
		err := r.Scan(&s.ID, &s.Base, &s.Texts, &s.Entries, &s.Bits)
		out = append(out, s)
		return err
	})
	return out, err
}

// mergeSmall keeps the segments few that single captures add, within the
// transaction that adds one.
func mergeSmall(ctx context.Context, tx *tx, space int, now int64) error {
	all, err := segments(ctx, tx, space)
	if err != nil {
		return err
	}
	if busy, err := merges(ctx, tx, space); err != nil || busy {
		return err
	}
	if all = postings.DueSmall(all); len(all) == 0 {
		return nil
	}
	m, err := beginMerge(ctx, tx, space, all, now)
	if err != nil {
		return err
	}
	for done := false; !done; {
		if done, err = m.step(ctx, tx, now); err != nil {
			return err
		}
	}
	return dropSegments(ctx, tx, all)
}

// compact makes the index's segments few. It commits as it goes, so that writers
// get their turn, and can be stopped at any moment: readers see the old segments
// until the new one is whole.
func (d *DB) compact(ctx context.Context, space int) error {
	if err := d.sweepSegments(ctx, space); err != nil {
		return err
	}
	for {
		all, err := segments(ctx, d.r, space)
		if err != nil {
			return err
		}
		if all = postings.Due(all); len(all) == 0 {
			return nil
		}
		if err := d.mergeLong(ctx, space, all); errors.Is(err, errOvertaken) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// errOvertaken: another process has merged the same segments.
var errOvertaken = errors.New("overtaken")

func (d *DB) mergeLong(ctx context.Context, space int, all []postings.Segment) error {
	var m *merging
	err := d.write(ctx, func(tx *tx) (err error) {
		if busy, err := merges(ctx, tx, space); err != nil || busy {
			return errors.Join(err, errOvertaken)
		}
		m, err = beginMerge(ctx, tx, space, all, ms(d.opts.Now()).Int64)
		return err
	})
	for done := false; err == nil && !done; {
		err = d.write(ctx, func(tx *tx) (err error) {
			if done, err = m.step(ctx, tx, ms(d.opts.Now()).Int64); err != nil || !done {
				return err
			}
			return retire(ctx, tx, all)
		})
	}
	if err != nil {
		return err
	}
	return d.sweepSegments(ctx, space)
}

// retire takes merged segments out of sight; all of them must still be there.
func retire(ctx context.Context, tx *tx, all []postings.Segment) error {
	res, err := tx.ExecContext(ctx, `UPDATE segment SET live = 0 WHERE live = 1 AND id IN (SELECT value FROM json_each(?))`, toJSON(segmentIDs(all)))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || int(n) != len(all) {
		return errors.Join(err, errOvertaken)
	}
	return nil
}

// merges reports whether somebody makes a segment of this space just now.
func merges(ctx context.Context, q Queryer, space int) (busy bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM segment WHERE space = ? AND live = 0)`, space).Scan(&busy)
	return busy, err
}

// sweepSegments takes away what is no longer live, a part at a time, and what an
// interrupted merge left.
func (d *DB) sweepSegments(ctx context.Context, space int) error {
	quiet := ms(d.opts.Now().Add(-mergeSilence)).Int64
	dead, err := numbers(ctx, d.r, `SELECT id FROM segment WHERE space = ? AND live = 0 AND (entries > 0 OR touched < ? OR touched > ?)`,
		space, quiet, ms(d.opts.Now().Add(mergeSilence)).Int64)
	if err != nil {
		return err
	}
	for _, id := range dead {
		for left := int64(1); left > 0; {
			err := d.write(ctx, func(tx *tx) error {
				from, _, end := postings.Keys(id)
				res, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE key IN (SELECT key FROM posting WHERE key >= ? AND key < ? LIMIT ?)`, from, end, 4*mergeRows)
				if err != nil {
					return err
				}
				if left, err = res.RowsAffected(); err != nil || left > 0 {
					return err
				}
				_, err = tx.ExecContext(ctx, `DELETE FROM segment WHERE id = ?`, id)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func dropSegments(ctx context.Context, tx *tx, all []postings.Segment) error {
	for _, s := range all {
		from, _, end := postings.Keys(s.ID)
		if _, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE key >= ? AND key < ?`, from, end); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM segment WHERE id IN (SELECT value FROM json_each(?))`, toJSON(segmentIDs(all)))
	return err
}

func segmentIDs(all []postings.Segment) []int64 {
	out := make([]int64, len(all))
	for i, s := range all {
		out[i] = s.ID
	}
	return out
}

// merging makes one segment of several, term by term.
type merging struct {
	w    *segmentWriter
	base int64
	from []*segmentCursor
}

func beginMerge(ctx context.Context, tx *tx, space int, all []postings.Segment, now int64) (*merging, error) {
	whole := postings.Sum(all)
	m := &merging{base: whole.Base}
	for _, s := range all {
		from, _, _ := postings.Keys(s.ID)
		m.from = append(m.from, &segmentCursor{s: s, next: from})
	}
	var err error
	m.w, err = beginSegment(ctx, tx, space, whole, now)
	return m, err
}

// step merges for some thousand rows and reports whether all is done.
func (m *merging) step(ctx context.Context, tx *tx, now int64) (done bool, err error) {
	m.w.rows = 0
	for m.w.rows < mergeRows {
		low, err := m.lowest(ctx, tx)
		if err != nil {
			return false, err
		}
		if low == nil {
			return true, m.w.live(ctx, tx)
		}
		if err := m.one(ctx, tx, *low); err != nil {
			return false, err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE segment SET touched = ? WHERE id = ?`, now, m.w.id)
	return false, err
}

// lowest is the lowest code that any source stands at.
func (m *merging) lowest(ctx context.Context, tx *tx) (*uint64, error) {
	var low *uint64
	for _, c := range m.from {
		ok, err := c.load(ctx, tx)
		if err != nil {
			return nil, err
		}
		if ok && (low == nil || c.at.Code < *low) {
			low = &c.at.Code
		}
	}
	if low == nil {
		return nil, nil
	}
	code := *low
	return &code, nil
}

// one writes the entry of one code.
func (m *merging) one(ctx context.Context, tx *tx, c uint64) error {
	var all postings.Union
	for _, cur := range m.from {
		if !cur.loaded || cur.at.Code != c {
			continue
		}
		refs, err := cur.take(ctx, tx)
		if err != nil {
			return err
		}
		all.Add(refs, cur.s.Base-m.base)
	}
	return m.w.Add(all.Entry(c), m.w.put(ctx, tx))
}

// segmentCursor walks a segment's terms in order, some buckets at a time.
type segmentCursor struct {
	s       postings.Segment
	next    int64 // the key to read on from
	buckets []postings.Bucket
	at      postings.Entry
	loaded  bool
	ended   bool
}

// load makes at the next entry, where there is one.
func (c *segmentCursor) load(ctx context.Context, q Queryer) (bool, error) {
	for !c.loaded && !c.ended {
		if len(c.buckets) == 0 {
			if err := c.read(ctx, q); err != nil {
				return false, err
			}
			continue
		}
		e, ok, err := c.buckets[0].Next()
		if err != nil {
			return false, err
		}
		if !ok {
			c.buckets[0] = postings.Bucket{} // its bytes are free
			c.buckets = c.buckets[1:]
			continue
		}
		c.at, c.loaded = e, true
	}
	return c.loaded, nil
}

// read reads a few buckets: more than a hundred segments may be merged at once.
func (c *segmentCursor) read(ctx context.Context, q Queryer) error {
	_, end, _ := postings.Keys(c.s.ID)
	err := rows(ctx, q, `SELECT key, data FROM posting WHERE key >= ? AND key < ? ORDER BY key LIMIT 16`, []any{c.next, end}, func(r *sql.Rows) error {
		var key int64
		var data []byte
		if err := r.Scan(&key, &data); err != nil {
			return err
		}
		c.next = key + 1
		c.buckets = append(c.buckets, postings.ReadBucket(data, key, c.s.Bits))
		return nil
	})
	c.ended = len(c.buckets) == 0
	return err
}

// take gives the refs of the entry and moves on.
func (c *segmentCursor) take(ctx context.Context, q Queryer) ([]uint64, error) {
	c.loaded = false
	if !c.at.Long() {
		return c.at.Refs, nil
	}
	var data []byte
	if err := q.QueryRowContext(ctx, `SELECT data FROM posting WHERE key = ?`, postings.LongKey(c.s.ID, c.at.Code)).Scan(&data); err != nil {
		return nil, errors.Join(postings.ErrDamaged, err)
	}
	return postings.LongList(data, c.at.Count)
}
