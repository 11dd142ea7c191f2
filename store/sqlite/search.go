package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// DocFreqs tells in how many versions of posts each term stands.
func (d *DB) DocFreqs(ctx context.Context, terms []store.Term) ([]int, int, error) {
	freqs := make([]int, len(terms))
	at := make(map[int64]int, len(terms))
	for i, t := range terms {
		at[int64(t)] = i
	}
	err := rows(ctx, d.r, `SELECT term, df FROM term WHERE space = 1 AND term IN (SELECT value FROM json_each(?))`, []any{toJSON(terms)}, func(r *sql.Rows) error {
		var term int64
		var df int
		err := r.Scan(&term, &df)
		freqs[at[term]] = df
		return err
	})
	if err != nil {
		return nil, 0, d.fail("count terms", err)
	}
	var total int
	err = d.r.QueryRowContext(ctx, `SELECT coalesce(max(ref), 0) FROM indexed WHERE space = 1`).Scan(&total)
	return freqs, total, d.fail("count terms", err)
}

// Postings are the numbers of the versions of posts with a term.
func (d *DB) Postings(ctx context.Context, term store.Term, f store.PostingFilter, limit int) ([]int64, error) {
	query, args := `SELECT p.ref FROM posting p`, []any{}
	if f.AuthorKey != "" || !f.Before.IsZero() {
		query += ` JOIN version v ON v.id = p.ref JOIN document d ON d.id = v.document`
	}
	query += ` WHERE p.space = 1 AND p.term = ?`
	args = append(args, term)
	if f.AuthorKey != "" {
		query, args = query+` AND d.author_key = ?`, append(args, f.AuthorKey)
	}
	if !f.Before.IsZero() {
		query, args = query+` AND (d.published_at IS NULL OR d.published_at < ?)`, append(args, ms(f.Before))
	}
	out, err := numbers(ctx, d.r, query+` LIMIT ?`, append(args, limit)...)
	return out, d.fail("read postings", err)
}

// QuotePostings are the numbers of the quotes without a source with a term.
func (d *DB) QuotePostings(ctx context.Context, term store.Term, limit int) ([]int64, error) {
	out, err := numbers(ctx, d.r, `SELECT ref FROM posting WHERE space = 2 AND term = ? LIMIT ?`, term, limit)
	return out, d.fail("read postings", err)
}

// Candidates loads versions with their documents, in the order asked.
func (d *DB) Candidates(ctx context.Context, ids []int64) ([]store.Indexed, error) {
	out := make([]store.Indexed, 0, len(ids))
	for _, id := range ids {
		v, err := scanVersion(d.r.QueryRowContext(ctx, versionQuery+` WHERE v.id = ?`, id))
		if err != nil {
			return nil, d.fail("load candidates", err)
		}
		_, doc, err := scanDocument(d.r.QueryRowContext(ctx, documentQuery+` WHERE d.id = (SELECT document FROM version WHERE id = ?)`, id))
		if err != nil {
			return nil, d.fail("load candidates", err)
		}
		out = append(out, store.Indexed{Version: v, Document: doc})
	}
	return out, nil
}
