package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"onrecord/store"
)

// tables are all of an archive's, each after those that it refers to.
var tables = []string{
	"document", "alias", "blob", "capture", "version", "reading", "tombstone", "change", "source", "run", "quote", "link", "linked",
	"unindexed", "space", "segment", "posting", "unsought", "rendition", "unrendered", "rendering", "host", "setting", "event", "delivery",
	"relation", "medium", "pictured", "author", "author_name", "account", "leaf", "node", "checkpoint", "forgotten", "erased", "anchor", "row_state",
}

// computed are columns that the database fills in.
var computed = []string{"listed_at"}

// CopyTo copies the archive as it stands at one moment into an empty one, on whichever
// engine: all of it in one transaction, then the media that it names. progress is called
// with the rows copied and all of them.
func (d *DB) CopyTo(ctx context.Context, to *DB, progress, media func(done, total int)) (r store.Restored, err error) {
	if err := d.copyRows(ctx, to, progress); err != nil {
		return r, err
	}
	r.Media, r.Lost, err = d.restoreMedia(ctx, to.media, media)
	return r, err
}

func (d *DB) copyRows(ctx context.Context, to *DB, progress func(done, total int)) error {
	c, err := d.r.Conn(ctx)
	if err != nil {
		return d.fail("copy the archive", err)
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil { // all of one moment
		return d.fail("copy the archive", err)
	}
	defer func() { _, _ = c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }()
	p := copying{from: c, progress: progress}
	for _, t := range tables {
		var n int
		if err := c.QueryRowContext(ctx, `SELECT count(*) FROM `+t).Scan(&n); err != nil {
			return d.fail("count what is to be copied", err)
		}
		p.total += n
	}
	return to.fail("copy the archive", to.write(ctx, func(tx *tx) error {
		if err := isEmpty(ctx, tx); err != nil {
			return err
		}
		return to.engine.Quiet(ctx, tx.w.conn, tables, func() error { return p.all(ctx, to.engine, tx) })
	}))
}

// isEmpty refuses to copy into an archive that holds something.
func isEmpty(ctx context.Context, q Queryer) error {
	var some bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM leaf) OR EXISTS (SELECT 1 FROM document) OR EXISTS (SELECT 1 FROM source)`).Scan(&some)
	if err == nil && some {
		err = fmt.Errorf("it holds something %w; copy to a new archive, nothing was touched", store.ErrExists)
	}
	return err
}

// copying goes through an archive's tables.
type copying struct {
	from        *sql.Conn
	done, total int
	progress    func(done, total int)
}

func (p *copying) all(ctx context.Context, e Engine, tx *tx) error {
	for _, t := range tables {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+t); err != nil { // what a new archive begins with
			return err
		}
	}
	for _, t := range tables {
		if err := p.table(ctx, e, tx, t); err != nil {
			return fmt.Errorf("table %s: %w", t, err)
		}
	}
	return nil
}

func (p *copying) table(ctx context.Context, e Engine, tx *tx, name string) error {
	rs, err := p.from.QueryContext(ctx, `SELECT * FROM `+name) //nolint:gosec // a table of our own schema
	if err != nil {
		return err
	}
	defer rs.Close()
	columns, err := rs.Columns()
	if err != nil {
		return err
	}
	keep := slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return slices.Contains(computed, c) })
	next := func() ([]any, error) {
		if !rs.Next() {
			return nil, rs.Err()
		}
		row, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rs.Scan(to...); err != nil {
			return nil, err
		}
		if p.done++; p.done%1000 == 0 || p.done == p.total {
			p.progress(p.done, p.total)
		}
		kept := row[:0]
		for i, v := range row {
			if !slices.Contains(computed, columns[i]) {
				kept = append(kept, v)
			}
		}
		return kept, nil
	}
	return e.Fill(ctx, tx.w.conn, name, keep, next)
}

// fillChunk is how many rows are looked at together.
const fillChunk = 500

// Fill inserts row by row. What all rows of a chunk have alike stands in the statement: to
// bind a value costs as much as to write it. The driver's own statement takes the rest:
// database/sql looks at each value once more.
func (file) Fill(ctx context.Context, c *sql.Conn, table string, columns []string, next func() ([]any, error)) error {
	return c.Raw(func(inner any) error {
		own, ok := inner.(driver.ConnPrepareContext)
		if !ok {
			return errors.New("the driver prepares no statements")
		}
		chunk := make([][]any, 0, fillChunk)
		for more := true; more; {
			row, err := next()
			if err != nil {
				return err
			}
			if more = row != nil; more {
				chunk = append(chunk, row)
			}
			if len(chunk) == fillChunk || !more && len(chunk) > 0 {
				if err := fillRows(ctx, own, table, columns, chunk); err != nil {
					return err
				}
				clear(chunk)
				chunk = chunk[:0]
			}
		}
		return nil
	})
}

func fillRows(ctx context.Context, own driver.ConnPrepareContext, table string, columns []string, chunk [][]any) error {
	query, bound := insertAlike(table, columns, chunk)
	s, err := own.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	x, ok := s.(driver.StmtExecContext)
	if !ok {
		return errors.New("the driver runs no statements")
	}
	values := make([]driver.NamedValue, len(bound))
	for _, row := range chunk {
		for i, column := range bound {
			values[i] = driver.NamedValue{Ordinal: i + 1, Value: row[column]}
		}
		if _, err := x.ExecContext(context.WithoutCancel(ctx), values); err != nil {
			return err
		}
	}
	return nil
}

// insertAlike inserts one row; bound are the columns that it is given, the others are alike
// in all rows of the chunk.
func insertAlike(table string, columns []string, chunk [][]any) (query string, bound []int) {
	values := make([]string, len(columns))
	for i := range columns {
		literal, ok := literalOf(chunk[0][i])
		if !ok || len(chunk) == 1 || slices.ContainsFunc(chunk, func(row []any) bool { return row[i] != chunk[0][i] }) {
			literal, bound = "?", append(bound, i)
		}
		values[i] = literal
	}
	return `INSERT INTO ` + table + ` (` + strings.Join(columns, ", ") + `) VALUES (` + strings.Join(values, ", ") + `)`, bound
}

// literalOf is a value as SQL, where it is a plain one.
func literalOf(v any) (string, bool) {
	switch x := v.(type) {
	case nil:
		return "NULL", true
	case int64:
		return strconv.FormatInt(x, 10), x != math.MinInt64 // which is a real number there
	case string:
		return "'" + strings.ReplaceAll(x, "'", "''") + "'", len(x) <= 100 && utf8.ValidString(x) && !strings.ContainsRune(x, 0)
	}
	return "", false
}

// insertInto inserts one row.
func insertInto(table string, columns []string) string {
	return `INSERT INTO ` + table + ` (` + strings.Join(columns, ", ") + `) VALUES (?` + strings.Repeat(", ?", len(columns)-1) + `)`
}

// Quiet takes the triggers away, and puts them back.
func (file) Quiet(ctx context.Context, c *sql.Conn, _ []string, f func() error) error {
	type trigger struct{ name, text string }
	var all []trigger
	if err := rows(ctx, c, `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`, nil, func(r *sql.Rows) error {
		var t trigger
		err := r.Scan(&t.name, &t.text)
		all = append(all, t)
		return err
	}); err != nil {
		return err
	}
	for _, t := range all {
		if _, err := c.ExecContext(ctx, `DROP TRIGGER `+t.name); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	for _, t := range all {
		if _, err := c.ExecContext(ctx, t.text); err != nil {
			return err
		}
	}
	return nil
}

// SaveFile copies an archive of another engine to an empty SQLite file.
func SaveFile(ctx context.Context, d *DB, path string) error {
	to, err := Open(ctx, filepath.Dir(path), Options{Create: true, Name: filepath.Base(path), Now: d.opts.Now})
	if err != nil {
		return err
	}
	return errors.Join(d.copyRows(ctx, to, func(int, int) {}), to.Close())
}
