package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"sync"
	"time"

	"onrecord/store"
)

// speakersQuery walks from author to author in the index, past their posts.
const speakersQuery = `WITH RECURSIVE k (a) AS (
	SELECT (SELECT author_key FROM document WHERE author_key > '' ORDER BY author_key LIMIT 1)
	UNION ALL SELECT (SELECT author_key FROM document WHERE author_key > k.a ORDER BY author_key LIMIT 1) FROM k WHERE k.a IS NOT NULL)
	` + speakerOf

const speakerOf = `SELECT k.a, d.platform, d.author_id, d.author_handle, d.author_name FROM k JOIN document d
	ON d.id = (SELECT id FROM document WHERE author_key = k.a ORDER BY listed_at DESC LIMIT 1) WHERE d.kind = 'post'`

// touchedSpeakers are the authors of the documents that were touched since.
const touchedSpeakers = `WITH k (a) AS (SELECT DISTINCT author_key FROM document WHERE touched > ? AND author_key > '')
	` + speakerOf

// Speakers are the authors of posts. They are not to be changed: they are kept from one
// look-up to the next, and those whose documents were touched meanwhile asked for again.
func (d *DB) Speakers(ctx context.Context) ([]store.Speaker, error) {
	out, err := d.speakers.all(ctx, d)
	return out, d.fail("list the authors", err)
}

// speakers remembers the authors of posts.
type speakers struct {
	mu      sync.Mutex
	list    []store.Speaker
	at      map[string]int // by Key
	touched int64
	loaded  time.Time
	named   time.Time // when names were last read
}

// speakersAge is how long a list is only added to.
const speakersAge = 10 * time.Minute

// forget makes the next look-up ask for all.
func (s *speakers) forget() {
	s.mu.Lock()
	s.at = nil
	s.mu.Unlock()
}

func (s *speakers) all(ctx context.Context, d *DB) ([]store.Speaker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var touched int64
	if err := d.r.QueryRowContext(ctx, `SELECT coalesce(max(touched), 0) FROM document`).Scan(&touched); err != nil {
		return nil, err
	}
	query, args := touchedSpeakers, []any{s.touched}
	if time.Since(s.loaded) > speakersAge {
		s.at = nil
	}
	if s.at == nil {
		query, args = speakersQuery, nil
	} else if touched == s.touched {
		return s.list, s.name(ctx, d)
	}
	var found []store.Speaker
	err := rows(ctx, d.r, query, args, func(r *sql.Rows) error {
		var x store.Speaker
		err := r.Scan(&x.Key, &x.Platform, &x.Author.ID, &x.Author.Handle, &x.Author.Name)
		found = append(found, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.at == nil {
		s.list, s.at, s.loaded = nil, make(map[string]int, len(found)), time.Now()
	} else {
		s.list = slices.Clone(s.list) // others may be reading it
	}
	for _, x := range found {
		i, ok := s.at[x.Key]
		if !ok {
			i = len(s.list)
			s.at[x.Key], s.list = i, append(s.list, store.Speaker{})
		}
		s.list[i] = x
	}
	s.touched, s.named = touched, time.Time{}
	return s.list, s.name(ctx, d)
}

// name fills in the names of the people behind the accounts where those were read anew.
func (s *speakers) name(ctx context.Context, d *DB) error {
	if _, err := d.names.of(ctx, d.r, "", ""); err != nil {
		return err
	}
	d.names.mu.Lock()
	defer d.names.mu.Unlock()
	if s.named.Equal(d.names.at) {
		return nil
	}
	s.list, s.named = slices.Clone(s.list), d.names.at
	for i, x := range s.list {
		s.list[i].Names = d.names.name[store.Account{Platform: x.Platform, Key: x.Key}]
	}
	return nil
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
