package postgres

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
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
