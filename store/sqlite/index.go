package sqlite

import (
	"context"
	"database/sql"
	"runtime"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
	"onrecord/store/postings"
)

// The spaces of the index as the database numbers them.
const (
	postSpace      = 1
	quoteSpace     = 2
	renditionSpace = 3
	pictureSpace   = 4
)

// indexPage is how many texts are read at a time, indexBatch how many one segment
// takes at most when many wait: it is sorted in memory, some 3,000 bytes a text.
const (
	indexPage  = 500
	indexBatch = 8_000
)

// IndexPosts indexes the versions of posts that the scheme has not indexed yet.
func (d *DB) IndexPosts(ctx context.Context, scheme int, terms func(store.Version) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, postSpace, scheme, func(ctx context.Context, page []entry) error {
		return rows(ctx, d.r, textQuery, []any{refs(page)}, func(r *sql.Rows) error {
			at, v, err := scanText(r)
			if err == nil {
				page[at].set(terms(v))
			}
			return err
		})
	})
	return n, d.fail("index the posts", err)
}

const textQuery = `SELECT j.key, v.id, v.title, v.text, v.lang FROM json_each(?) j CROSS JOIN version v ON v.id = j.value`

func scanText(r *sql.Rows) (at int, v store.Version, err error) {
	err = r.Scan(&at, &v.ID, &v.Title, &v.Text, &v.Lang)
	return at, v, err
}

// IndexQuotes indexes the quotes without a source.
func (d *DB) IndexQuotes(ctx context.Context, scheme int, terms func(store.Quote) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, quoteSpace, scheme, func(ctx context.Context, page []entry) error {
		return rows(ctx, d.r, `SELECT j.key, q.id, q.text FROM json_each(?) j CROSS JOIN quote q ON q.id = j.value`, []any{refs(page)}, func(r *sql.Rows) error {
			var at int
			var q store.Quote
			err := r.Scan(&at, &q.ID, &q.Text)
			if err == nil {
				page[at].set(terms(q))
			}
			return err
		})
	})
	return n, d.fail("index the quotes", err)
}

// IndexRenditions indexes the renditions of versions, and the versions that need
// none.
func (d *DB) IndexRenditions(ctx context.Context, scheme int, terms func(store.Version, []store.Rendition) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, renditionSpace, scheme, func(ctx context.Context, page []entry) error {
		made := map[int64][]store.Rendition{}
		err := rows(ctx, d.r, renditionQuery, []any{refs(page)}, func(r *sql.Rows) error {
			x, err := scanRendition(r)
			made[x.VersionID] = append(made[x.VersionID], x)
			return err
		})
		if err != nil {
			return err
		}
		return rows(ctx, d.r, textQuery, []any{refs(page)}, func(r *sql.Rows) error {
			at, v, err := scanText(r)
			if err == nil {
				page[at].set(terms(v, made[v.ID]))
			}
			return err
		})
	})
	return n, d.fail("index the renditions", err)
}

// entry is a text to be indexed; id is its number in the list of those that wait, 0 for none.
type entry struct {
	id, ref int64
	found   bool
	terms   []store.Term
}

func (e *entry) set(terms []store.Term) { e.terms, e.found = terms, true }

func refs(page []entry) string {
	out := make([]int64, len(page))
	for i, e := range page {
		out[i] = e.ref
	}
	return toJSON(out)
}

// indexAll indexes all that waits, a segment at a time. read fills in the terms
// of a page; several pages are read at once, outside of any transaction, so that
// a writer need not wait for them.
func (d *DB) indexAll(ctx context.Context, space, scheme int, read func(context.Context, []entry) error) (int, error) {
	if err := d.adopt(ctx, space, scheme); err != nil {
		return 0, err
	}
	total := 0
	for {
		batch, err := d.waiting(ctx, space)
		if err != nil {
			return total, err
		}
		if len(batch) == 0 {
			return total, d.compact(ctx, space)
		}
		if err := readPages(ctx, batch, read); err != nil {
			return total, err
		}
		n, superseded := 0, false
		err = d.write(ctx, func(tx *tx) (err error) {
			if have, err := schemeOf(ctx, tx, space); err != nil || have != scheme {
				superseded = true // by another process, whose scheme is newer
				return err
			}
			n, err = putBatch(ctx, tx, space, batch, ms(d.opts.Now()).Int64)
			return err
		})
		if err != nil || superseded {
			return total, err
		}
		total += n
	}
}

// waiting is the next batch of texts to index.
func (d *DB) waiting(ctx context.Context, space int) ([]entry, error) {
	var batch []entry
	err := rows(ctx, d.r, `SELECT id, ref FROM unindexed WHERE space = ? ORDER BY ref LIMIT ?`, []any{space, indexBatch}, func(r *sql.Rows) error {
		var e entry
		err := r.Scan(&e.id, &e.ref)
		batch = append(batch, e)
		return err
	})
	return batch, err
}

func readPages(ctx context.Context, batch []entry, read func(context.Context, []entry) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(min(runtime.GOMAXPROCS(0), readers))
	for from := 0; from < len(batch) && ctx.Err() == nil; from += indexPage {
		page := batch[from:min(from+indexPage, len(batch))]
		g.Go(func() error { return read(ctx, page) })
	}
	return g.Wait()
}

