package postgres

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
)

func TestRewrite(t *testing.T) {
	for _, c := range []struct {
		query, text string
		order       []int
	}{
		{`SELECT a FROM b WHERE c = ? AND d = ?`, `SELECT a FROM b WHERE c = $1 AND d = $2`, []int{0, 1}},
		{`VALUES (?2, ?2, ?1, ?)`, `VALUES ($1, $1, $2, $3)`, []int{1, 0, 2}},
		{`UPDATE a SET b = '?', c = 'it''s ?1' -- what's ?` + "\n" + `WHERE d = ?2`, `UPDATE a SET b = '?', c = 'it''s ?1' -- what's ?` + "\n" + `WHERE d = $1`, []int{1}},
		{`SELECT 1 FROM json_each(?) j CROSS JOIN v ON v.id = j.value`, `SELECT 1 FROM each_id($1) j JOIN v ON v.id = j.value`, []int{0}},
		{`SELECT value FROM json_each(?1) names`, `SELECT value FROM each_name($1) names`, []int{0}},
		{`INSERT OR REPLACE INTO unindexed (space, ref) VALUES (2, ?)`, `INSERT INTO unindexed (space, ref) VALUES (2, $1) ON CONFLICT (space, ref) DO UPDATE SET id = DEFAULT`, []int{0}},
	} {
		got := rewrite(c.query)
		if got.text != c.text || !cmp.Equal(got.order, c.order) {
			t.Errorf("%s\nbecame %s %v\nnot    %s %v", c.query, got.text, got.order, c.text, c.order)
		}
	}
}

// TestSearchPlan: a search is planned for the words that it is for, however many were
// searched before; others are planned once for all values.
func TestSearchPlan(t *testing.T) {
	address := postgrestest.Address(t)
	d, err := Open(t.Context(), address, t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	db := ours(t, address)
	db.SetMaxOpenConns(1)
	var n int
	for range 10 {
		for query, arg := range map[string]string{`SELECT count(*) FROM words WHERE words MATCH ?1`: "'ferry':ABC", `SELECT count(*) FROM document WHERE name = ?`: "x:1"} {
			if err := db.QueryRowContext(t.Context(), query, arg).Scan(&n); err != nil {
				t.Fatal(err)
			}
		}
	}
	for part, want := range map[string]int{"words.line": 0, "FROM document": 1} {
		err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM pg_prepared_statements WHERE generic_plans > 0 AND strpos(statement, ?) > 0`, part).Scan(&n)
		if err != nil || n != want {
			t.Errorf("%d statements with %q are planned for any value, not %d, %v", n, part, want, err)
		}
	}
}

func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "plain", "a\x00b", "\xff\xfe", mark, mark + "00", "é\xc3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		kept := encode(s)
		for i, r := range kept {
			if r == 0 || r == utf8.RuneError && !utf8.ValidString(kept[i:]) {
				t.Fatalf("%q is kept as %q", s, kept)
			}
		}
		if got := decode(kept); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
		_ = decode(kept[:len(kept)/2]) // cut anywhere
	})
}
