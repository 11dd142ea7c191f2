package postgres

import (
	"database/sql"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// TestSchema: PostgreSQL's tables have SQLite's columns, in its order. Whoever adds a
// migration to one adds it to the other.
func TestSchema(t *testing.T) {
	dir, address := t.TempDir(), postgrestest.Address(t)
	openSQLite(t, dir)
	d, err := Open(t.Context(), address, dir, sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	db := raw(t, address)
	got := columns(t, db, `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name NOT IN ('onrecord', 'words') ORDER BY ordinal_position`)
	file, err := sql.Open("sqlite", filepath.Join(dir, "onrecord.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want := columns(t, file, `SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'words%'`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("SQLite's (-) and PostgreSQL's (+) columns differ: add a migration with the same number there\n%s", diff)
	}
}

// raw is the database as it is, without rewriting.
func raw(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func columns(t *testing.T, db *sql.DB, query string) map[string][]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		out[table] = append(out[table], column)
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		t.Fatal(out, err)
	}
	return out
}

func openSQLite(t *testing.T, dir string) *sqlite.DB {
	t.Helper()
	d, err := sqlite.Open(t.Context(), dir, sqlite.Options{Create: true, Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// fill puts one of most things into an archive.
func fill(t *testing.T, d *sqlite.DB) {
	t.Helper()
	ctx := t.Context()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	see := func(minutes int, o store.Observation) {
		t.Helper()
		c := store.Capture{Method: "GET", Endpoint: "page", URL: o.URL, Document: o.Document, Outcome: store.OutcomeOK, StartedAt: at.Add(time.Duration(minutes) * time.Minute), Body: []byte("bytes \x00\xff of " + o.Content.Text)}
		if _, _, err := d.Record(ctx, c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	post := func(id, text string) store.Observation {
		return store.Observation{
			Document: store.DocumentID("x:" + id), Kind: store.Post, URL: "https://x.com/a/status/" + id, Author: store.Author{ID: "7", Handle: "Speaker", Name: "Ä Speaker"},
			Content: store.Content{Text: text, Lang: "en"},
		}
	}
	see(0, post("1", "Plain words, and a NUL \x00 with \xff no UTF-8, and a mark \uFDD0 of ours."))
	see(1, post("1", "Edited words."))
	see(2, post("2", "Others."))
	gone := post("2", "")
	gone.Gone = &store.Gone{How: store.Deleted, Detail: "it says so", Certain: true}
	see(3, gone)
	article := store.Observation{
		Document: "web:https://paper.example/a", Kind: store.Article, URL: "https://paper.example/a", Publisher: "The Paper",
		Content: store.Content{Title: "A title", Text: "She wrote: “Edited words.”", Lang: "en"},
	}
	see(4, article)
	if _, err := d.AddSource(ctx, store.Source{Kind: "account", Platform: "x", URL: "https://x.com/a", Cadence: time.Hour}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.KeepMedium(ctx, store.Capture{URL: "https://a.example/i.png", Document: "x:1", StartedAt: at}, store.Medium{Document: "x:1", URL: "https://a.example/i.png", Type: "image/png"}, []byte("\x89PNG")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.IndexPosts(ctx, 1, func(v store.Version) []store.Term { return []store.Term{store.Term(len(v.Text)), 9} }); err != nil {
		t.Fatal(err)
	}
	vs, err := d.Versions(ctx, "x:1")
	if err != nil || len(vs) != 2 {
		t.Fatal(vs, err)
	}
	read, err := d.Versions(ctx, article.Document)
	if err != nil {
		t.Fatal(err)
	}
	links := []store.Link{
		{Quote: store.Quote{Text: "Edited words."}, Match: store.Match{Document: "x:1", VersionID: vs[1].ID, Verdict: store.Verbatim, Confidence: 0.97}},
		{Quote: store.Quote{Text: "Nobody's"}},
	}
	if err := d.ReplaceQuotes(ctx, read[0].ID, 1, links); err != nil {
		t.Fatal(err)
	}
}

// TestCopy: an archive that was copied to PostgreSQL and back has every row that it had,
// and is as valid as before.
func TestCopy(t *testing.T) {
	first, last := t.TempDir(), t.TempDir()
	a, c := openSQLite(t, first), openSQLite(t, last)
	fill(t, a)
	b, err := Open(t.Context(), postgrestest.Address(t), filepath.Join(t.TempDir(), "media"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, step := range []struct{ from, to *sqlite.DB }{{a, b}, {b, c}} {
		r, err := step.from.CopyTo(t.Context(), step.to, func(int, int) {}, func(int, int) {})
		if err != nil || r.Media != 1 || r.Lost != 0 {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	if diff := cmp.Diff(dump(t, first), dump(t, last)); diff != "" {
		t.Errorf("what came back differs:\n%s", diff)
	}
	var reports []string
	for _, d := range []*sqlite.DB{a, b, c} {
		r, err := proof.Verify(t.Context(), proof.ArchiveOf(d), proof.Options{})
		if err != nil || len(r.Faults) > 0 {
			t.Errorf("%v, %v", r.Faults, err)
		}
		reports = append(reports, fmt.Sprintf("%+v", r))
	}
	if reports[0] != reports[1] || reports[1] != reports[2] {
		t.Errorf("verify says different things:\n%s", strings.Join(reports, "\n"))
	}
	// The copy goes on as an archive does.
	if changes, _, err := b.Record(t.Context(), store.Capture{URL: "https://x.com/a/status/3", StartedAt: time.Now(), Body: []byte("x")}, nil); err != nil || changes == 0 {
		t.Error(changes, err)
	}
	if _, err := a.CopyTo(t.Context(), b, func(int, int) {}, func(int, int) {}); err == nil {
		t.Error("an archive with something in it was copied over")
	}
}

// dump is every row of every table.
func dump(t *testing.T, dir string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "onrecord.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	out := map[string][]string{}
	for _, table := range slices.Sorted(maps.Keys(columns(t, db, `SELECT name, '' FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words%'`))) {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		names, _ := rows.Columns()
		for rows.Next() {
			row, to := make([]any, len(names)), make([]any, len(names))
			for i := range row {
				to[i] = &row[i]
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			out[table] = append(out[table], fmt.Sprintf("%q", row))
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close() //nolint:sqlclosecheck // before the next table
		slices.Sort(out[table])
	}
	return out
}
