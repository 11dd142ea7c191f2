package postgres

import (
	"database/sql/driver"
	"strings"
	"testing"

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
		{"it's", `a \ b\c ''d'' :1A`, "\t\n tab", "ünïcödé 日本 " + mark + "00"},
		{strings.Repeat("long", 101) + " é" + strings.Repeat("ß", 400), strings.Repeat("w ", 17_000), "after", "=kpost"},
		{"", strings.Repeat("щука ", 40_001) + "beyond", strings.Repeat("é", 200_001), "=kpost"},
	} {
		var args []driver.NamedValue
		for i, v := range []any{int64(1), texts[0], texts[1], texts[2], texts[3]} {
			args = append(args, driver.NamedValue{Ordinal: i + 1, Value: v})
		}
		var want, got string
		err := db.QueryRowContext(t.Context(), `SELECT coalesce(line_of($1, $2, $3, $4), '')::text, $5::text::tsvector::text`,
			texts[0], texts[1], texts[2], texts[3], inLine(args)[1].Value).Scan(&want, &got)
		if err != nil || got != want {
			t.Errorf("%.60q: %.200q, not %.200q, %v", texts, got, want, err)
		}
	}
}
