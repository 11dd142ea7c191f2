package postgres

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
	"onrecord/store/bucket/buckettest"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// TestBucket: an archive whose media lie in a bucket is copied there and back, backed up
// and verified like any, and what is forgotten is gone from the bucket; one whose bytes
// are missing or others says so.
func TestBucket(t *testing.T) {
	ctx, s := t.Context(), buckettest.New(t)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	first, last := t.TempDir(), t.TempDir()
	a, c := openSQLite(t, first), openSQLite(t, last)
	fill(t, a)
	b, err := Open(ctx, postgrestest.Address(t), s.Address(buckettest.Name+"/desk"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, step := range []struct{ from, to *sqlite.DB }{{a, b}, {b, c}} {
		if r, err := step.from.CopyTo(ctx, step.to, func(int, int) {}, func(int, int) {}); err != nil || r.Media != 1 || r.Lost != 0 {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	if diff := cmp.Diff(dump(t, first), dump(t, last)); diff != "" {
		t.Errorf("what came back differs:\n%s", diff)
	}
	file := filepath.Join(t.TempDir(), "onrecord.db")
	if r, err := b.Backup(ctx, file, func(int, int) {}); err != nil || r.Media != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	kept, err := b.MediaOf(ctx, "x:1")
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	sum := kept[0].SHA256
	for _, at := range []string{filepath.Dir(file), last} {
		if got, err := os.ReadFile(filepath.Join(at, "media", sum[:2], sum)); err != nil || string(got) != "\x89PNG" {
			t.Errorf("%q, %v", got, err)
		}
	}
	at := buckettest.Name
	key := "desk/" + sum[:2] + "/" + sum
	faults := func() string {
		t.Helper()
		r, err := proof.Verify(ctx, proof.ArchiveOf(b), proof.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(fmt.Sprint(r.Faults, r.Missing), "[] []")
	}
	if said := faults(); said != "" || !b.HasMedium(sum) {
		t.Error(said)
	}
	if _, err := s.Objects.PutObject(at, key, map[string]string{}, bytes.NewReader([]byte("\x89JPG")), 4, nil); err != nil {
		t.Fatal(err)
	}
	if said := faults(); !strings.Contains(said, sum) {
		t.Errorf("other bytes in their place: %q", said)
	}
	if _, err := s.Objects.DeleteObject(at, key); err != nil {
		t.Fatal(err)
	}
	if said := faults(); !strings.Contains(said, sum) || b.HasMedium(sum) {
		t.Errorf("no bytes in their place: %q", said)
	}
	if _, err := b.KeepMedium(ctx, store.Capture{URL: "https://a.example/i.png", Document: "x:1"}, store.Medium{Document: "x:1", URL: "https://a.example/i.png", Type: "image/png"}, []byte("\x89PNG")); err != nil {
		t.Fatal(err)
	}
	if said := faults(); said != "" {
		t.Errorf("captured again: %s", said)
	}
	if r, err := b.Forget(ctx, "x:1", "a court said so"); err != nil || r.Media != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := s.Objects.HeadObject(at, key); err == nil {
		t.Error("what was forgotten is still in the bucket")
	}
	s.Server.Close()
	if _, err := b.KeepMedium(ctx, store.Capture{URL: "https://a.example/j.png", Document: "x:2"}, store.Medium{Document: "x:2", URL: "https://a.example/j.png", Type: "image/png"}, []byte("GIF")); err == nil {
		t.Error("bytes were said to be kept that the store did not take")
	}
	if kept, err := b.MediaOf(ctx, "x:2"); err != nil || len(kept) != 0 {
		t.Errorf("and are on record: %v, %v", kept, err)
	}
}
