package sqlite

import (
	"fmt"
	"testing"

	"onrecord/store"
)

// TestMoreThanAreCounted: of what very many documents have, the count goes so far and says
// so, and the pages go on.
func TestMoreThanAreCounted(t *testing.T) {
	d, err := Open(t.Context(), t.TempDir(), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	fill := func(to int) {
		t.Helper()
		if err := d.write(t.Context(), func(tx *tx) error {
			return tx.script(t.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 + (SELECT count(*) FROM document) UNION ALL SELECT i + 1 FROM n WHERE i < `+fmt.Sprint(to)+`)
				INSERT INTO document (id, name, kind, platform, author_key, touched) SELECT i, 'x:' || i, 'post', 'x', '', 0 FROM n;
			INSERT INTO shelf SELECT id, id, 'post', 'x', '', '', '', 0 FROM document WHERE id NOT IN (SELECT document FROM shelf);
			INSERT INTO words (rowid, title, text, earlier, tags) SELECT id, '', 'ferry', '', '' FROM document WHERE id NOT IN (SELECT rowid FROM words)`)
		}); err != nil {
			t.Fatal(err)
		}
	}
	ferry := store.Words{All: [][]store.Phrase{{{Words: []string{"ferry"}}}}}
	for _, docs := range []int{newest, newest + 2} {
		fill(docs)
		for _, s := range []store.Search{{Limit: 1, Offset: docs - 1}, {Limit: 1, Offset: docs - 1, Words: ferry}, {Limit: 1, Offset: newest - 1, Words: ferry, Order: store.OrderBest}} {
			found, err := d.Search(t.Context(), s)
			if err != nil || found.Total != newest || found.More != (docs > newest) || len(found.Hits) != 1 {
				t.Errorf("%d documents, %+v: %+v, %v", docs, s, found, err)
			}
		}
	}
	if found, err := d.Search(t.Context(), store.Search{Limit: 1, Offset: newest, Words: ferry, Order: store.OrderBest}); err != nil || len(found.Hits) != 0 {
		t.Errorf("weighed beyond what is counted: %+v, %v", found, err)
	}
}
