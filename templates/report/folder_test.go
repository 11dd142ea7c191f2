package report

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestFault82SomebodysFolder: a report goes into an empty directory or one of its own, and
// through no link.
func TestFault82SomebodysFolder(t *testing.T) {
	st := archive(t)
	try := func(dir string) error {
		_, err := Write(context.Background(), reported(st), dir, Options{})
		return err
	}
	dir := t.TempDir()
	if err := errors.Join(try(filepath.Join(dir, "new")), try(dir+"/new")); err != nil {
		t.Fatal(err)
	}
	theirs := filepath.Join(dir, "theirs")
	own := filepath.Join(theirs, "index.html")
	if err := errors.Join(os.Mkdir(theirs, 0o755), os.WriteFile(own, []byte("mine"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := try(theirs); !errors.Is(err, ErrNotOurs) {
		t.Errorf("somebody's folder: %v", err)
	}
	all, err := os.ReadDir(theirs)
	if b, rerr := os.ReadFile(own); err != nil || rerr != nil || string(b) != "mine" || len(all) != 1 {
		t.Errorf("it was changed: %q, %d files", b, len(all))
	}
	if err := errors.Join(os.Symlink(theirs, filepath.Join(dir, "link")), os.Mkdir(filepath.Join(dir, "empty"), 0o755), os.Symlink(filepath.Join(dir, "empty"), filepath.Join(dir, "link2"))); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"link", "link2"} {
		if err := try(filepath.Join(dir, link)); err == nil {
			t.Errorf("%s is written through", link)
		}
	}
	posts := filepath.Join(dir, "new", "posts")
	if err := errors.Join(os.RemoveAll(posts), os.Symlink(theirs, posts)); err != nil {
		t.Fatal(err)
	}
	if err := try(filepath.Join(dir, "new")); err == nil {
		t.Error("a link within a report is written through")
	}
	if all, err := os.ReadDir(theirs); err != nil || len(all) != 1 {
		t.Errorf("%d files, %v", len(all), err)
	}
}
