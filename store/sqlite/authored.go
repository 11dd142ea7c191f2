package sqlite

import (
	"context"
	"database/sql"
	"time"

	"onrecord/store"
)

// speakersQuery walks from author to author in the index, past their posts.
const speakersQuery = `WITH RECURSIVE k (a) AS (
	SELECT (SELECT author_key FROM document WHERE author_key > '' ORDER BY author_key LIMIT 1)
	UNION ALL SELECT (SELECT author_key FROM document WHERE author_key > k.a ORDER BY author_key LIMIT 1) FROM k WHERE k.a IS NOT NULL)
	SELECT k.a, d.platform, d.author_id, d.author_handle, d.author_name FROM k JOIN document d
	ON d.id = (SELECT id FROM document WHERE author_key = k.a ORDER BY listed_at DESC LIMIT 1) WHERE d.kind = 'post'`

// Speakers are the authors of posts.
func (d *DB) Speakers(ctx context.Context) ([]store.Speaker, error) {
	var out []store.Speaker
	err := rows(ctx, d.r, speakersQuery, nil, func(r *sql.Rows) error {
		var s store.Speaker
		err := r.Scan(&s.Key, &s.Platform, &s.Author.ID, &s.Author.Handle, &s.Author.Name)
		out = append(out, s)
		return err
	})
	for i := 0; err == nil && i < len(out); i++ {
		out[i].Names, err = d.names.of(ctx, d.r, out[i].Platform, out[i].Key)
	}
	return out, d.fail("list the authors", err)
}

const postsOfQuery = indexedColumns + `document d CROSS JOIN version v ON v.document = d.id
	WHERE d.author_key = ? AND d.listed_at >= ? AND d.listed_at < ? AND d.kind = 'post' AND v.seq > 0 ORDER BY d.listed_at DESC, v.seq LIMIT ?`

// PostsOf are the versions of an author's posts from a span of time.
func (d *DB) PostsOf(ctx context.Context, author string, from, to time.Time, limit int) ([]store.Indexed, error) {
	low, high := int64(-1<<62), int64(1<<62)
	if !from.IsZero() {
		low = from.UnixMilli()
	}
	if !to.IsZero() {
		high = to.UnixMilli()
	}
	var out []store.Indexed
	err := rows(ctx, d.r, postsOfQuery, []any{author, low, high, limit}, func(r *sql.Rows) error {
		c, err := scanIndexed(r)
		out = append(out, c)
		return err
	})
	if err == nil {
		err = d.nameAuthors(ctx, out, author)
	}
	return out, d.fail("list an author's posts", err)
}
