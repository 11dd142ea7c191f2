package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"onrecord/store"
)

// authorQuery counts what the archive has of an author. What is added to kind keeps the
// database from going through all posts for those of one author.
const authorQuery = `SELECT count(*),
		count(*) FILTER (WHERE EXISTS (SELECT 1 FROM version w CROSS JOIN change c ON c.version = w.id WHERE w.document = d.id AND w.seq > 1 AND c.kind = 'edited' AND ` + byHome + `)),
		count(*) FILTER (WHERE EXISTS (SELECT 1 FROM tombstone t WHERE t.document = d.id AND ` + isGone + `)),
		count(*) FILTER (WHERE EXISTS (SELECT 1 FROM tombstone t WHERE t.document = d.id AND ` + isErased + `)),
		sum((SELECT count(*) FROM version v CROSS JOIN link l ON l.version = v.id CROSS JOIN quote q ON q.id = l.quote
			CROSS JOIN version av ON av.id = q.version WHERE v.document = d.id AND ` + current + `))
		FROM document d WHERE d.kind || '' = 'post' AND d.author_key <> '' AND d.author_key = ? AND d.platform = ? GROUP BY d.platform`

// namedQuery is what an author is called by the newest posts.
const namedQuery = `SELECT max(author_id), max(author_handle), max(author_name), max(author_url) FROM (
		SELECT author_id, author_handle, author_name, author_url FROM document
		WHERE author_key = ? AND kind || '' = 'post' AND platform = ? ORDER BY listed_at DESC, id DESC LIMIT 100) AS newest`

// named fills in what an author is called.
func (d *DB) named(ctx context.Context, a *store.AuthorCount, key string) error {
	return d.s.QueryRowContext(ctx, namedQuery, key, a.Platform).Scan(&a.Author.ID, &a.Author.Handle, &a.Author.Name, &a.Author.URL)
}

// AuthorCount is one author with what the archive has of theirs.
func (d *DB) AuthorCount(ctx context.Context, p store.Platform, key string) (store.AuthorCount, error) {
	a := store.AuthorCount{Platform: p}
	err := d.s.QueryRowContext(ctx, authorQuery, key, p).Scan(&a.Posts, &a.Edited, &a.Gone, &a.Erased, &a.Quoted)
	if err == nil {
		err = d.named(ctx, &a, key)
	}
	if err != nil {
		return store.AuthorCount{}, d.fail("author "+key, err)
	}
	return a, nil
}

// topAuthorsQuery counts within an index: "> ”" leads there, which "<> ”" would not.
const topAuthorsQuery = `SELECT platform, author_key, count(*) FROM document WHERE kind = 'post' AND author_key > ''
	GROUP BY author_key, platform ORDER BY count(*) DESC, author_key, platform LIMIT ? OFFSET ?`

// What befell posts, counted by author from what is rare: to ask each post of those who
// post most took seconds.
const (
	ofAuthors     = ` CROSS JOIN document d ON d.id = v.document WHERE d.kind || '' = 'post' AND d.author_key <> '' AND `
	perAuthor     = ` GROUP BY d.platform, d.author_key`
	editedByQuery = `SELECT d.platform, d.author_key, count(DISTINCT d.id) FROM change c CROSS JOIN version w ON w.id = c.version CROSS JOIN document d ON d.id = w.document
		WHERE c.kind = 'edited' AND w.seq > 1 AND ` + byHome + ` AND d.kind || '' = 'post' AND d.author_key <> ''` + perAuthor
	goneByQuery   = `SELECT d.platform, d.author_key, count(DISTINCT d.id) FROM tombstone v` + ofAuthors + isGone + perAuthor
	erasedByQuery = `SELECT d.platform, d.author_key, count(DISTINCT d.id) FROM tombstone v` + ofAuthors + isErased + perAuthor
	quotedByQuery = `SELECT d.platform, d.author_key, count(*) FROM link l CROSS JOIN version v ON v.id = l.version CROSS JOIN quote q ON q.id = l.quote
		CROSS JOIN version av ON av.id = q.version` + ofAuthors + current + perAuthor
)

// TopAuthors are those with the most posts, after some that are skipped.
func (d *DB) TopAuthors(ctx context.Context, skip, limit int) ([]store.AuthorCount, error) {
	out, err := d.topAuthors(ctx, skip, limit)
	return out, d.fail("list authors", err)
}

