package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// segmentInfo is a row of segment.
type segmentInfo struct {
	id, base       int64
	texts, entries int
	bits           int
}

// Merging in a transaction of somebody else's must be short.
const (
	smallMerge   = 8    // segments of about one size
	smallTexts   = 4096 // of all of them
	mergeRows    = 4096 // written between two commits of a long merge
	mergeSilence = time.Minute
)

func segments(ctx context.Context, q queryer, space int) ([]segmentInfo, error) {
	var out []segmentInfo
	err := rows(ctx, q, `SELECT id, base, texts, entries, bits FROM segment WHERE space = ? AND live = 1 ORDER BY texts DESC, id`, []any{space}, func(r *sql.Rows) error {
		var s segmentInfo
		err := r.Scan(&s.id, &s.base, &s.texts, &s.entries, &s.bits)
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
	for from := 0; from < len(all); {
		to := from + 1
		texts := all[from].texts
		for to < len(all) && tier(all[to].texts) == tier(all[from].texts) {
			texts += all[to].texts
			to++
		}
		if to-from >= smallMerge && texts <= smallTexts && within(all[from:to]) {
			m, err := beginMerge(ctx, tx, space, all[from:to], now)
			if err != nil {
				return err
			}
			for done := false; !done; {
				if done, err = m.step(ctx, tx, now); err != nil {
					return err
				}
			}
			return dropSegments(ctx, tx, all[from:to])
		}
		from = to
	}
	return nil
}

// tier is the size class of a segment: powers of eight.
func tier(texts int) int {
	n := 0
	for ; texts >= smallMerge; texts /= smallMerge {
		n++
	}
	return n
}

// within reports whether one segment can number all the refs of others.
func within(all []segmentInfo) bool {
	low := slices.MinFunc(all, func(a, b segmentInfo) int { return cmp.Compare(a.base, b.base) })
	high := slices.MaxFunc(all, func(a, b segmentInfo) int { return cmp.Compare(a.base, b.base) })
	return high.base-low.base < 1<<(refBits-1)
}

// due are the segments to make one of: the smallest ones, so many that each one
// left is larger than all smaller ones together. So there are ever few, and a
// text is written again only when the archive has about doubled.
func due(all []segmentInfo) []segmentInfo {
	sum, from := 0, len(all)
	for i := len(all) - 1; i >= 0; i-- {
		if sum > 0 && all[i].texts < 2*sum {
			from = i
		}
		sum += all[i].texts
	}
	if from == len(all) || !within(all[from:]) {
		return nil
	}
	return all[from:]
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
		if all = due(all); len(all) == 0 {
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

func (d *DB) mergeLong(ctx context.Context, space int, all []segmentInfo) error {
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
func retire(ctx context.Context, tx *tx, all []segmentInfo) error {
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
func merges(ctx context.Context, q queryer, space int) (busy bool, err error) {
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
				res, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE key IN (SELECT key FROM posting WHERE key >= ? AND key < ? LIMIT ?)`, id<<41, (id+1)<<41, 4*mergeRows)
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

func dropSegments(ctx context.Context, tx *tx, all []segmentInfo) error {
	for _, s := range all {
		if _, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE key >= ? AND key < ?`, s.id<<41, (s.id+1)<<41); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM segment WHERE id IN (SELECT value FROM json_each(?))`, toJSON(segmentIDs(all)))
	return err
}

func segmentIDs(all []segmentInfo) []int64 {
	out := make([]int64, len(all))
	for i, s := range all {
		out[i] = s.id
	}
	return out
}

// merging makes one segment of several, term by term.
type merging struct {
	w    *segmentWriter
	base int64
	from []*segmentCursor
}

func beginMerge(ctx context.Context, tx *tx, space int, all []segmentInfo, now int64) (*merging, error) {
	m := &merging{base: all[0].base}
	texts, entries := 0, 0
	for _, s := range all {
		m.base = min(m.base, s.base)
		texts, entries = texts+s.texts, entries+s.entries
		m.from = append(m.from, &segmentCursor{s: s, next: s.id << 41})
	}
	var err error
	m.w, err = beginSegment(ctx, tx, space, m.base, texts, entries, now)
	return m, err
}

// step merges for some thousand rows and reports whether all is done.
func (m *merging) step(ctx context.Context, tx *tx, now int64) (done bool, err error) {
	m.w.ctx, m.w.tx, m.w.rows = ctx, tx, 0
	for m.w.rows < mergeRows {
		low, err := m.lowest(ctx, tx)
		if err != nil {
			return false, err
		}
		if low == nil {
			return true, m.w.live()
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
		if ok && (low == nil || c.at.code < *low) {
			low = &c.at.code
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
	var refs []uint64
	for _, cur := range m.from {
		if !cur.loaded || cur.at.code != c {
			continue
		}
		have, err := cur.take(ctx, tx)
		if err != nil {
			return err
		}
		shift := uint64(cur.s.base - m.base) //nolint:gosec // the base is the lowest
		for _, r := range have {
			refs = append(refs, r+shift)
		}
	}
	slices.Sort(refs)
	refs = slices.Compact(refs)
	return m.w.add(termEntry{code: c, df: len(refs), refs: refs})
}

// segmentCursor walks a segment's terms in order, some buckets at a time.
type segmentCursor struct {
	s       segmentInfo
	next    int64 // the key to read on from
	buckets []bucketReader
	at      termEntry
	loaded  bool
	ended   bool
}

// load makes at the next entry, where there is one.
func (c *segmentCursor) load(ctx context.Context, q queryer) (bool, error) {
	for !c.loaded && !c.ended {
		if len(c.buckets) == 0 {
			if err := c.read(ctx, q); err != nil {
				return false, err
			}
			continue
		}
		e, ok := c.buckets[0].next(always)
		if c.buckets[0].bad {
			return false, errIndex
		}
		if !ok {
			c.buckets = c.buckets[1:]
			continue
		}
		c.at, c.loaded = e, true
	}
	return c.loaded, nil
}

func (c *segmentCursor) read(ctx context.Context, q queryer) error {
	end := c.s.id<<41 | 1<<40
	err := rows(ctx, q, `SELECT key, data FROM posting WHERE key >= ? AND key < ? ORDER BY key LIMIT 64`, []any{c.next, end}, func(r *sql.Rows) error {
		var key int64
		var data []byte
		if err := r.Scan(&key, &data); err != nil {
			return err
		}
		c.next = key + 1
		c.buckets = append(c.buckets, readBucket(data, uint64(key&(1<<40-1)), c.s.bits)) //nolint:gosec // 40 bits
		return nil
	})
	c.ended = len(c.buckets) == 0
	return err
}

// take gives the refs of the entry and moves on.
func (c *segmentCursor) take(ctx context.Context, q queryer) ([]uint64, error) {
	c.loaded = false
	if c.at.df <= shortList {
		return c.at.refs, nil
	}
	var data []byte
	if err := q.QueryRowContext(ctx, `SELECT data FROM posting WHERE key = ?`, longKey(c.s.id, c.at.code)).Scan(&data); err != nil {
		return nil, errors.Join(errIndex, err)
	}
	return longList(data, c.at.df)
}
