package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

func silent(int, int) {}

// backedUp is a backup of an archive with a post, its edit and a picture, and the
// log's root.
func backedUp(t *testing.T) (file string, root [32]byte) {
	t.Helper()
	dir := t.TempDir()
	d := open(t, dir, Options{Create: true})
	recordWords(t, d, "1", "A")
	recordWords(t, d, "1", "A, edited")
	if _, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/i.png", Document: "x:1"}, store.Medium{Document: "x:1", URL: "https://a.example/i.png"}, []byte("a picture")); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "backup.db")
	if _, err := d.Backup(t.Context(), file, silent); err != nil {
		t.Fatal(err)
	}
	_, root, err := d.LogHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return file, root
}

func recordWords(t *testing.T, d *DB, id, words string) {
	t.Helper()
	if _, _, err := d.Record(t.Context(), store.Capture{}, []store.Observation{observation(id, words)}); err != nil {
		t.Fatal(err)
	}
}

// holds: the archive in a directory has that root, its media, and is in order.
func holds(t *testing.T, dir string, root [32]byte) {
	t.Helper()
	d := open(t, dir, Options{})
	defer d.Close()
	if _, got, err := d.LogHead(t.Context()); err != nil || got != root {
		t.Errorf("another log: %v", err)
	}
	all, err := d.MediaOf(t.Context(), "x:1")
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if _, err := d.OpenMedium(t.Context(), all[0].SHA256); err != nil {
		t.Error(err)
	}
	if r := verified(t, dir, proof.Options{}); len(r.Faults)+len(r.Missing) > 0 {
		t.Errorf("verify: %+v", r)
	}
	info, err := os.Stat(filepath.Join(dir, fileName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

// TestFault77Restore: a backup goes into a new directory, or over an archive, which is moved
// aside whole, with what a killed process left in its write-ahead log.
func TestFault77Restore(t *testing.T) {
	file, root := backedUp(t)
	t.Run("new", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "a", "b")
		r, err := Restore(t.Context(), file, dir, Options{}, silent)
		if err != nil || r.Before != "" || r.Media != 1 || r.Lost != 0 {
			t.Fatal(r, err)
		}
		holds(t, dir, root)
	})
	t.Run("over one that was killed", func(t *testing.T) {
		dir := t.TempDir()
		cmd := child(t, "record", dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		id := make([]byte, 64)
		n, err := out.Read(id) // acknowledged
		if err != nil {
			t.Fatal(err)
		}
		_, _ = cmd.Process.Kill(), cmd.Wait()
		if info, err := os.Stat(filepath.Join(dir, fileName+"-wal")); err != nil || info.Size() == 0 {
			t.Fatalf("no log was left: %v", err)
		}
		r, err := Restore(t.Context(), file, dir, Options{}, silent)
		if err != nil || r.Before == "" {
			t.Fatal(r, err)
		}
		holds(t, dir, root)
		old := open(t, dir, Options{Name: filepath.Base(r.Before)})
		acknowledged := store.DocumentID("x:" + strings.Fields(string(id[:n]))[0])
		if _, err := old.Document(t.Context(), acknowledged); err != nil {
			t.Errorf("what was acknowledged is gone: %v", err)
		}
	})
	t.Run("over a damaged one", func(t *testing.T) {
		dir := t.TempDir()
		for _, name := range []string{fileName, fileName + "-wal"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Repeat("no database", 1000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r, err := Restore(t.Context(), file, dir, Options{}, silent)
		if err != nil || r.Before == "" {
			t.Fatal(r, err)
		}
		holds(t, dir, root)
		for _, end := range []string{"", "-wal"} {
			if b, err := os.ReadFile(r.Before + end); err != nil || !strings.HasPrefix(string(b), "no database") {
				t.Errorf("the damaged %q was not kept: %v", end, err)
			}
		}
	})
}

// TestFault77RestoreRefuses: what is in use, newer, damaged or none of ours, with nothing
// touched.
func TestFault77RestoreRefuses(t *testing.T) {
	file, _ := backedUp(t)
	dir := t.TempDir()
	recordWords(t, open(t, dir, Options{Create: true}), "7", "still there") // and stays open
	newer, cut, foreign, text := copyOfFile(t, file), copyOfFile(t, file), filepath.Join(t.TempDir(), "foreign.db"), filepath.Join(t.TempDir(), "text")
	tamperFile(t, newer, `PRAGMA user_version = 999`)
	tamperFile(t, foreign, `CREATE TABLE t (x)`)
	if err := errors.Join(os.Truncate(cut, 20_000), os.WriteFile(text, []byte("no database"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file, dir string
		want      error
	}{
		"in use":     {file, dir, store.ErrInUse},
		"newer":      {newer, dir, store.ErrNewerSchema},
		"cut":        {cut, dir, store.ErrCorrupt},
		"foreign":    {foreign, dir, store.ErrNotArchive},
		"text":       {text, dir, store.ErrCorrupt},
		"absent":     {filepath.Join(dir, "nothing.db"), dir, store.ErrNotFound},
		"the same":   {filepath.Join(dir, fileName), dir, nil},
		"in use too": {file, dir, store.ErrInUse},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Restore(t.Context(), c.file, c.dir, Options{Now: time.Now}, silent)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("%+v, %v", r, err)
			}
			d := open(t, dir, Options{})
			defer d.Close()
			if _, err := d.Document(t.Context(), "x:7"); err != nil {
				t.Errorf("what was there: %v", err)
			}
			if left, err := filepath.Glob(filepath.Join(dir, ".restore-*")); err != nil || len(left) > 0 {
				t.Errorf("left: %v %v", left, err)
			}
		})
	}
}

// TestFault77RestoredAndOnlyRead: an archive that was just put back, and that somebody only reads
// since, is in use.
func TestFault77RestoredAndOnlyRead(t *testing.T) {
	file, _ := backedUp(t)
	dir := t.TempDir()
	if _, err := Restore(t.Context(), file, dir, Options{Now: time.Now}, silent); err != nil {
		t.Fatal(err)
	}
	d := open(t, dir, Options{ReadOnly: true})
	if _, err := d.Counts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r, err := Restore(t.Context(), file, dir, Options{Now: time.Now}, silent); !errors.Is(err, store.ErrInUse) {
		t.Errorf("%+v, %v", r, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), file, dir, Options{Now: time.Now}, silent); err != nil {
		t.Errorf("once nobody reads it: %v", err)
	}
}

// TestPrivate: what an archive makes nobody else may read, whatever the umask.
func TestPrivate(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "a", "b")
	d := open(t, dir, Options{Create: true})
	recordWords(t, d, "1", "A")
	if _, err := d.KeepMedium(t.Context(), store.Capture{Document: "x:1"}, store.Medium{Document: "x:1", URL: "https://a.example/"}, []byte("a picture")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Backup(t.Context(), filepath.Join(root, "backup", "b.db"), silent); err != nil {
		t.Fatal(err)
	}
	if err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err == nil && path != root && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %s", path, info.Mode())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// TestFault77RestoredBeneathAReader: an archive that was put in place by a copy, and that nobody
// wrote to since, is replaced beneath whoever only reads it; who reads it goes on with the
// file that it has, and is told that it is not the archive any more.
func TestFault77RestoredBeneathAReader(t *testing.T) {
	file, _ := backedUp(t)
	dir := t.TempDir()
	b, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, fileName), b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, dir, Options{ReadOnly: true})
	before, err := d.Counts(t.Context())
	if err != nil || d.Moved() != nil {
		t.Fatal(err, d.Moved())
	}
	if _, err := Restore(t.Context(), file, dir, Options{Now: time.Now}, silent); err != nil {
		t.Fatal(err)
	}
	if after, err := d.Counts(t.Context()); err != nil || after != before {
		t.Errorf("%+v, before %+v, %v", after, before, err)
	}
	if err := d.Moved(); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("it is not told: %v", err)
	}
}
