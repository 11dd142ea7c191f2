package storetest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// large: bodies that stay large when they are packed lie with the media, whole, are missed
// where they are missing, go into a backup, and are gone when their document is forgotten.
func large(t *testing.T, open Opener) {
	a, ctx := newArchive(t, open), t.Context()
	noise := make([]byte, 600<<10)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(noise)
	files := func(dir string) []string { return mediaFiles(t, dir) }
	c := store.Capture{Method: "GET", Endpoint: "page", URL: "https://example.org/", Document: "x:1", Outcome: store.OutcomeOK, StartedAt: at(0), Body: noise, Raw: append([]byte("raw"), noise...)}
	id, _, err := a.Record(ctx, c, []store.Observation{post("1", "The words.")})
	if err != nil {
		t.Fatal(err)
	}
	words := store.Capture{Method: "GET", Endpoint: "page", URL: "https://example.org/", Document: "x:2", Outcome: store.OutcomeOK, StartedAt: at(1), Body: []byte(strings.Repeat("words and words ", 100_000))}
	if _, _, err := a.Record(ctx, words, []store.Observation{post("2", "Other words.")}); err != nil {
		t.Fatal(err)
	}
	if n := len(files(a.dir)); n != 2 {
		t.Errorf("%d files for a body, what it was decoded from, and a body that packs well", n)
	}
	a.unaltered()
	kept := must[store.Capture](t)(a.Capture(ctx, id))
	if !bytes.Equal(kept.Body, noise) || !bytes.Equal(kept.Raw, c.Raw) {
		t.Errorf("%d and %d bytes came back", len(kept.Body), len(kept.Raw))
	}
	if b, err := io.ReadAll(must[io.Reader](t)(a.OpenBody(ctx, kept))); err != nil || !bytes.Equal(b, noise) {
		t.Errorf("read by pieces: %d bytes, %v", len(b), err)
	}
	backup := filepath.Join(t.TempDir(), "onrecord.db")
	if b := must[store.Backup](t)(a.Backup(ctx, backup, func(int, int) {})); b.Media != 2 || len(files(filepath.Dir(backup))) != 2 {
		t.Errorf("backed up: %+v", b)
	}

	for _, path := range files(a.dir) {
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for what, damage := range map[string]func() error{
			"changed": func() error {
				return os.WriteFile(path, append(whole[:len(whole)-1:len(whole)-1], whole[len(whole)-1]^1), 0o600)
			},
			"missing": func() error { return os.Remove(path) },
		} {
			if err := damage(); err != nil {
				t.Fatal(err)
			}
			r := must[proof.Report](t)(proof.Verify(ctx, proof.ArchiveOf(a.Engine), proof.Options{}))
			if len(r.Faults)+len(r.Missing) == 0 {
				t.Errorf("%s: nobody noticed", what)
			}
			if what == "missing" {
				b, err := a.Backup(ctx, filepath.Join(t.TempDir(), "onrecord.db"), func(int, int) {})
				if err != nil || b.Media != 1 || b.Lost != 1 {
					t.Errorf("what is left is backed up as %+v, %v", b, err)
				}
			}
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}

	if _, err := a.Forget(ctx, "x:1", "a court said so"); err != nil {
		t.Fatal(err)
	}
	if left := files(a.dir); len(left) != 0 {
		t.Errorf("what was forgotten still lies in %v", left)
	}
	c.StartedAt = at(9)
	if _, _, err := a.Record(ctx, c, []store.Observation{post("1", "The words.")}); err != nil {
		t.Fatal(err)
	}
	if left := files(a.dir); len(left) != 0 {
		t.Errorf("it was kept again, in %v", left)
	}
}

// unnamed: of the files among the media those are told that no row names and nobody writes
// any more.
func unnamed(t *testing.T, open Opener) {
	a, ctx := newArchive(t, open), t.Context()
	body := make([]byte, 400<<10)
	_, _ = rand.NewChaCha8([32]byte{2}).Read(body)
	picture := []byte("a picture")
	capture := store.Capture{Method: "GET", Endpoint: "page", URL: "https://example.org/", Document: "x:1", Outcome: store.OutcomeOK, StartedAt: at(0), Body: body}
	_, _, err := a.Record(ctx, capture, []store.Observation{post("1", "The words.")})
	if err != nil {
		t.Fatal(err)
	}
	medium := store.Medium{Document: "x:1", URL: "https://example.org/i.png", Type: "image/png"}
	must[store.Medium](t)(a.KeepMedium(ctx, store.Capture{URL: medium.URL, Document: "x:1", StartedAt: at(1)}, medium, picture))

	left := []byte("what a killed process left")
	sum := fmt.Sprintf("%x", sha256.Sum256(left))
	shard := filepath.Join(a.dir, "media", sum[:2])
	orphan, part := filepath.Join(shard, sum), filepath.Join(shard, ".new-1")
	young := filepath.Join(shard, sum[:2]+strings.Repeat("0", 62))
	for _, path := range []string{orphan, part, young, filepath.Join(shard, "note.txt"), filepath.Join(a.dir, "media", sum)} {
		if err := errors.Join(os.MkdirAll(shard, 0o700), os.WriteFile(path, left, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now()
	for _, path := range mediaFiles(t, a.dir) {
		if path == young {
			continue
		}
		if err := os.Chtimes(path, now.Add(-2*time.Hour), now.Add(-2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	told := func() string {
		t.Helper()
		return strings.Join(slices.Sorted(slices.Values(must[[]string](t)(a.UnnamedFiles(ctx, now.Add(-time.Hour))))), " ")
	}
	check(t, "files that nothing names", told(), strings.Join(slices.Sorted(slices.Values([]string{orphan, part})), " "))

	must[store.Medium](t)(a.KeepMedium(ctx, store.Capture{URL: medium.URL, Document: "x:1", StartedAt: at(2)}, store.Medium{Document: "x:1", URL: "https://example.org/j.png", Type: "image/png"}, left))
	if err := os.Chtimes(orphan, now.Add(-2*time.Hour), now.Add(-2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	check(t, "once it is named", told(), part)
}

// mediaFiles are the files of an archive's media.
func mediaFiles(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "media"), func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return out
}
