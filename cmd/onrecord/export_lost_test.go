package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/cmd/internal/exit"
)

// TestExportGoesPastLostBytes: a capture whose bytes are lost is named and left out; the
// others are in the file, and the exit code says that it is a part.
func TestExportGoesPastLostBytes(t *testing.T) {
	d := newDesk(t)
	lines := filepath.Join(t.TempDir(), "posts.jsonl")
	var all strings.Builder
	for _, id := range []string{"1988393441999593891", "1988393441999593892", "1988393441999593893"} {
		all.WriteString(`{"id":"` + id + `","platform":"x","author_handle":"a","text":"The words of ` + id + `","posted_at":"2025-11-11"}` + "\n")
	}
	if err := os.WriteFile(lines, []byte(all.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", lines, "--no-link")
	db, err := sql.Open("sqlite", filepath.Join(d.archive, "onrecord.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `DELETE FROM blob WHERE sha256 = (SELECT body_sha256 FROM capture WHERE document LIKE '%892')`); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"warc", "wacz"} {
		file := filepath.Join(t.TempDir(), "all."+kind)
		if kind == "warc" {
			file += ".gz"
		}
		code, out := d.run("export", kind, "-o", file)
		if code != exit.Part || !strings.Contains(out, "capture 2: ") || !strings.Contains(out, "1 capture whose bytes are lost") {
			t.Errorf("%s: %d %s", kind, code, out)
		}
		to := newDesk(t)
		if out := to.ok("import", file, "--no-link"); !strings.Contains(out, "2 ") {
			t.Errorf("%s: %s", kind, out)
		}
		if posts := to.ok("list", "posts"); !strings.Contains(posts, "593891") || strings.Contains(posts, "593892") || !strings.Contains(posts, "593893") {
			t.Errorf("%s: %s", kind, posts)
		}
	}
}
