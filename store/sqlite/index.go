package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"

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
	n, err := d.indexAll(ctx, postSpace, scheme, func(ctx context.Context) ([]entry, error) {
		var batch []entry
		err := rows(ctx, d.r, versionQuery+` LEFT JOIN indexed i ON i.space = 1 AND i.ref = v.id AND i.scheme = ?
			WHERE d.kind = 'post' AND i.ref IS NULL ORDER BY v.id LIMIT ?`, []any{scheme, indexBatch}, func(r *sql.Rows) error {
			v, err := scanVersion(r)
			batch = append(batch, entry{v.ID, func() []store.Term { return terms(v) }})
			return err
		})
		return batch, err
	})
	return n, d.fail("index the posts", err)
}

// IndexQuotes indexes the quotes without a source.
func (d *DB) IndexQuotes(ctx context.Context, scheme int, terms func(store.Quote) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, quoteSpace, scheme, func(ctx context.Context) ([]entry, error) {
		var batch []entry
		err := d.links(ctx, ` LEFT JOIN indexed i ON i.space = 2 AND i.ref = q.id AND i.scheme = ?
			WHERE l.quote IS NULL AND i.ref IS NULL ORDER BY q.id LIMIT ?`, []any{scheme, indexBatch}, func(l store.Link) error {
			batch = append(batch, entry{l.Quote.ID, func() []store.Term { return terms(l.Quote) }})
			return nil
		})
		return batch, err
	})
	return n, d.fail("index the quotes", err)
}

// entry is one text to index.
type entry struct {
	ref   int64
	terms func() []store.Term
}

// indexAll indexes batch after batch until nothing is left.
func (d *DB) indexAll(ctx context.Context, space, scheme int, next func(context.Context) ([]entry, error)) (int, error) {
	total := 0
	for {
		batch, err := next(ctx)
		if err != nil || len(batch) == 0 {
			return total, err
		}
		terms := make([][]store.Term, len(batch))
		for i, e := range batch {
			terms[i] = e.terms()
		}
		if err := d.write(ctx, func(tx *sql.Tx) error {
			for i, e := range batch {
				if err := putTerms(ctx, tx, space, scheme, e.ref, terms[i]); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return total, err
		}
		total += len(batch)
	}
}

// putTerms indexes one text anew.
func putTerms(ctx context.Context, tx *sql.Tx, space, scheme int, ref int64, terms []store.Term) error {
	if err := unindex(ctx, tx, space, ref); err != nil {
		return err
	}
	packed := make([]byte, 0, 8*len(terms))
	for _, t := range terms {
		packed = binary.LittleEndian.AppendUint64(packed, uint64(t)) //nolint:gosec // the bits are meant
		if _, err := tx.ExecContext(ctx, `INSERT INTO posting (space, term, ref) VALUES (?, ?, ?)`, space, t, ref); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO term (space, term, df) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET df = df + 1`, space, t); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO indexed (space, ref, scheme, terms) VALUES (?, ?, ?, ?)`, space, ref, scheme, packed)
	return err
}

// unindex takes a text out of the index.
func unindex(ctx context.Context, tx *sql.Tx, space int, ref int64) error {
	var packed []byte
	err := tx.QueryRowContext(ctx, `SELECT terms FROM indexed WHERE space = ? AND ref = ?`, space, ref).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	for ; len(packed) >= 8; packed = packed[8:] {
		t := int64(binary.LittleEndian.Uint64(packed)) //nolint:gosec // the bits are meant
		if _, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE space = ? AND term = ? AND ref = ?`, space, t, ref); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE term SET df = df - 1 WHERE space = ? AND term = ?`, space, t); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM indexed WHERE space = ? AND ref = ?`, space, ref)
	return err
}
