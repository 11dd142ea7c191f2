package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// DocFreqs tells in how many versions of posts each term stands.
func (d *DB) DocFreqs(ctx context.Context, terms []store.Term) ([]int, int, error) {
	df := make(map[store.Term]int, len(terms))
	err := rows(ctx, d.r, `SELECT t.term, t.df FROM json_each(?) j CROSS JOIN term t WHERE t.space = 1 AND t.term = j.value`, []any{toJSON(terms)}, func(r *sql.Rows) error {
		var term store.Term
		var n int
		err := r.Scan(&term, &n)
		df[term] = n
		return err
	})
	if err != nil {
		return nil, 0, d.fail("count terms", err)
	}
	freqs := make([]int, len(terms))
	for i, t := range terms {
		freqs[i] = df[t]
	}
	var total int
	err = d.r.QueryRowContext(ctx, `SELECT texts FROM space WHERE space = 1`).Scan(&total)
	return freqs, total, d.fail("count terms", err)
}

// Postings are the numbers of the versions of posts with a term, the oldest
// number first. The cost follows the list of the term, whatever the filter.
func (d *DB) Postings(ctx context.Context, term store.Term, f store.PostingFilter, limit int) ([]int64, error) {
	query, args := postingsQuery(term, f, limit)
	out, err := numbers(ctx, d.r, query, args...)
	return out, d.fail("read postings", err)
}

func postingsQuery(term store.Term, f store.PostingFilter, limit int) (string, []any) {
	query, args := `SELECT p.ref FROM posting p`, []any{}
	if f.AuthorKey != "" || !f.Before.IsZero() { // CROSS: the list first, never all of an author's posts
		query += ` CROSS JOIN version v ON v.id = p.ref CROSS JOIN document d ON d.id = v.document`
	}
	query += ` WHERE p.space = 1 AND p.term = ?`
	args = append(args, term)
	if f.AuthorKey != "" {
		query, args = query+` AND d.author_key = ?`, append(args, f.AuthorKey)
	}
	if !f.Before.IsZero() {
		query, args = query+` AND (d.published_at IS NULL OR d.published_at < ?)`, append(args, ms(f.Before))
	}
	return query + ` ORDER BY p.ref LIMIT ?`, append(args, limit)
}

// QuotePostings are the numbers of the quotes without a source with a term.
func (d *DB) QuotePostings(ctx context.Context, term store.Term, limit int) ([]int64, error) {
	out, err := numbers(ctx, d.r, `SELECT ref FROM posting WHERE space = 2 AND term = ? ORDER BY ref LIMIT ?`, term, limit)
	return out, d.fail("read postings", err)
}

// Candidates loads versions with their documents, in the order asked. A version
// that is no more (two documents became one) is left out.
func (d *DB) Candidates(ctx context.Context, ids []int64) ([]store.Indexed, error) {
	out := make([]store.Indexed, 0, len(ids))
	err := rows(ctx, d.r, `SELECT v.id, d.name, v.seq, v.native_id, v.url, v.content, v.hash, v.capture, v.valid_from, v.first_seen, v.last_seen
		FROM json_each(?) j CROSS JOIN version v ON v.id = j.value CROSS JOIN document d ON d.id = v.document ORDER BY j.key`, []any{toJSON(ids)}, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		out = append(out, store.Indexed{Version: v})
		return err
	})
	if err != nil {
		return nil, d.fail("load candidates", err)
	}
	docs := map[store.DocumentID]store.Document{}
	err = rows(ctx, d.r, documentQuery+` WHERE d.id IN (SELECT v.document FROM json_each(?) j CROSS JOIN version v ON v.id = j.value)`, []any{toJSON(ids)}, func(r *sql.Rows) error {
		_, doc, err := scanDocument(r)
		docs[doc.ID] = doc
		return err
	})
	for i := range out {
		out[i].Document = docs[out[i].Version.Document]
	}
	return out, d.fail("load candidates", err)
}
