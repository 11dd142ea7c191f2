package postgres

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
	"onrecord/store/storetest"
)

// staying is an archive that stays open: to connect anew is most of the work.
type staying struct{ *sqlite.DB }

func (staying) Close() error { return nil }

// everything is the database of an archive with something of everything.
func everything(t *testing.T) storetest.Database {
	t.Helper()
	ctx, address, media, now := t.Context(), postgrestest.Address(t), filepath.Join(t.TempDir(), "media"), time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC)
	a, err := Open(ctx, address, media, sqlite.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Everything(t, a, now)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	d := storetest.Database{DB: raw(t, address), Tables: map[string][]storetest.Column{}}
	rows, err := d.DB.QueryContext(ctx, `SELECT c.table_name, c.column_name, c.data_type, EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute p ON p.attrelid = i.indrelid AND p.attnum = ANY (i.indkey)
			WHERE i.indisprimary AND i.indrelid = c.table_name::regclass AND p.attname = c.column_name)
		FROM information_schema.columns c WHERE c.table_schema = current_schema() AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, kind string
		var c storetest.Column
		if err := rows.Scan(&table, &c.Name, &kind, &c.Key); err != nil {
			t.Fatal(err)
		}
		name := `"` + c.Name + `"`
		switch kind {
		case "bigint":
			c.Number, c.Other = true, `coalesce(`+name+`, 0) + 1`
		case "double precision":
			c.Other = `coalesce(` + name + `, 0) + 1`
		case "boolean":
			c.Other = `NOT coalesce(` + name + `, false)`
		case "bytea":
			c.Other = `coalesce(` + name + `, '') || '\x00'::bytea`
		default:
			c.Other = `coalesce(` + name + `, '') || 'x'`
		}
		d.Tables[table] = append(d.Tables[table], c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	var kept string
	if err := d.DB.QueryRowContext(ctx, `SELECT current_schema() || '_kept'`).Scan(&kept); err != nil {
		t.Fatal(err)
	}
	keep, restore := []string{`CREATE SCHEMA ` + kept}, map[string]string{}
	for _, table := range slices.Sorted(maps.Keys(d.Tables)) {
		var list []string
		for _, c := range d.Tables[table] {
			list = append(list, `"`+c.Name+`"`)
		}
		names := strings.Join(list, ", ")
		keep = append(keep, `CREATE TABLE `+kept+`.`+table+` AS SELECT `+names+` FROM `+table)
		restore[table] = `DELETE FROM ` + table + `; INSERT INTO ` + table + ` (` + names + `) OVERRIDING SYSTEM VALUE SELECT ` + names + ` FROM ` + kept + `.` + table
	}
	run := func(all ...string) error {
		_, err := d.DB.ExecContext(ctx, strings.Join(all, ";\n"))
		return err
	}
	if err := run(keep...); err != nil {
		t.Fatal(err)
	}
	reader, err := Open(ctx, address, media, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reader.Close() })
	d.Tampered = func(t *testing.T, script string, f func(func() (storetest.Engine, error))) bool {
		tx, err := d.DB.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = tx.Rollback() }() // it may be committed
		if _, err := tx.ExecContext(ctx, "SET LOCAL session_replication_role = replica"); err != nil {
			t.Fatal(err)
		}
		res, err := tx.ExecContext(ctx, script)
		if err != nil {
			return false
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 || tx.Commit() != nil {
			return false
		}
		f(func() (storetest.Engine, error) { return staying{reader}, check(ctx, d.DB) })
		undo := []string{"BEGIN", "SET LOCAL session_replication_role = replica"}
		for table, all := range restore {
			if strings.Contains(script, table) {
				undo = append(undo, all)
			}
		}
		if err := run(append(undo, "COMMIT")...); err != nil {
			t.Fatal(err)
		}
		return true
	}
	return d
}

// TestEveryCell: see storetest.EveryCell.
func TestEveryCell(t *testing.T) { storetest.EveryCell(t, everything(t)) }

// TestMovedByNumber: see storetest.MovedByNumber.
func TestMovedByNumber(t *testing.T) { storetest.MovedByNumber(t, everything(t)) }
