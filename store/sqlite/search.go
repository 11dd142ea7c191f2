package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
)

// newest is how many of what is found are counted, and weighed for how well they fit: a
// word that a million posts have would be sought in each of them.
const newest = 10_000

// Search gives some of the documents that pass.
func (d *DB) Search(ctx context.Context, s store.Search) (store.Found, error) {
	q := seek(s, d.engine.Language())
	var out store.Found
	text, args := q.page(s)
	if s.After == 0 {
		var last sql.NullInt64
		count := `SELECT count(*), min(x.place) FROM (SELECT ` + q.key + ` AS place ` + q.from + ` ORDER BY ` + q.key + ` DESC LIMIT ?) x`
		if err := d.s.QueryRowContext(ctx, count, append(q.args[:len(q.args):len(q.args)], newest+1)...).Scan(&out.Total, &last); err != nil {
			return out, d.fail("search", err)
		}
		if out.More = out.Total > newest; out.More {
			out.Total = newest
			if s.Order == store.OrderBest && q.match {
				args[q.low] = last.Int64 + 1 // the first of those that are not counted
			}
		}
		if s.Offset >= out.Total && !out.More {
			return out, nil
		}
	}
	if s.Limit <= 0 {
		return out, nil
	}
	err := rows(ctx, d.s, text, args, func(r *sql.Rows) error {
		var h store.Hit
		var states string
		err := r.Scan(&h.Document, &h.Place, &states)
		for _, s := range strings.Fields(states) {
			h.States = append(h.States, store.State(s))
		}
		out.Hits = append(out.Hits, h)
		return err
	})
	return out, d.fail("search", err)
}

// seeker is a search as SQL: all that pass, by place.
type seeker struct {
	// from is from FROM on, with the conditions; key is the column of the place.
	from, key string
	args      []any
	// low is which argument is the first place.
	low int
	// match says that the words' index leads.
	match bool
}

// seek writes a search in SQL. What people typed is only ever an argument, and the
// index's own language is only ever given quoted words.
func seek(s store.Search, l *Language) seeker {
	q := seeker{key: "words.rowid"}
	expr := l.expression(s)
	low, high := bounds(s)
	switch q.match = expr != ""; {
	case q.match:
		q.from, q.args, q.low = `FROM words WHERE words MATCH ?1 AND words.rowid >= ? AND words.rowid < ?`, []any{expr, low, high}, 1
	default:
		q.key, q.from, q.args = "shelf.place", `FROM shelf WHERE shelf.place >= ? AND shelf.place < ?`, []any{low, high}
	}
	id := fmt.Sprintf("(%s & %d)", q.key, int64(undatedBit)-1)
	if s.GoneWithin > 0 {
		q.from += ` AND EXISTS (SELECT 1 FROM document d JOIN tombstone t ON t.document = d.id AND ` + isGone + `
			WHERE d.id = ` + id + ` AND t.first_missed - coalesce(d.published_at, d.id_time) BETWEEN 0 AND ?)`
		q.args = append(q.args, s.GoneWithin.Milliseconds())
	}
	if !s.From.IsZero() || !s.To.IsZero() {
		q.from += fmt.Sprintf(` AND (%s & %d) = 0`, q.key, int64(undatedBit))
	}
	if exact(s.From) || exact(s.To) { // the place knows minutes only
		q.from += ` AND (SELECT coalesce(published_at, id_time) FROM document d WHERE d.id = ` + id + `) BETWEEN ? AND ?`
		from, to := int64(-1<<62), int64(1<<62)
		if !s.From.IsZero() {
			from = s.From.UnixMilli()
		}
		if !s.To.IsZero() {
			to = s.To.UnixMilli() - 1
		}
		q.args = append(q.args, from, to)
	}
	return q
}

// exact reports whether a bound lies within a minute.
func exact(t time.Time) bool { return !t.IsZero() && t.UnixMilli()%60_000 != 0 }

