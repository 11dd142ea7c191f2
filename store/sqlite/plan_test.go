package sqlite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// TestPlans holds each query whose cost must not follow the size of the archive
// to its indexes: no table is scanned, and nothing is sorted that an index can
// give in order.
func TestPlans(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true})
	author := store.PostingFilter{AuthorKey: "@a", Before: time.Unix(1, 0)}
	pager := func(f store.DocumentFilter) (string, []any) {
		return (&documentPager{f: f, started: true, key: 1, id: 1}).query(10)
	}
	for name, q := range map[string]func() (string, []any){
		"postings":              func() (string, []any) { return postingsQuery(1, store.PostingFilter{}, 5) },
		"postings of an author": func() (string, []any) { return postingsQuery(1, author, 5) },
		"documents":             func() (string, []any) { return pager(store.DocumentFilter{}) },
		"documents of a kind":   func() (string, []any) { return pager(store.DocumentFilter{Kind: store.Post}) },
		"documents by author":   func() (string, []any) { return pager(store.DocumentFilter{AuthorKey: "@a"}) },
		"documents that are due": func() (string, []any) {
			return pager(store.DocumentFilter{DueBy: time.Unix(1, 0)})
		},
		"changes": func() (string, []any) { return changesQuery, []any{"new", 5} },
	} {
		t.Run(name, func(t *testing.T) {
			query, args := q()
			for _, line := range plan(t, d, query, args...) {
				if strings.HasPrefix(line, "SCAN") && !strings.Contains(line, "json_each") && !strings.Contains(line, "USING") || strings.Contains(line, "TEMP B-TREE") {
					t.Errorf("%s", line)
				}
			}
		})
	}
	// These sort their own few results, and scan nothing.
	for name, query := range map[string]string{
		"timeline": timelineQuery, "links to a post": linksToQuery, "unread articles": unlinkedQuery,
		"versions": versionQuery + ` WHERE v.document = ?`,
		"quotes":   linkQuery + ` WHERE q.version = ? ORDER BY q.seq`,
		"waiting":  `SELECT id, ref FROM unindexed WHERE space = ? ORDER BY ref LIMIT 5`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, line := range plan(t, d, query, 1) {
				if strings.HasPrefix(line, "SCAN") {
					t.Errorf("%s", line)
				}
			}
		})
	}
}

// TestPostingsStartAtTheList: the author's posts never lead, however few.
func TestPostingsStartAtTheList(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true})
	query, args := postingsQuery(1, store.PostingFilter{AuthorKey: "@a"}, 5)
	if lines := plan(t, d, query, args...); !strings.Contains(lines[0], "SEARCH p USING PRIMARY KEY (space=? AND term=?)") {
		t.Error(lines)
	}
}

func plan(t *testing.T, d *DB, query string, args ...any) []string {
	t.Helper()
	rs, err := d.r.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Close()
	var out []string
	for rs.Next() {
		var id, parent, unused int
		var detail string
		if err := rs.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		out = append(out, detail)
	}
	if err := rs.Err(); err != nil || len(out) == 0 {
		t.Fatal(fmt.Sprint(out), err)
	}
	return out
}
