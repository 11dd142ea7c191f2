package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"onrecord/store"
)

// dayOf is the UTC day of listed_at, from 1970 on and before, by the columns that the
// column is made of: an index covers those and not it.
const (
	listedAt = `coalesce(d.published_at, d.first_seen, 0)`
	dayOf    = `(` + listedAt + ` - (` + listedAt + ` % 86400000 + 86400000) % 86400000) / 86400000 AS day`
)

// addDay counts what there is of a day for its month; days come in order.
func addDay(all []store.MonthCount, day int64, n int) []store.MonthCount {
	month := store.MonthOf(time.UnixMilli(day * 86400000))
	if len(all) == 0 || !all[len(all)-1].Month.Equal(month) {
		all = append(all, store.MonthCount{Month: month})
	}
	all[len(all)-1].Count += n
	return all
}

// months adds up the days that a query gives, in order, with their counts.
func (d *DB) months(ctx context.Context, query string, args ...any) ([]store.MonthCount, error) {
	var out []store.MonthCount
	err := rows(ctx, d.r, query, args, func(r *sql.Rows) error {
		var day int64
		var n int
		err := r.Scan(&day, &n)
		out = addDay(out, day, n)
		return err
	})
	return out, d.fail("count by month", err)
}

// CountByMonth counts the documents that pass a filter.
func (d *DB) CountByMonth(ctx context.Context, f store.DocumentFilter) ([]store.MonthCount, error) {
	query, args := byMonth(f)
	return d.months(ctx, query, args...)
}

func byMonth(f store.DocumentFilter) (string, []any) {
	p := documentPager{f: f}
	where, args := p.where()
	query := `SELECT ` + dayOf + `, count(*) FROM document d`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, " AND ")
	}
	return query + ` GROUP BY day ORDER BY day`, args
}

const outletsByMonth = `SELECT d.publisher, ` + dayOf + `, count(*) FROM document d WHERE d.kind = 'article' AND d.publisher <> ''
	GROUP BY d.publisher, day ORDER BY d.publisher, day`

// OutletsByMonth counts the articles of each publisher.
func (d *DB) OutletsByMonth(ctx context.Context) ([]store.OutletMonth, error) {
	var out []store.OutletMonth
	err := rows(ctx, d.r, outletsByMonth, nil, func(r *sql.Rows) error {
		var name string
		var day int64
		var n int
		if err := r.Scan(&name, &day, &n); err != nil {
			return err
		}
		month := store.MonthOf(time.UnixMilli(day * 86400000))
		if last := len(out) - 1; last < 0 || out[last].Publisher != name || !out[last].Month.Equal(month) {
			out = append(out, store.OutletMonth{Publisher: name, MonthCount: store.MonthCount{Month: month}})
		}
		out[len(out)-1].Count += n
		return nil
	})
	return out, d.fail("count articles by month", err)
}

const changeKinds = `kind IN ('edited', 'gone', 'restored')`

// ChangesByMonth counts the changes that people are told of.
func (d *DB) ChangesByMonth(ctx context.Context) ([]store.MonthCount, error) {
	return d.months(ctx, changesByMonth)
}

const changesByMonth = `SELECT (at - (at % 86400000 + 86400000) % 86400000) / 86400000 AS day, count(*) FROM change WHERE ` + changeKinds + ` GROUP BY day ORDER BY day`

// changesOfMonthQuery gives the changes between two times.
const changesOfMonthQuery = `SELECT e.at, e.kind, d.name, e.capture, CASE WHEN v.seq > 0 THEN v.seq ELSE 0 END, e.how, e.detail, c.door, c.relay, c.outcome, 0, e.id
	FROM change e JOIN document d ON d.id = e.document JOIN capture c ON c.id = e.capture LEFT JOIN version v ON v.id = e.version
	WHERE e.` + changeKinds + ` AND e.at >= ? AND e.at < ? ORDER BY e.at DESC, e.id DESC LIMIT ? OFFSET ?`

// ChangesOfMonth are a part of those of a month.
func (d *DB) ChangesOfMonth(ctx context.Context, month time.Time, skip, limit int) ([]store.Event, error) {
	from, below := store.MonthSpan(month)
	out, err := events(ctx, d.r, changesOfMonthQuery, from, below, limitOf(limit), skip)
	return out, d.fail("list changes", err)
}
