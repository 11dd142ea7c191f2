package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"onrecord/store"
)

// documentQuery gives documents with what stands in other tables: the current
// version, the number of versions, the standing tombstone.
const documentQuery = `SELECT d.id, d.name, d.kind, d.platform, d.url, d.author_id, d.author_handle, d.author_name, d.author_url,
	d.publisher, d.published_at, d.published_precision, d.published_raw, d.id_time, d.first_seen, d.last_seen, d.next_look, d.context, d.authority,
	coalesce(v.seq, 0), ` + toldOf + `, coalesce(v.title, ''), coalesce(v.lang, ''), coalesce(substr(v.text, 1, 400), ''), v.authority, coalesce(v.capture, 0), ` + tombstoneColumns + `
	FROM document d
	LEFT JOIN version v ON v.id = (SELECT id FROM version WHERE document = d.id ORDER BY seq DESC LIMIT 1)
	LEFT JOIN tombstone t ON t.id = (SELECT id FROM tombstone WHERE document = d.id AND closed_at IS NULL ORDER BY id DESC LIMIT 1)`

// What store.Told is by what a version that stands (w) was at first sight (c). Where the home
// was seen only its own versions count.
const (
	byHome = `(w.authority = '' OR NOT EXISTS (SELECT 1 FROM version h WHERE h.document = w.document AND h.seq > 0 AND h.authority = ''))`
	toldOf = `EXISTS (SELECT 1 FROM version w CROSS JOIN change c ON c.version = w.id WHERE w.document = d.id AND w.seq > 1 AND c.kind = 'edited' AND ` + byHome + `),
	EXISTS (SELECT 1 FROM version w CROSS JOIN change c ON c.version = w.id WHERE w.document = d.id AND w.seq > 1 AND c.kind = 'contradicted' AND ` + byHome + `)`
)

type scanner interface{ Scan(...any) error }

func scanDocument(row scanner) (int64, store.Document, error) {
	var id int64
	var d store.Document
	var published, idTime, first, last, next sql.NullInt64
	var t tombstoneRow
	err := row.Scan(append([]any{
		&id, &d.ID, &d.Kind, &d.Platform, &d.URL, &d.Author.ID, &d.Author.Handle, &d.Author.Name, &d.Author.URL,
		&d.Publisher, &published, &d.PublishedAt.Precision, &d.PublishedAt.Raw, &idTime, &first, &last, &next, &d.Context, (*authority)(&d.Authority),
		&d.Versions, &d.Told.Edited, &d.Told.Contradicted, &d.Title, &d.Lang, &d.Excerpt, (*authority)(&d.WordsBy), &d.WordsFrom,
	}, t.fields()...)...)
	d.PublishedAt.Time, d.IDTime = fromMS(published), fromMS(idTime)
	d.FirstSeen, d.LastSeen, d.NextLook = fromMS(first), fromMS(last), fromMS(next)
	d.Tombstone = t.tombstone()
	return id, d, err
}

// Document finds a document by its id or one of its aliases.
func (d *DB) Document(ctx context.Context, name store.DocumentID) (store.Document, error) {
	id, err := findDocument(ctx, d.s, name)
	if err != nil {
		return store.Document{}, d.fail("document "+string(name), err)
	}
	_, doc, err := scanDocument(d.s.QueryRowContext(ctx, documentQuery+` WHERE d.id = ?`, id))
	if err == nil {
		err = contradictDocuments(ctx, d.s, &doc)
	}
	if err == nil {
		doc.AuthorNames, err = d.names.of(ctx, d.r, doc.Platform, doc.Author.Key())
	}
	return doc, d.fail("document "+string(name), err)
}