func (d *DB) topAuthors(ctx context.Context, skip, limit int) ([]store.AuthorCount, error) {
	var out []store.AuthorCount
	at := map[store.Account]int{}
	err := rows(ctx, d.r, topAuthorsQuery, []any{limitOf(limit), skip}, func(r *sql.Rows) error {
		var a store.AuthorCount
		var key string
		err := r.Scan(&a.Platform, &key, &a.Posts)
		at[store.Account{Platform: a.Platform, Key: key}] = len(out)
		out = append(out, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	for by, i := range at {
		if err := d.named(ctx, &out[i], by.Key); err != nil {
			return nil, err
		}
	}
	for query, of := range map[string]func(*store.AuthorCount) *int{
		editedByQuery: func(a *store.AuthorCount) *int { return &a.Edited },
		goneByQuery:   func(a *store.AuthorCount) *int { return &a.Gone },
		erasedByQuery: func(a *store.AuthorCount) *int { return &a.Erased },
		quotedByQuery: func(a *store.AuthorCount) *int { return &a.Quoted },
	} {
		if err := rows(ctx, d.r, query, nil, func(r *sql.Rows) error {
			var by store.Account
			n := 0
			err := r.Scan(&by.Platform, &by.Key, &n)
			if i, ok := at[by]; ok {
				*of(&out[i]) = n
			}
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// changedQuotesQuery follows its index, meaning before wording, and stops at the limit.
const changedQuotesQuery = `SELECT l.quote FROM link l CROSS JOIN quote q ON q.id = l.quote CROSS JOIN version av ON av.id = q.version
	WHERE l.severity IN ('meaning', 'wording') AND ` + current + ` ORDER BY l.severity, l.linked_at DESC, l.quote DESC LIMIT ?`

// ChangedQuotes are the links that change the meaning or the wording, the gravest first.
func (d *DB) ChangedQuotes(ctx context.Context, limit int) ([]store.Link, error) {
	out, err := d.links(ctx, linkQuery+` WHERE q.id IN (`+changedQuotesQuery+`) ORDER BY l.severity, l.linked_at DESC, l.quote DESC`, limitOf(limit))
	return out, d.fail("list links", err)
}

// SomeLinks are a part of the links.
func (d *DB) SomeLinks(ctx context.Context, from, limit int) ([]store.Link, error) {
	out, err := d.links(ctx, linkQuery+` WHERE q.id IN (SELECT l.quote`+linkFrom+` WHERE `+current+` ORDER BY a.listed_at, q.version, q.seq LIMIT ? OFFSET ?)
		ORDER BY a.listed_at, q.version, q.seq`, limitOf(limit), from)
	return out, d.fail("list links", err)
}

// Accounts are those that posts are by.
func (d *DB) Accounts(ctx context.Context) ([]store.Account, error) {
	var out []store.Account
	err := rows(ctx, d.r, `SELECT DISTINCT platform, author_key FROM document WHERE kind = 'post' AND author_key > '' ORDER BY platform, author_key`, nil, func(r *sql.Rows) error {
		var a store.Account
		err := r.Scan(&a.Platform, &a.Key)
		out = append(out, a)
		return err
	})
	return out, d.fail("list accounts", err)
}

// Published counts an author's posts by month.
func (d *DB) Published(ctx context.Context, p store.Platform, key string) ([]store.MonthCount, error) {
	out, err := d.CountByMonth(ctx, store.DocumentFilter{Kind: store.Post, Platform: p, AuthorKey: key})
	// A chart has no place for what has no time, or none of a calendar's.
	return slices.DeleteFunc(out, func(m store.MonthCount) bool { return !store.Dated(m.Month) }), err
}

// ChangesByDay counts changes by day since a time.
func (d *DB) ChangesByDay(ctx context.Context, since time.Time) ([]store.DayCount, error) {
	var out []store.DayCount
	err := rows(ctx, d.r, `SELECT at / 86400000 AS day, count(*) FILTER (WHERE kind = 'new'), count(*) FILTER (WHERE kind = 'edited'),
		count(*) FILTER (WHERE kind = 'gone' AND how <> 'erased'), count(*) FILTER (WHERE kind = 'gone' AND how = 'erased'), count(*) FILTER (WHERE kind = 'restored')
		FROM change WHERE kind IN ('new', 'edited', 'gone', 'restored') AND at >= ? GROUP BY day ORDER BY day`, []any{ms(since)}, func(r *sql.Rows) error {
		var day int64
		var c store.DayCount
		err := r.Scan(&day, &c.New, &c.Edited, &c.Gone, &c.Erased, &c.Returned)
		c.Day = time.UnixMilli(day * 86400000).UTC()
		out = append(out, c)
		return err
	})
	return out, d.fail("count changes", err)
}

// Run is one by its number.
func (d *DB) Run(ctx context.Context, id int64) (store.Run, error) {
	run, err := scanRun(d.r.QueryRowContext(ctx, runQuery+` WHERE id = ?`, id))
	return run, d.fail(fmt.Sprintf("run %d", id), err)
}

// Source is one by its number.
func (d *DB) Source(ctx context.Context, id int64) (store.Source, error) {
	s, err := scanSource(d.r.QueryRowContext(ctx, sourceColumns+` WHERE s.id = ?`, id))
	return s, d.fail(fmt.Sprintf("source %d", id), err)
}

// eventQuery gives events with what stands in other tables.
const eventQuery = `SELECT e.at, e.kind, d.name, e.capture, CASE WHEN v.seq > 0 THEN v.seq ELSE 0 END, e.how, e.detail, c.door, c.relay, c.outcome, 0, e.id
	FROM capture c CROSS JOIN change e ON e.capture = c.id JOIN document d ON d.id = e.document LEFT JOIN version v ON v.id = e.version`

// ChangesOfRun are what a run's captures changed.
func (d *DB) ChangesOfRun(ctx context.Context, run int64, limit int) ([]store.Event, error) {
	out, err := events(ctx, d.r, eventQuery+` WHERE c.run = ? ORDER BY e.id LIMIT ?`, run, limitOf(limit))
	return out, d.fail(fmt.Sprintf("changes of run %d", run), err)
}

// ChangesOfSource are the latest that a source's captures showed.
func (d *DB) ChangesOfSource(ctx context.Context, source int64, limit int) ([]store.Event, error) {
	out, err := events(ctx, d.r, eventQuery+` WHERE c.source = ? ORDER BY c.id DESC, e.id DESC LIMIT ?`, source, limitOf(limit))
	return out, d.fail(fmt.Sprintf("changes of source %d", source), err)
}

// MostQuotedOf are the posts of one author with the most links.
func (d *DB) MostQuotedOf(ctx context.Context, p store.Platform, key string, limit int) ([]store.QuotedPost, error) {
	out, err := d.mostQuoted(ctx, ` FROM document d CROSS JOIN version v ON v.document = d.id CROSS JOIN link l ON l.version = v.id
		CROSS JOIN quote q ON q.id = l.quote CROSS JOIN version av ON av.id = q.version
		WHERE d.author_key = ? AND d.platform = ? AND d.kind = 'post' AND `+current, key, p, limit)
	return out, d.fail("list the most quoted of "+key, err)
}

const textsQuery = `SELECT d.id, d.name, d.author_name, d.author_handle, d.published_at,
	EXISTS (SELECT 1 FROM tombstone t WHERE t.document = d.id AND ` + isGone + `), v.text, v.authority, v.capture,
	v.seq, v.native_id, v.valid_from, v.first_seen, CASE v.authority WHEN '' THEN '' ELSE v.content END
	FROM (SELECT id FROM document WHERE kind = 'post' ORDER BY listed_at DESC, id DESC LIMIT ?) x
	CROSS JOIN document d ON d.id = x.id CROSS JOIN version v ON v.document = d.id AND v.seq > 0 ORDER BY d.listed_at, d.id, v.seq`

// PostTexts gives the newest posts with the texts of their versions, the oldest first.
func (d *DB) PostTexts(ctx context.Context, limit int, each func(store.PostText) error) error {
	var at int64
	var p store.PostText
	var vs []store.Version
	give := func() error {
		if at == 0 {
			return nil
		}
		store.Contradict(vs, vs, store.Moment{})
		for _, v := range vs {
			p.Texts, p.Words = append(p.Texts, v.Text), append(p.Words, v.Word())
		}
		return each(p)
	}
	err := rows(ctx, d.r, textsQuery, []any{limitOf(limit)}, func(r *sql.Rows) error {
		var id int64
		var next store.PostText
		var published, valid, first sql.NullInt64
		var v store.Version
		var text, content string
		if err := r.Scan(&id, &next.Document, &next.Author.Name, &next.Author.Handle, &published, &next.Gone, &text, (*authority)(&v.Authority), &v.CaptureID,
			&v.Seq, &v.NativeID, &valid, &first, &content); err != nil {
			return err
		}
		if content != "" {
			if err := json.Unmarshal([]byte(content), &v.Content); err != nil {
				return err
			}
		}
		v.Text, v.ValidFrom, v.FirstSeen = text, fromMS(valid), fromMS(first)
		if id != at {
			if err := give(); err != nil {
				return err
			}
			at, p, vs, p.PublishedAt = id, next, nil, fromMS(published)
		}
		vs = append(vs, v)
		return nil
	})
	if err == nil {
		err = give()
	}
	return d.fail("read the posts' texts", err)
}

// DocumentsInLog finds documents by the leaves of their versions' captures, a page at a
// time.
func (d *DB) DocumentsInLog(ctx context.Context, from, below int64, each func(store.DocumentID) error) error {
	const page = 1000
	for ; from < below; from += page {
		names, err := texts(ctx, d.r, `SELECT DISTINCT d.name FROM leaf l JOIN reading r ON r.capture = l.capture JOIN version v ON v.id = r.version
			JOIN document d ON d.id = v.document WHERE l.idx >= ? AND l.idx < ? AND v.capture = l.capture`, from, min(from+page, below))
		if err != nil {
			return d.fail("find what the log covers", err)
		}
		for _, n := range names {
			if err := each(store.DocumentID(n)); err != nil {
				return err
			}
		}
	}
	return nil
}

const leavesQuery = `SELECT capture, idx FROM leaf WHERE capture` + among

// LeavesOf are the indexes in the log of captures.
func (d *DB) LeavesOf(ctx context.Context, captures []int64) (map[int64]int64, error) {
	out := make(map[int64]int64, len(captures))
	err := rows(ctx, d.s, leavesQuery, []any{toJSON(captures)}, func(r *sql.Rows) error {
		var capture, index int64
		err := r.Scan(&capture, &index)
		out[capture] = index
		return err
	})
	return out, d.fail("find captures in the log", err)
}
