package sqlite

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"onrecord/store/storetest"
)

// everything is the database of an archive with something of everything.
func everything(t *testing.T) storetest.Database {
	t.Helper()
	dir, now := t.TempDir(), time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC)
	a := open(t, dir, Options{Create: true, Now: func() time.Time { return now }})
	storetest.Everything(t, a, now)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	q, err := sql.Open("sqlite", "file:"+filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { q.Close() })
	d := storetest.Database{DB: q, Tables: map[string][]storetest.Column{}}
	if err := rows(t.Context(), q, `SELECT m.name, p.name, p.pk > 0, p.type = 'INTEGER' FROM sqlite_schema m JOIN pragma_table_info(m.name) p
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, p.cid`, nil, func(r *sql.Rows) error {
		var table string
		var c storetest.Column
		err := r.Scan(&table, &c.Name, &c.Key, &c.Number)
		c.Other = `CASE typeof("` + c.Name + `") WHEN 'text' THEN "` + c.Name + `" || 'x' WHEN 'blob' THEN CAST("` + c.Name + `" || x'00' AS BLOB) ELSE coalesce("` + c.Name + `", 0) + 1 END`
		d.Tables[table] = append(d.Tables[table], c)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	d.Tampered = func(t *testing.T, script string, f func(func() (storetest.Engine, error))) bool {
		bad := copyOf(t, dir)
		if !tampered(t, bad, script) {
			return false
		}
		f(func() (storetest.Engine, error) { return Open(t.Context(), bad, Options{ReadOnly: true}) })
		return true
	}
	return d
}

// TestFault62And75EveryCell: see storetest.EveryCell.
func TestFault62And75EveryCell(t *testing.T) { storetest.EveryCell(t, everything(t)) }

// TestMovedByNumber: see storetest.MovedByNumber.
func TestMovedByNumber(t *testing.T) { storetest.MovedByNumber(t, everything(t)) }

// tampered changes a database, if it lets itself be changed so.
func tampered(t *testing.T, dir, script string) bool {
	t.Helper()
	q, err := sql.Open("sqlite", "file:"+filepath.Join(dir, fileName)+"?_pragma=foreign_keys(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	res, err := q.ExecContext(t.Context(), script)
	if err != nil {
		return false
	}
	n, err := res.RowsAffected()
	return err != nil || n > 0
}
