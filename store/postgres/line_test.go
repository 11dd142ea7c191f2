package postgres

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
)

// TestLine: the vector of a document's words is the one that the schema's own function
// makes, which earlier versions of onrecord wrote.
func TestLine(t *testing.T) {
	address := postgrestest.Address(t)
	d, err := Open(t.Context(), address, t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	db := raw(t, address)
	for _, texts := range [][4]string{
		{},
		{"the title", "some words and some more words", "earlier words", "=kpost =px"},
		{"", "  two  blanks ", "", "=kpost"},
		{"it's", `a \ b\c ''d'' :1A`, "\t\n tab", "ünïcödé 日本 \x00 " + mark},
		{strings.Repeat("long", 101) + " é" + strings.Repeat("ß", 400), strings.Repeat("w ", 17_000), "after", "=kpost"},
		{"", strings.Repeat("щука ", 40_001) + "beyond", strings.Repeat("é", 200_001), "=kpost"},
		{"", "once " + strings.Repeat("often ", 400) + "once", "", ""},
	} {
		for i := range texts {
			texts[i] = encode(texts[i])
		}
		var args []driver.NamedValue
		for i, v := range []any{int64(1), texts[0], texts[1], texts[2], texts[3]} {
			args = append(args, driver.NamedValue{Ordinal: i + 1, Value: v})
		}
		inLine, err := inLine(args)
		if err != nil {
			t.Fatal(err)
		}
		var want, got, copied string
		err = db.QueryRowContext(t.Context(), `SELECT coalesce(line_of($1, $2, $3, $4), '')::text, $5::text::tsvector::text`,
			texts[0], texts[1], texts[2], texts[3], inLine[1].Value).Scan(&want, &got)
		if err != nil || got != want {
			t.Errorf("%.60q: %.200q, not %.200q, %v", texts, got, want, err)
		}
		err = fillWords(t, address, texts)
		if err == nil {
			err = db.QueryRowContext(t.Context(), `SELECT line::text FROM words`).Scan(&copied)
		}
		if err != nil || copied != want {
			t.Errorf("%.60q: copied %.200q, not %.200q, %v", texts, copied, want, err)
		}
	}
}

// ours is a database that takes SQLite's statements.
func ours(t *testing.T, address string) *sql.DB {
	t.Helper()
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(newConnector(config))
	t.Cleanup(func() { db.Close() })
	return db
}

// fillWords puts a row into the emptied table of words as many are put there.
func fillWords(t *testing.T, address string, texts [4]string) error {
	t.Helper()
	db := ours(t, address)
	if _, err := db.ExecContext(t.Context(), `DELETE FROM words`); err != nil {
		return err
	}
	c, err := db.Conn(t.Context())
	if err != nil {
		return err
	}
	row := []any{int64(1), decode(texts[0]), decode(texts[1]), decode(texts[2]), decode(texts[3])}
	err = engine{}.Fill(t.Context(), c, "words", []string{"rowid", "title", "text", "earlier", "tags"}, func() ([]any, error) {
		now := row
		row = nil
		return now, nil
	})
	return errors.Join(err, c.Close())
}

// TestLineFull: a vector takes what it has room for, and PostgreSQL takes the vector.
func TestLineFull(t *testing.T) {
	address := postgrestest.Address(t)
	d, err := Open(t.Context(), address, t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var many strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&many, "%x𐍈 ", i)
	}
	for _, texts := range [][4]string{{many.String(), "", "", "=kpost"}, {many.String(), strings.Repeat("𐍈", 400), many.String(), many.String()}} {
		if err := fillWords(t, address, texts); err != nil {
			t.Error(err)
		}
	}
}