// putBatch makes segments of texts and strikes them off the list. A text that
// changed since it was read keeps its place there.
func putBatch(ctx context.Context, tx *tx, space int, batch []entry, now int64) (int, error) {
	var ids []int64
	for _, e := range batch {
		if e.id != 0 {
			ids = append(ids, e.id)
		}
	}
	if len(ids) > 0 {
		if _, err := tx.ExecContext(ctx, `DELETE FROM unindexed WHERE id IN (SELECT value FROM json_each(?))`, toJSON(ids)); err != nil {
			return 0, err
		}
	}
	var p postings.Batch
	n := 0
	for _, e := range batch {
		if !e.found {
			continue
		}
		if !p.Room(e.ref) {
			if err := writeBatch(ctx, tx, space, &p, now); err != nil {
				return 0, err
			}
		}
		p.Add(e.ref, e.terms)
		n++
	}
	if err := writeBatch(ctx, tx, space, &p, now); err != nil {
		return 0, err
	}
	_, err := tx.ExecContext(ctx, `UPDATE space SET texts = texts + ? WHERE space = ?`, n, space)
	return n, err
}

// indexNew indexes what a transaction has put up for indexing, where the archive
// was opened with the scheme that it is indexed by. What is left waiting, by an
// older onrecord say, waits for IndexPosts.
func (d *DB) indexNew(ctx context.Context, tx *tx) error {
	if d.opts.Terms == nil {
		return nil
	}
	have, err := schemeOf(ctx, tx, postSpace)
	if err != nil {
		return err
	}
	if have != d.opts.Scheme {
		if have != 0 {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `UPDATE space SET scheme = ? WHERE space = 1`, d.opts.Scheme); err != nil {
			return err
		}
	}
	page, err := d.fresh(ctx, tx)
	if err != nil || len(page) == 0 {
		return err
	}
	now := ms(d.opts.Now()).Int64
	if _, err := putBatch(ctx, tx, postSpace, page, now); err != nil {
		return err
	}
	return mergeSmall(ctx, tx, postSpace, now)
}

// freshMost is how many texts a transaction indexes that records some.
const freshMost = 4096

// queueFresh puts the new texts of the transaction into the table of those that wait to be
// indexed.
func (t *tx) queueFresh(ctx context.Context) {
	for _, v := range t.fresh {
		t.hold(ctx, unindexedTable, postSpace, v.ID)
	}
	t.fresh = t.fresh[:0]
}

// fresh are the texts that wait and those that the transaction made, with their terms, which
// several processors make. What is made and indexed at once waits in no list.
func (d *DB) fresh(ctx context.Context, tx *tx) ([]entry, error) {
	var page []entry
	var texts []store.Version
	err := rows(ctx, tx, `SELECT u.id, v.id, v.title, v.text, v.lang FROM unindexed u JOIN version v ON v.id = u.ref WHERE u.space = 1 ORDER BY u.ref LIMIT ?`, []any{freshMost}, func(r *sql.Rows) error {
		var e entry
		var v store.Version
		err := r.Scan(&e.id, &v.ID, &v.Title, &v.Text, &v.Lang)
		e.ref = v.ID
		page, texts = append(page, e), append(texts, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	n := min(len(tx.fresh), freshMost-len(page))
	for _, v := range tx.fresh[:n] { // their ids are above all others
		page, texts = append(page, entry{ref: v.ID}), append(texts, v)
	}
	tx.fresh = tx.fresh[n:]
	_ = tx.cut.making.Wait() // none of them fails
	return page, inParts(len(page), 64, func(i int) error {
		page[i].set(tx.cut.terms(texts[i], d.opts.Terms))
		return nil
	})
}

// adopt makes a scheme the space's own: what another one indexed is dropped and
// waits to be indexed again.
func (d *DB) adopt(ctx context.Context, space, scheme int) error {
	have, err := schemeOf(ctx, d.r, space)
	if err != nil || have == scheme {
		return err
	}
	return d.write(ctx, func(tx *tx) error { return startAnew(ctx, tx, space, scheme) })
}

// startAnew drops a space's segments and puts all of its texts up for indexing.
func startAnew(ctx context.Context, tx *tx, space, scheme int) error {
	all := map[int]string{
		postSpace:  `SELECT 1, v.id FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post' AND v.seq > 0`,
		quoteSpace: `SELECT 2, q.id FROM quote q WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.quote = q.id)`,
		renditionSpace: `SELECT 3, v.id FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post' AND v.seq > 0
			AND NOT EXISTS (SELECT 1 FROM unrendered u WHERE u.ref = v.id)`,
		pictureSpace: `SELECT 4, p.id FROM pictured p WHERE p.text <> ''`,
	}[space]
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE segment SET live = 0, entries = CASE WHEN entries > 0 THEN entries ELSE 1 END WHERE space = ?`, []any{space}},
		{`INSERT OR REPLACE INTO unindexed (space, ref) ` + all, nil},
		{`UPDATE space SET scheme = ?, texts = 0 WHERE space = ?`, []any{scheme, space}},
	} {
		if _, err := tx.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}

// Reindex drops the index; all waits to be indexed anew.
func (d *DB) Reindex(ctx context.Context) error {
	return d.fail("drop the index", d.write(ctx, func(tx *tx) error {
		for _, space := range []int{postSpace, quoteSpace, renditionSpace, pictureSpace} {
			if err := startAnew(ctx, tx, space, 0); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE shelved SET scheme = 0`) // the search's is cut anew as well
		return err
	}))
}

func schemeOf(ctx context.Context, q Queryer, space int) (scheme int, err error) {
	err = q.QueryRowContext(ctx, `SELECT scheme FROM space WHERE space = ?`, space).Scan(&scheme)
	return scheme, err
}
