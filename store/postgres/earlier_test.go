package postgres

import (
	"database/sql"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"onrecord/store"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// TestEarlierSchemas: an archive of each earlier schema is refused by who only reads, is
// brought up to date by who writes, and is then as valid, with the same posts, found by the
// same words, and written on.
func TestEarlierSchemas(t *testing.T) {
	ctx := t.Context()
	address, media := postgrestest.Address(t), filepath.Join(t.TempDir(), "media")
	now, err := Open(ctx, address, media, sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	fill(t, now)
	want := kept(t, now)
	for n := first; n < sqlite.Schema(); n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			old := postgrestest.Address(t)
			earlier(t, old, n, address)
			if d, err := Open(ctx, old, media, sqlite.Options{ReadOnly: true}); err == nil || !strings.Contains(err.Error(), "must be brought to") {
				d.Close()
				t.Errorf("it was read as it is: %v", err)
			}
			d, err := Open(ctx, old, media, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			got := kept(t, d)
			for _, leaf := range want["leaf"] { // what later schemas log besides is new
				if !slices.Contains(got["leaf"], leaf) {
					t.Errorf("lost from the log: %s", leaf)
				}
			}
			got["leaf"] = want["leaf"]
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the newest (-), the one brought up to date (+):\n%s", diff)
			}
			if _, _, err := d.Record(ctx, store.Capture{URL: "https://x.com/a/status/1", StartedAt: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Body: []byte("edited")}, []store.Observation{{
				Document: "x:1", Kind: store.Post, URL: "https://x.com/a/status/1", Author: store.Author{ID: "7", Handle: "Speaker"}, Content: store.Content{Text: "Edited again.", Lang: "en"},
			}}); err != nil {
				t.Fatal(err)
			}
			if vs, err := d.Versions(ctx, "x:1"); err != nil || len(vs) != 3 {
				t.Errorf("%d versions after another edit, %v", len(vs), err)
			}
			if r, err := proof.Verify(ctx, proof.ArchiveOf(d), proof.Options{}); err != nil || len(r.Faults)+len(r.Missing) > 0 {
				t.Errorf("verify: %v %v, %v", r.Faults, r.Missing, err)
			}
		})
	}
}

// kept is what an archive has and finds.
func kept(t *testing.T, d *sqlite.DB) map[string][]string {
	t.Helper()
	r, err := proof.Verify(t.Context(), proof.ArchiveOf(d), proof.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{"verify": {fmt.Sprint(r.Leaves > 0, r.Faults, r.Missing)}}
	lists, n, err := d.Lists(t.Context(), store.PostSpace, []store.Term{9, 13}, 10)
	out["look-up"] = []string{fmt.Sprint(lists, n, err)}
	file := filepath.Join(t.TempDir(), "onrecord.db")
	if _, err := d.Backup(t.Context(), file, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	all := dump(t, filepath.Dir(file))
	for _, table := range []string{"version", "capture", "blob", "leaf", "tombstone", "change", "source", "quote", "link", "medium", "posting"} {
		out[table] = all[table]
	}
	return out
}

// earlier makes an archive of an earlier schema with the rows of one of today's, as far as
// its tables have columns for them.
func earlier(t *testing.T, address string, n int, today string) {
	t.Helper()
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(newConnector(config))
	defer db.Close()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for next := first; next <= n; next++ {
		if err := apply(t.Context(), tx, next); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	plain := raw(t, address)
	there := columns(t, plain, `SELECT table_name, quote_ident(column_name) FROM information_schema.columns
		WHERE table_schema = current_schema() AND is_generated = 'NEVER' AND table_name <> 'onrecord' ORDER BY ordinal_position`)
	u, err := url.Parse(today)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"BEGIN", "SET session_replication_role = replica"}
	for _, table := range slices.Sorted(maps.Keys(there)) {
		list := strings.Join(there[table], ", ")
		all = append(all, "DELETE FROM "+table, "INSERT INTO "+table+" ("+list+") OVERRIDING SYSTEM VALUE SELECT "+list+" FROM "+u.Query().Get("search_path")+"."+table)
	}
	if n < 21 { // which adds the space of pictures' words
		all = append(all, `DELETE FROM space WHERE space = 4`)
	}
	all = append(all, `SELECT setval(pg_get_serial_sequence('unindexed', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM unindexed), false)`, "COMMIT")
	if _, err := plain.ExecContext(t.Context(), strings.Join(all, ";\n")); err != nil {
		t.Fatal(err)
	}
}