// Documents calls each for the documents that pass the filter, a page at a time,
// so that no cursor stays open while the caller works.
func (d *DB) Documents(ctx context.Context, f store.DocumentFilter, each func(store.Document) error) error {
	const page = 500
	p := documentPager{f: f}
	left := f.Limit
	for {
		n := page
		if f.Limit > 0 {
			n = min(n, left)
		}
		docs, err := p.next(ctx, d.r, n)
		if err != nil {
			return d.fail("list documents", err)
		}
		for _, doc := range docs {
			if err := each(doc); err != nil {
				return err
			}
		}
		left -= len(docs)
		if len(docs) < n || f.Limit > 0 && left <= 0 {
			return nil
		}
	}
}

// documentPager remembers where the last page ended.
type documentPager struct {
	f       store.DocumentFilter
	started bool
	key, id int64
}

// next is the page after the last: by the time of the next look where documents
// are due, else newest published first.
func (p *documentPager) next(ctx context.Context, q Queryer, n int) ([]store.Document, error) {
	query, args := p.query(n)
	var out []store.Document
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		id, doc, err := scanDocument(r)
		out = append(out, doc)
		p.started, p.id, p.key = true, id, pageKey(doc, p.f.DueBy)
		return err
	})
	if err == nil {
		err = contradictDocuments(ctx, q, pointers(out)...)
	}
	return out, err
}

func (p *documentPager) query(n int) (string, []any) {
	where, args := p.where()
	key, order := "d.listed_at", "DESC"
	if !p.f.DueBy.IsZero() {
		key, order = "d.next_look", "ASC"
	}
	if p.started {
		cmp := map[string]string{"DESC": "<", "ASC": ">"}[order]
		where = append(where, fmt.Sprintf("(%s, d.id) %s (?, ?)", key, cmp))
		args = append(args, p.key, p.id)
	}
	query := documentQuery
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	query += fmt.Sprintf(" ORDER BY %s %s, d.id %s LIMIT ?", key, order, order)
	args = append(args, n)
	if p.f.Skip > 0 && !p.started {
		query, args = query+" OFFSET ?", append(args, p.f.Skip)
	}
	return query, args
}

func pageKey(doc store.Document, dueBy time.Time) int64 {
	switch {
	case !dueBy.IsZero():
		return doc.NextLook.UnixMilli()
	case !doc.PublishedAt.Time.IsZero():
		return doc.PublishedAt.Time.UnixMilli()
	case !doc.FirstSeen.IsZero():
		return doc.FirstSeen.UnixMilli()
	}
	return 0
}

func (p *documentPager) where() (where []string, args []any) {
	add := func(cond string, arg any) { where, args = append(where, cond), append(args, arg) }
	if p.f.Kind != "" {
		add("d.kind = ?", p.f.Kind)
	}
	if p.f.Platform != "" {
		add("d.platform = ?", p.f.Platform)
	}
	if p.f.AuthorKey != "" {
		add("d.author_key = ?", p.f.AuthorKey)
	}
	if p.f.NoContext {
		add("d.context = ?", 0)
	}
	if p.f.Publisher != "" {
		add("d.publisher = ?", p.f.Publisher)
	}
	if p.f.Month != nil {
		from, below := store.MonthSpan(*p.f.Month)
		add("d.listed_at >= ?", from)
		add("d.listed_at < ?", below)
	}
	if !p.f.DueBy.IsZero() {
		add("d.next_look <= ?", ms(p.f.DueBy))
	}
	return where, args
}

// RecentlySeenPost is a post to hold a deletion against: one that was there not long ago.
func (d *DB) RecentlySeenPost(ctx context.Context, p store.Platform, prefix, notBy string, since time.Time) (store.Document, error) {
	_, doc, err := scanDocument(d.r.QueryRowContext(ctx, documentQuery+` WHERE d.id = (SELECT d.id FROM document d
		WHERE d.kind = 'post' AND d.platform = ?1 AND substr(d.url, 1, length(?2)) = ?2 AND d.last_seen >= ?3 AND d.next_look IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document = d.id AND t.closed_at IS NULL)
		ORDER BY d.author_key = ?4, d.last_seen DESC LIMIT 1)`, p, prefix, ms(since), notBy))
	return doc, d.fail("find a post that lives", err)
}
