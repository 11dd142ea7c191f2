package sqlite

import (
	"fmt"
	"regexp"
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
	pager := func(f store.DocumentFilter) (string, []any) {
		return (&documentPager{f: f, started: true, key: 1, id: 1}).query(10)
	}
	month := time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
	due := store.DocumentFilter{DueBy: time.Unix(1, 0)}
	for _, c := range []struct {
		name, index string
		query       func() (string, []any)
	}{
		{"documents", "document_listed", func() (string, []any) { return pager(store.DocumentFilter{}) }},
		{"documents of a kind", "document_kind", func() (string, []any) { return pager(store.DocumentFilter{Kind: store.Post}) }},
		{"documents by author", "document_author", func() (string, []any) { return pager(store.DocumentFilter{AuthorKey: "@a"}) }},
		{"posts of a month", "document_kind", func() (string, []any) { return pager(store.DocumentFilter{Kind: store.Post, Month: &month}) }},
		{"an author's posts of a month", "document_author", func() (string, []any) {
			return pager(store.DocumentFilter{Kind: store.Post, Platform: "x", AuthorKey: "@a", Month: &month})
		}},
		{"documents that are due", "document_next_look", func() (string, []any) { return pager(due) }},
		{"an author's counts", "document_author", func() (string, []any) { return authorQuery, []any{"@a", "x"} }},
		{"changed quotes", "link_severity", func() (string, []any) { return changedQuotesQuery, []any{5} }},
		{"changes", "change_kind", func() (string, []any) { return changesQuery, []any{"new", 0, 5} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			query, args := c.query()
			lines := plan(t, d, query, args...)
			if !strings.Contains(lines[0], "USING") || !strings.Contains(lines[0], c.index) {
				t.Errorf("begins with %s, not with %s", lines[0], c.index)
			}
			for _, line := range lines {
				if strings.HasPrefix(line, "SCAN") || strings.Contains(line, "TEMP B-TREE") {
					t.Errorf("%s", line)
				}
			}
		})
	}
	posts, _ := byMonth(store.DocumentFilter{Kind: store.Post})
	author, _ := byMonth(store.DocumentFilter{Kind: store.Post, Platform: "x", AuthorKey: "@a"})
	for query, args := range map[string][]any{posts: {"post"}, author: {"post", "x", "@a"}, topAuthorsQuery: {5, 0}, changesByMonth: nil} {
		if lines := plan(t, d, query, args...); !strings.Contains(lines[0], "COVERING INDEX") {
			t.Errorf("%s reads rows: %s", query, lines)
		}
	}
	// These sort their own few results, and scan nothing but the list that they are given.
	unsorted := map[string]string{
		"long lists": longQuery, "timeline": timelineQuery, "captures about a document": capturesAboutQuery, "a capture by its moment": captureAtQuery, "imported lines": linesThereQuery, "links to a post": linksToQuery, "unread articles": unlinkedQuery,
		"versions":           versionQuery + ` WHERE v.document = ?`,
		"quotes":             linkQuery + ` WHERE q.version = ? ORDER BY q.seq`,
		"waiting":            `SELECT id, ref FROM unindexed WHERE space = ? ORDER BY ref LIMIT 5`,
		"changes of a month": changesOfMonthQuery, "edits by author": editedByQuery, "leaves": leavesQuery, "renditions": renditionQuery, "relations": relationsQuery, "what was touched": touchedQuery, "what an author is called": namedQuery,
	}
	for name, q := range map[string]query{
		"documents": documentsOfSome, "documents by name": documentsNamed, "documents by alias": documentsAlias, "what is seldom": seldomQuery, "aliases": aliasesOf, "versions of some": versionsOfSome, "captures of some": capturesNumbered,
		"links to some": linksToSome, "quotes of some": quotesOfSome, "media": mediaOfSome, "notes": notesOfSome, "timelines": timelines, "texts": textsOfSome,
	} {
		unsorted[name], unsorted["one of "+name] = q.many, q.one
	}
	given := regexp.MustCompile(`^SCAN (CONSTANT ROW|json_each|names|newest|objects|j|x|o|\(subquery-\d+\))( |$)`)
	for name, query := range unsorted {
		t.Run(name, func(t *testing.T) {
			args := []any{1, 1, 1}
			if name == "changes of a month" {
				args = append(args, 1)
			}
			for _, line := range plan(t, d, query, args...) {
				if strings.HasPrefix(line, "SCAN") && !given.MatchString(line) {
					t.Errorf("%s", line)
				}
			}
		})
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
