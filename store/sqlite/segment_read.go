package sqlite

import (
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

const longQuery = `SELECT p.data FROM segment s JOIN posting p ON p.key = ((s.id << 41) | 1099511627776 | ?) WHERE s.id = ? AND s.live = 1`

// long is a list with a row of its own, yet to be read.
type long struct {
	at            int
	segment, base int64
	code          uint64
	df            int
}

// Lists looks terms up in one statement, which sees one moment of the index, and
// the long lists one by one.
func (d *DB) Lists(ctx context.Context, space store.Space, terms []store.Term, most int) ([]store.List, int, error) {
	n := spaceNumber(space)
	out, longs, err := d.shortLists(ctx, n, terms)
	if err != nil {
		return nil, 0, d.fail("look terms up", err)
	}
	for _, l := range longs {
		if out[l.at].Count > most {
			continue
		}
		if err := d.readLong(ctx, l, &out[l.at]); err != nil {
			return nil, 0, d.fail("look terms up", err)
		}
	}
	for i := range out {
		if out[i].Count > most {
			out[i].Refs = nil
			continue
		}
		slices.Sort(out[i].Refs)
		out[i].Refs = slices.Compact(out[i].Refs)
		out[i].Count = len(out[i].Refs)
	}
	var total int
	err = d.s.QueryRowContext(ctx, `SELECT texts FROM space WHERE space = ?`, n).Scan(&total)
	return out, total, d.fail("look terms up", err)
}

func (d *DB) shortLists(ctx context.Context, space int, terms []store.Term) ([]store.List, []long, error) {
	out := make([]store.List, len(terms))
	codes := make([]uint64, len(terms))
	for i, t := range terms {
		codes[i] = postings.Code(t)
	}
	var longs []long
	var data sql.RawBytes
	err := rows(ctx, d.s, bucketsQuery, []any{toJSON(codes), space}, func(r *sql.Rows) error {
		var at, bits int
		var segment, base int64
		if err := r.Scan(&at, &segment, &base, &bits, &data); err != nil {
			return err
		}
		c := codes[at]
		e, err := postings.Find(data, bits, c)
		if err != nil || e.Count == 0 {
			return err
		}
		out[at].Count += e.Count
		if e.Long() {
			longs = append(longs, long{at, segment, base, c, e.Count})
		}
		addRefs(&out[at], base, e.Refs)
		return nil
	})
	return out, longs, err
}

func (d *DB) readLong(ctx context.Context, l long, to *store.List) error {
	var data sql.RawBytes
	return rows(ctx, d.s, longQuery, []any{l.code, l.segment}, func(r *sql.Rows) error {
		if err := r.Scan(&data); err != nil {
			return err
		}
		refs, err := postings.LongList(data, l.df)
		addRefs(to, l.base, refs)
		return err
	})
}

func addRefs(l *store.List, base int64, refs []uint64) {
	l.Refs = slices.Grow(l.Refs, len(refs))
	for _, r := range refs {
		l.Refs = append(l.Refs, base+int64(r)) // 28 bits
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
