package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/storetest/samples"
)

// landed are the migrations as they landed, by the first digits of their SHA-256.
// They are never changed: archives were made by them. A new one is added here.
var landed = map[string]string{
	"0001_archive.sql":   "1199ec279653",
	"0002_segments.sql":  "a09f96858bbb",
	"0003_schedule.sql":  "94c8f5a0acd1",
	"0004_context.sql":   "3a9560a86deb",
	"0005_pages.sql":     "90b86332a214",
	"0006_log.sql":       "5f50872c3391",
	"0007_moments.sql":   "1e412d13e754",
	"0008_anchor.sql":    "407420eeb501",
	"0009_state.sql":     "82902fb2715f",
	"0010_authority.sql": "23d3f8fd5aea",
	"0011_severity.sql":  "5e094345cc0e",
	"0012_words.sql":     "92f1bd0d9641",
	"0013_gaps.sql":      "8531a06fcf15",
	"0014_details.sql":   "c3d78c3ad42f",
	"0015_links.sql":     "e94e478ec812",
	"0016_tags.sql":      "56b20aaa2377",
	"0017_cause.sql":     "315df7c0470a",
	"0018_touch.sql":     "9625ec1cd431",
	"0019_recorded.sql":  "733b48bad7bb",
	"0020_apart.sql":     "347d4827b06b",
	"0021_pictured.sql":  "59a5b8ae4e03",
	"0022_counted.sql":   "3f18210fb700",
	"0023_row_state.sql": "fdb688e9a9e9",
	"0024_told.sql":      "4da9e96dff2c",
}

func TestMigrationsAreAppendOnly(t *testing.T) {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		b, err := migrations.ReadFile("migrations/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if got := hex.EncodeToString(sum[:6]); got != landed[e.Name()] {
			t.Errorf("%s is %s, not %q: a migration that landed is never edited, write another; a new one is added to this table", e.Name(), got, landed[e.Name()])
		}
		if !strings.HasPrefix(e.Name(), string([]byte{'0', '0', byte('0' + (i+1)/10), byte('0' + (i+1)%10)})) || len(entries) != schema {
			t.Errorf("%s is migration %d of %d", e.Name(), i+1, schema)
		}
	}
	if len(landed) != len(entries) {
		t.Errorf("%d migrations, %d of them landed", len(entries), len(landed))
	}
}

// unpackSchema gives the directory of an archive that an onrecord of old made.
func unpackSchema(t *testing.T, file string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), samples.Read(t, file), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestFault76Upgrade: an archive of every schema that ever landed opens, agrees with its log,
// says what it said, and takes in more.
func TestFault76Upgrade(t *testing.T) {
	files, err := filepath.Glob("testdata/schemas/*.db.gz")
	if err != nil || len(files) < 28 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			dir := unpackSchema(t, file)
			if made, _, _ := strings.Cut(filepath.Base(file), "-"); made != fmt.Sprintf("%02d", schema) {
				if old, err := Open(t.Context(), dir, Options{ReadOnly: true}); !errors.Is(err, store.ErrOldSchema) || errors.Is(err, store.ErrReadOnly) {
					t.Errorf("read as it is: %v, %v", old, err)
				}
			}
			d := open(t, dir, Options{Terms: textTerms, Scheme: 1})
			if r := verified(t, dir, proof.Options{}); len(r.Faults)+len(r.Missing) > 0 || r.Captures == 0 {
				t.Errorf("verify: %+v", r)
			}
			for id, want := range map[store.DocumentID]string{
				"x:1988393441999593891": "The harbour will stay open to every ship that comes.|The harbour will stay open to every ship that comes in peace.|The harbour will stay open to every ship that comes.",
				"x:1988393441999593999": "No habrá <peajes> nuevos & nadie pagará más por cruzar el puente.",
			} {
				vs, err := d.Versions(t.Context(), id)
				var texts []string
				for _, v := range vs {
					if texts = append(texts, v.Text); v.Hash != v.Content.Hash() {
						t.Errorf("%s: another hash", id)
					}
				}
				if got := strings.Join(texts, "|"); err != nil || got != want {
					t.Errorf("%s says %q, %v", id, got, err)
				}
			}
			if doc, err := d.Document(t.Context(), "x:1988393441999593999"); err != nil || !doc.Gone() || doc.Author.Handle != "sample" || doc.PublishedAt.String() != "2025-11-12" {
				t.Errorf("%+v, %v", doc, err)
			}
			look := observation("1988393441999593891", "Something else.")
			look.Author.Handle = "sample"
			if _, _, err := d.Record(t.Context(), store.Capture{}, []store.Observation{look}); err != nil {
				t.Fatal(err)
			}
			if _, err := d.IndexPosts(t.Context(), 1, textTerms); err != nil {
				t.Error(err)
			}
			if err := d.Check(t.Context(), 1, textTerms, silent, func(s string) { t.Error(s) }); err != nil {
				t.Error(err)
			}
			if _, err := d.IndexWords(t.Context(), 1, strings.ToLower, nil); err != nil {
				t.Error(err)
			}
			for _, said := range []string{"in peace.", "por cruzar", "something else."} {
				found, err := d.Search(t.Context(), store.Search{Words: store.Words{All: [][]store.Phrase{{{Words: strings.Fields(said)}}}}})
				if err != nil || found.Total != 1 {
					t.Errorf("%s: found %d: %v", said, found.Total, err)
				}
			}
			if _, err := d.Hosts(t.Context()); err != nil {
				t.Error(err)
			}
			if _, err := d.Sources(t.Context(), d.opts.Now()); err != nil {
				t.Error(err)
			}
			if r := verified(t, dir, proof.Options{}); len(r.Faults)+len(r.Missing) > 0 {
				t.Errorf("verify, after more: %+v", r)
			}
		})
	}
}