// bounds are the first place that passes and the first that does no more.
func bounds(s store.Search) (low, high int64) {
	low, high = -1<<63, 1<<63-1
	if !s.From.IsZero() {
		low = placeOf(s.From.UnixMilli())
	}
	if !s.To.IsZero() {
		high = placeOf(s.To.UnixMilli() + 59_999)
	}
	switch {
	case s.After == 0:
	case s.Order == store.OrderOldest:
		low = max(low, s.After+1)
	default:
		high = min(high, s.After)
	}
	return low, high
}

// page is the query of some of what is found, and its arguments.
func (q seeker) page(s store.Search) (string, []any) {
	rank, inner, outer := "0", q.key+" DESC", "x.place DESC"
	switch {
	case s.Order == store.OrderOldest:
		inner, outer = q.key, "x.place"
	case s.Order == store.OrderBest && q.match:
		rank, inner, outer = "bm25(words, 3.0, 1.0, 0.5, 0.0)", "2, words.rowid DESC", "x.fit, x.place DESC"
	}
	text := fmt.Sprintf(`SELECT d.name, s.place, s.state FROM (SELECT %s AS place, %s AS fit %s ORDER BY %s LIMIT ? OFFSET ?) x
		CROSS JOIN shelf s ON s.place = x.place CROSS JOIN document d ON d.id = s.document ORDER BY %s`, q.key, rank, q.from, inner, outer)
	return text, append(q.args[:len(q.args):len(q.args)], s.Limit, s.Offset)
}

// expression is a search, "" where nothing but time is asked.
func (l *Language) expression(s store.Search) string {
	var all []string
	for _, group := range s.Words.All { // tags are no words
		all = append(all, either(l, group, func(p store.Phrase) string { return l.phrase(p, true) }))
	}
	tags := func(kind string, values []string) {
		if len(values) > 0 {
			all = append(all, either(l, values, func(v string) string { return l.quote(tagOf(kind, v)) }))
		}
	}
	tags("k", some(string(s.Kind)))
	tags("p", some(string(s.Platform)))
	tags("l", some(strings.ToLower(s.Lang)))
	tags("s", texted(s.States))
	tags("w", s.Warnings)
	tags("v", texted(s.Severities))
	tags("o", texted(s.Authorities))
	if by := l.authors(s); len(by) > 0 {
		all = append(all, "("+strings.Join(by, l.or)+")")
	}
	for _, w := range s.Outlet {
		tags("u", some(w))
	}
	if s.Source != 0 {
		tags("f", some(strconv.FormatInt(s.Source, 10)))
	}
	if s.GoneWithin > 0 {
		tags("s", some(string(store.StateGone)))
	}
	if s.Quoted {
		all = append(all, l.quote(tagOf("q", "")))
	}
	if s.Undated {
		all = append(all, l.quote(tagOf("d", "")))
	}
	if len(all) == 0 && len(s.Words.Not) > 0 { // there must be something to take them from
		tags("k", []string{string(store.Post), string(store.Article)})
	}
	expr := strings.Join(all, l.and)
	if len(s.Words.Not) > 0 {
		expr = "(" + expr + ")" + l.not + either(l, s.Words.Not, func(p store.Phrase) string { return l.phrase(p, false) })
	}
	return expr
}

// authors are the ways in which a search says who wrote it.
func (l *Language) authors(s store.Search) (by []string) {
	for _, a := range s.Accounts {
		by = append(by, l.quote(accountTag(a)))
	}
	if s.Handle != "" {
		by = append(by, l.quote(tagOf("h", strings.ToLower(s.Handle))))
	}
	if len(s.Name) > 0 {
		words := make([]string, len(s.Name))
		for i, w := range s.Name {
			words[i] = l.quote(tagOf("n", w))
		}
		by = append(by, "("+strings.Join(words, l.and)+")")
	}
	return by
}

// either is any of some.
func either[T any](l *Language, some []T, write func(T) string) string {
	out := make([]string, len(some))
	for i, v := range some {
		out[i] = write(v)
	}
	return "(" + strings.Join(out, l.or) + ")"
}

// quoted is a string of FTS5.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func texted[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
