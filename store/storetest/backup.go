package storetest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"onrecord/store"
)

// backups: a backup is a file of its own, with the media beside it, that overwrites
// nothing and that nobody else may read; one that is stopped leaves nothing.
func backups(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.record(0, post("1", "The words."))
	picture := []byte("\x89PNG\r\n\x1a\n")
	m := must[store.Medium](t)(a.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/i.png", Document: "x:1", StartedAt: at(1)},
		store.Medium{Document: "x:1", URL: "https://a.example/i.png", Type: "image/png"}, picture))
	dir := filepath.Join(t.TempDir(), "backups")
	file := filepath.Join(dir, "onrecord.db")
	done := 0
	progress := func(n, _ int) { done = n }
	b := must[store.Backup](t)(a.Backup(t.Context(), file, progress))
	info, err := os.Stat(file)
	if err != nil || b.Media != 1 || done != 1 || b.Bytes != info.Size() || info.Mode().Perm() != 0o600 {
		t.Errorf("%+v, %d done, %v %v", b, done, info, err)
	}
	if kept, err := os.ReadFile(filepath.Join(dir, "media", m.SHA256[:2], m.SHA256)); err != nil || string(kept) != string(picture) {
		t.Errorf("the medium: %q, %v", kept, err)
	}
	if _, err := a.Backup(t.Context(), file, progress); err == nil {
		t.Error("a backup was overwritten")
	}
	if again, err := os.Stat(file); err != nil || !again.ModTime().Equal(info.ModTime()) {
		t.Error("a backup was touched")
	}
	if _, err := a.Backup(t.Context(), filepath.Join(dir, "disk", "that is", "not there.db"), progress); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("on a disk that is not there: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Backup(over, filepath.Join(dir, "other.db"), progress); !errors.Is(err, context.Canceled) {
		t.Errorf("one that was stopped: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
}
