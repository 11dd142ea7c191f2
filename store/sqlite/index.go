package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"onrecord/store"
)

// The spaces of the index as the database numbers them.
const (
	postSpace  = 1
	quoteSpace = 2
)

// indexBatch is how many texts one transaction indexes.
const indexBatch = 500

// IndexPosts indexes the versions of posts that the scheme has not indexed yet.
func (d *DB) IndexPosts(ctx context.Context, scheme int, terms func(store.Version) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, postSpace, scheme, func(batch []entry) error {
		return rows(ctx, d.r, versionQuery+` WHERE v.id IN (SELECT value FROM json_each(?))`, []any{refs(batch)}, func(r *sql.Rows) error {
			v, err := scanVersion(r)
			if err != nil {
				return err
			}
			setTerms(batch, v.ID, terms(v))
			return nil
		})
	})
	return n, d.fail("index the posts", err)
}

// IndexQuotes indexes the quotes without a source.
func (d *DB) IndexQuotes(ctx context.Context, scheme int, terms func(store.Quote) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, quoteSpace, scheme, func(batch []entry) error {
		return d.links(ctx, ` WHERE q.id IN (SELECT value FROM json_each(?))`, []any{refs(batch)}, func(l store.Link) error {
			setTerms(batch, l.Quote.ID, terms(l.Quote))
			return nil
		})
	})
	return n, d.fail("index the quotes", err)
}

// entry is a text that waits to be indexed.
type entry struct {
	id, ref int64
	found   bool
	terms   []store.Term
}

func refs(batch []entry) string {
	out := make([]int64, len(batch))
	for i, e := range batch {
		out[i] = e.ref
	}
	return toJSON(out)
}

// setTerms fills in the terms of a text; the batch is in the order of ref.
func setTerms(batch []entry, ref int64, terms []store.Term) {
	i, ok := slices.BinarySearchFunc(batch, ref, func(e entry, ref int64) int { return cmp.Compare(e.ref, ref) })
	if ok {
		batch[i].terms, batch[i].found = slices.Compact(slices.Sorted(slices.Values(terms))), true
	}
}

// indexAll indexes batch after batch until nothing waits. read fills in the terms;
// it runs outside the transaction, so that a writer need not wait for it.
func (d *DB) indexAll(ctx context.Context, space, scheme int, read func([]entry) error) (int, error) {
	if err := d.adopt(ctx, space, scheme); err != nil {
		return 0, err
	}
	total := 0
	for {
		batch, err := d.waiting(ctx, space)
		if err != nil || len(batch) == 0 {
			return total, err
		}
		if err := read(batch); err != nil {
			return total, err
		}
		n, again := 0, false
		err = d.write(ctx, func(tx *tx) (err error) {
			n, again, err = putBatch(ctx, tx, space, scheme, batch)
			return err
		})
		if err != nil {
			return total, err
		}
		total += n
		if again {
			return total, nil
		}
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

// adopt makes a scheme the space's own: what another one indexed is dropped and
// waits to be indexed again.
func (d *DB) adopt(ctx context.Context, space, scheme int) error {
	have, err := schemeOf(ctx, d.r, space)
	if err != nil || have == scheme {
		return err
	}
	return d.write(ctx, func(tx *tx) error {
		for _, query := range []string{
			`DELETE FROM posting WHERE space = ?1`,
			`DELETE FROM term WHERE space = ?1`,
			`INSERT OR REPLACE INTO unindexed (space, ref) SELECT ?1, ref FROM indexed WHERE space = ?1`,
			`DELETE FROM indexed WHERE space = ?1`,
			`UPDATE space SET scheme = ?2, texts = 0 WHERE space = ?1`,
		} {
			if _, err := tx.ExecContext(ctx, query, space, scheme); err != nil {
				return err
			}
		}
		return nil
	})
}

func schemeOf(ctx context.Context, q queryer, space int) (scheme int, err error) {
	err = q.QueryRowContext(ctx, `SELECT scheme FROM space WHERE space = ?`, space).Scan(&scheme)
	return scheme, err
}
