package outfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
)

// TestKept holds what no output replaces: what an archive is made of, there or not, any
// database, a signing key, and whatever is no regular file.
func TestKept(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	sum := strings.Repeat("a1", 32)
	for name, text := range map[string]string{
		"press/onrecord.db": "SQLite format 3\x00…", "press/onrecord.conf": "contact = desk\n", "press/channels.secret.json": "{}",
		"press/media/a1/" + sum: "a picture", "elsewhere/a1/" + sum: "a picture of a database's archive",
		"copy.db": "SQLite format 3\x00…", "mine.key": "PRIVATE+KEY+desk+00000000+AAAA", "notes.txt": "mine",
		"mine/a1/notes.txt": "mine",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"link.csv": "notes.txt", "dangling.csv": "absent", "door": "press"} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{
		"press/onrecord.db", "press/../press/onrecord.db", "door/onrecord.db", "press/ONRECORD.DB", "press/onrecord.db-wal", "press/onrecord.db-shm",
		"press/onrecord.conf", "press/channels.secret.json", "press/onrecord.key", "press/media", "press/media/a1/" + sum, "press/media/a1/new.csv",
		"elsewhere/a1/" + sum, "elsewhere/posts.csv", "elsewhere/a1/new.csv", "copy.db", "mine.key", "link.csv", "dangling.csv", "press", "absent/posts.csv", "notes.txt/posts.csv", os.DevNull,
	} {
		before, _ := os.ReadFile(name)
		err := outfile.Put(name, 0o644, []byte("posts"))
		if exit.CodeOf(err) != exit.Usage {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(name); string(after) != string(before) {
			t.Errorf("%s was replaced", name)
		}
	}
	for _, name := range []string{"posts.csv", "notes.txt", "press/posts.csv", "press/out.media", "mine/posts.csv", "mine/onrecord.db"} {
		there := outfile.Exists(name)
		if err := outfile.Put(name, 0o600, []byte("posts")); err != nil || there != (name == "notes.txt") {
			t.Errorf("%s: %v, there %v", name, err, there)
		}
		if got, _ := os.ReadFile(name); string(got) != "posts" {
			t.Errorf("%s has %q", name, got)
		}
	}
	for _, folder := range []string{"press", "press/media", "elsewhere", "elsewhere/a1", "elsewhere/report"} {
		if err := outfile.CheckFolder(folder); exit.CodeOf(err) != exit.Usage {
			t.Errorf("pages in %s: %v", folder, err)
		}
	}
	if err := outfile.CheckFolder("pages"); err != nil {
		t.Errorf("pages in a folder of one's own: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(root, "*", ".onrecord-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
