package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"onrecord/store"
	"onrecord/store/postings"
)

// spaceNumber is a space as the database numbers it.
func spaceNumber(s store.Space) int {
	switch s {
	case store.QuoteSpace:
		return quoteSpace
	case store.RenditionSpace:
		return renditionSpace
	case store.PictureSpace:
		return pictureSpace
	case store.PostSpace:
	}
	return postSpace
}

// bucketsQuery gives, for each term, its bucket in each live segment.
const bucketsQuery = `SELECT j.key, s.id, s.base, s.bits, p.data FROM json_each(?) j CROSS JOIN segment s ON s.space = ? AND s.live = 1
	JOIN posting p ON p.key = ((s.id << 41) | (j.value >> (36 - s.bits)))`

const longQuery = `SELECT j.key, p.data FROM json_each(?) j CROSS JOIN posting p ON p.key = j.value CROSS JOIN segment s ON s.id = (p.key >> 41) AND s.live = 1`

// part is what one segment has of a term's list.
type part struct {
	at   int // of the term
	base int64
	refs []uint64
	// long is the key of a list with a row of its own, yet to be read, 0 where it has none.
	long  int64
	count int
}

// Lists looks terms up in one statement, which sees one moment of the index, and
// the long lists in another.
func (d *DB) Lists(ctx context.Context, space store.Space, terms []store.Term, most int) ([]store.List, int, error) {
	n := spaceNumber(space)
	out := make([]store.List, len(terms))
	parts, err := d.parts(ctx, n, terms)
	for _, p := range parts {
		out[p.at].Count += p.count
	}
	parts = slices.DeleteFunc(parts, func(p part) bool { return out[p.at].Count > most })
	if err == nil {
		err = d.readLong(ctx, parts)
	}
	if err != nil {
		return nil, 0, d.fail("look terms up", err)
	}
	gather(out, parts, most)
	var total int
	err = d.s.QueryRowContext(ctx, `SELECT texts FROM space WHERE space = ?`, n).Scan(&total)
	return out, total, d.fail("look terms up", err)
}

// parts are those of the terms' lists, the short ones read.
func (d *DB) parts(ctx context.Context, space int, terms []store.Term) ([]part, error) {
	var out []part
	codes := make([]uint64, len(terms))
	for i, t := range terms {
		codes[i] = postings.Code(t)
	}
	var data sql.RawBytes
	err := rows(ctx, d.s, bucketsQuery, []any{toJSON(codes), space}, func(r *sql.Rows) error {
		var at, bits int
		var segment, base int64
		if err := r.Scan(&at, &segment, &base, &bits, &data); err != nil {
			return err
		}
		e, err := postings.Find(data, bits, codes[at])
		if err != nil || e.Count == 0 {
			return err
		}
		p := part{at: at, base: base, refs: e.Refs, count: e.Count}
		if e.Long() {
			p.long = postings.LongKey(segment, e.Code)
		}
		out = append(out, p)
		return nil
	})
	return out, err
}

// readLong reads the long lists among the parts.
func (d *DB) readLong(ctx context.Context, parts []part) error {
	var keys []int64
	var of []int
	for i, p := range parts {
		if p.long != 0 {
			keys, of = append(keys, p.long), append(of, i)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	var data sql.RawBytes
	return rows(ctx, d.s, longQuery, []any{toJSON(keys)}, func(r *sql.Rows) (err error) {
		var at int
		if err := r.Scan(&at, &data); err != nil {
			return err
		}
		p := &parts[of[at]]
		p.refs, err = postings.LongList(data, p.count)
		return err
	})
}

// gather makes lists of their parts, where they are no longer than most.
func gather(out []store.List, parts []part, most int) {
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.base, b.base)) })
	for _, p := range parts {
		l := &out[p.at]
		if l.Refs == nil {
			l.Refs = make([]int64, 0, l.Count)
		}
		for _, r := range p.refs {
			l.Refs = append(l.Refs, p.base+int64(r)) // 28 bits
		}
	}
	for i := range out {
		l := &out[i]
		if l.Count > most {
			continue
		}
		if !slices.IsSorted(l.Refs) { // the segments overlap
			slices.Sort(l.Refs)
		}
		l.Refs = slices.Compact(l.Refs)
		l.Count = len(l.Refs)
	}
}

// UnlinkedQuotes are the numbers of the quotes without a source with any of the
// terms; a term that more than most have is left out.
func (d *DB) UnlinkedQuotes(ctx context.Context, terms []store.Term, most int) ([]int64, error) {
	lists, _, err := d.Lists(ctx, store.QuoteSpace, terms, most)
	if err != nil {
		return nil, err
	}
	var all []int64
	for _, l := range lists {
		all = append(all, l.Refs...)
	}
	slices.Sort(all)
	// A quote that was taken away or found its source is still in its segment.
	out, err := numbers(ctx, d.r, `SELECT q.id FROM json_each(?) j CROSS JOIN quote q ON q.id = j.value
		WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.quote = q.id)`, toJSON(slices.Compact(all)))
	return out, d.fail("find the quotes that wait", err)
}

// Candidates loads versions with what matching needs of their documents, in the
// order asked. A version that is no more (two documents became one) is left out.
func (d *DB) Candidates(ctx context.Context, ids []int64) ([]store.Indexed, error) {
	out := make([]store.Indexed, 0, len(ids))
	err := rows(ctx, d.s, candidatesQuery, []any{toJSON(ids)}, func(r *sql.Rows) error {
		c, err := scanIndexed(r)
		out = append(out, c)
		return err
	})
	if err == nil {
		err = d.nameAuthors(ctx, out, "")
	}
	return out, d.fail("load candidates", err)
}

const indexedColumns = `SELECT v.id, v.seq, v.authority, v.text, v.lang, v.valid_from, d.name, d.platform, d.published_at, d.published_precision,
	d.first_seen, d.author_key, d.author_id, d.author_handle, d.author_name FROM `

const candidatesQuery = indexedColumns + `json_each(?) j CROSS JOIN version v ON v.id = j.value CROSS JOIN document d ON d.id = v.document WHERE v.seq > 0 ORDER BY j.key`

func scanIndexed(r scanner) (store.Indexed, error) {
	var c store.Indexed
	var valid, published, first sql.NullInt64
	var key string
	v, doc := &c.Version, &c.Document
	err := r.Scan(&v.ID, &v.Seq, (*authority)(&v.Authority), &v.Text, &v.Lang, &valid, &doc.ID, &doc.Platform, &published, &doc.PublishedAt.Precision,
		&first, &key, &doc.Author.ID, &doc.Author.Handle, &doc.Author.Name)
	v.Document, v.ValidFrom = doc.ID, fromMS(valid)
	doc.PublishedAt.Time, doc.FirstSeen, doc.Lang = fromMS(published), fromMS(first), v.Lang
	return c, err
}
