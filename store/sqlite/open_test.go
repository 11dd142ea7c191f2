package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

func open(t *testing.T, dir string, o Options) *DB {
	t.Helper()
	d, err := Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// filled makes an archive with one post in it and gives its directory.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	d := open(t, dir, Options{Create: true})
	keepPost(t, d, "1", "A")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func observation(id, text string) store.Observation {
	return store.Observation{Document: store.DocumentID("x:" + id), Kind: store.Post, Author: store.Author{Handle: "a"}, Content: store.Content{Text: text}}
}

func keepPost(t *testing.T, d *DB, id, text string) {
	t.Helper()
	if _, _, err := d.Record(t.Context(), store.Capture{URL: "https://x.com/a/status/" + id}, []store.Observation{observation(id, text)}); err != nil {
		t.Fatal(err)
	}
}

// contents are the names and bytes of all files below a directory.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			fmt.Fprintln(&out, path)
			return err
		}
		b, err := os.ReadFile(path)
		fmt.Fprintln(&out, path, len(b), sha(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// alter runs SQL on the file behind onrecord's back.
func alter(t *testing.T, dir, query string) {
	t.Helper()
	q, err := sql.Open("sqlite", filepath.Join(dir, fileName))
	if err == nil {
		_, err = q.Exec(query)
	}
	if err := errors.Join(err, q.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestFault60 holds each file that is refused to its error, which names it, and
// to its bytes: nothing is touched and nothing left behind.
func TestFault60(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, dir string)
		want error
	}{
		{"newer schema", func(t *testing.T, dir string) { alter(t, dir, "PRAGMA user_version = 99") }, store.ErrNewerSchema},
		{"another program's", func(t *testing.T, dir string) {
			alter(t, dir, "PRAGMA application_id = 7; PRAGMA user_version = 0")
		}, store.ErrNotArchive},
		{"a foreign database without a mark", func(t *testing.T, dir string) {
			replaceFile(t, dir, nil)
			alter(t, dir, "PRAGMA journal_mode = WAL; CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
		}, store.ErrNotArchive},
		{"no database", func(t *testing.T, dir string) {
			replaceFile(t, dir, []byte(strings.Repeat("no database at all. ", 500)))
		}, store.ErrCorrupt},
		{"too short for one", func(t *testing.T, dir string) { replaceFile(t, dir, []byte("SQLite format 3\x00")) }, store.ErrCorrupt},
		{"cut in the middle", func(t *testing.T, dir string) { cutFile(t, dir, 20_000) }, store.ErrCorrupt},
		{"cut by a byte", func(t *testing.T, dir string) { cutFile(t, dir, -1) }, store.ErrCorrupt},
		{"a directory", func(t *testing.T, dir string) {
			if err := errors.Join(os.Remove(filepath.Join(dir, fileName)), os.MkdirAll(filepath.Join(dir, fileName, "sub"), 0o755)); err != nil {
				t.Fatal(err)
			}
		}, store.ErrCorrupt},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filled(t)
			c.make(t, dir)
			before := contents(t, dir)
			for _, o := range []Options{{Create: true}, {}, {ReadOnly: true}} {
				d, err := Open(t.Context(), dir, o)
				if !errors.Is(err, c.want) || !strings.Contains(err.Error(), filepath.Join(dir, fileName)) {
					t.Errorf("%+v: %v", o, err)
				}
				if err == nil {
					d.Close()
				}
				if after := contents(t, dir); after != before {
					t.Fatalf("%+v touched it:\n%s\n%s", o, before, after)
				}
			}
		})
	}
}

func replaceFile(t *testing.T, dir string, with []byte) {
	t.Helper()
	path := filepath.Join(dir, fileName)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if with == nil {
		return
	}
	if err := os.WriteFile(path, with, 0o600); err != nil {
		t.Fatal(err)
	}
}

// cutFile cuts the file to a size, or by so many bytes.
func cutFile(t *testing.T, dir string, to int64) {
	t.Helper()
	path := filepath.Join(dir, fileName)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if to < 0 {
		to += info.Size()
	}
	if err := os.Truncate(path, to); err != nil {
		t.Fatal(err)
	}
}

func TestOpenDirectoryInPlace(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, fileName), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); err == nil || !strings.Contains(err.Error(), fileName+" is a directory") {
		t.Error(err)
	}
}

func TestOpenMissing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	for _, o := range []Options{{}, {ReadOnly: true}, {ReadOnly: true, Create: true}} {
		_, err := Open(t.Context(), dir, o)
		if !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("%+v: %v", o, err)
		}
		for _, want := range []string{dir, "onrecord capture URL", "--archive DIR"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q does not say %q", err, want)
			}
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("opening made the directory")
	}
}

// TestOpenEmpty: a process killed before its first write leaves an empty file,
// which is as good as none.
func TestOpenEmpty(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	keepPost(t, open(t, dir, Options{Create: true}), "1", "A")
}

func TestOpenDirectoryThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		_, err := Open(t.Context(), dir, Options{Create: true})
		if err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), "--archive DIR") {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

// TestReadOnlyLeavesNothing: reading changes no byte and leaves no file.
func TestReadOnlyLeavesNothing(t *testing.T) {
	dir := filled(t)
	before := contents(t, dir)
	d := open(t, dir, Options{ReadOnly: true})
	if _, err := d.Versions(t.Context(), "x:1"); err != nil {
		t.Error(err)
	}
	_, _, err := d.Record(t.Context(), store.Capture{}, nil)
	if !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if after := contents(t, dir); after != before {
		t.Errorf("before:\n%safter:\n%s", before, after)
	}
}

// TestReadOnlyBesideWriter: a reader sees what is written meanwhile, and does not
// sweep the writer's log away.
func TestReadOnlyBesideWriter(t *testing.T) {
	dir := filled(t)
	r := open(t, dir, Options{ReadOnly: true})
	w := open(t, dir, Options{})
	keepPost(t, w, "2", "B")
	if _, err := r.Document(t.Context(), "x:2"); err != nil {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	keepPost(t, w, "3", "C")
	if _, err := open(t, dir, Options{ReadOnly: true}).Document(t.Context(), "x:3"); err != nil {
		t.Error(err)
	}
}

func TestSQLiteVersion(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true})
	var version string
	var a, b, c int
	if err := d.r.QueryRow("SELECT sqlite_version()").Scan(&version); err != nil {
		t.Fatal(err)
	}
	if n, err := fmt.Sscanf(version, "%d.%d.%d", &a, &b, &c); n != 3 || a*1_000_000+b*1000+c < 3_051_003 {
		t.Errorf("SQLite %s (%v): before 3.51.3 a reset of the log could lose a commit", version, err)
	}
}

// TestPragmas: every connection of both pools has them.
func TestPragmas(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true, BusyTimeout: 1234 * time.Millisecond})
	conns := map[string]*sql.Conn{"writer": d.w.conn}
	for i := range 3 { // held, so that each is another
		conn, err := d.r.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns[fmt.Sprint("reader ", i)] = conn
	}
	for name, conn := range conns {
		want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "1234", "query_only": "1"}
		if name == "writer" {
			want["query_only"] = "0"
		}
		for pragma, value := range want {
			var got string
			if err := conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != value {
				t.Errorf("%s of %s: %q, %v", pragma, name, got, err)
			}
		}
	}
}

func TestMigrations(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true})
	entries, err := migrations.ReadDir("migrations")
	if err != nil || len(entries) != schema {
		t.Errorf("%d migrations for schema %d, %v", len(entries), schema, err)
	}
	have, err := d.schemaOf(t.Context(), d.r)
	if err != nil || have != schema {
		t.Errorf("schema %d, %v", have, err)
	}
	if err := (&DB{}).apply(t.Context(), nil, schema+1); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a migration that is not there: %v", err)
	}
}

// TestCaches: what writes keeps as much of the database in memory as is meant, and so does what
// reads; one that is lean an eighth.
func TestCaches(t *testing.T) {
	for _, lean := range []bool{false, true} {
		d := open(t, t.TempDir(), Options{Create: true, Lean: lean})
		part := 1
		if lean {
			part = 8
		}
		for _, c := range []struct {
			who  string
			of   Queryer
			want int64
		}{{"writer", d.w.conn, writerCache}, {"reader", d.r, readerCache}} {
			got, err := numbers(t.Context(), c.of, `PRAGMA cache_size`)
			if want := -c.want / int64(part); err != nil || len(got) != 1 || got[0] != want {
				t.Errorf("lean %v: the %s keeps %d (%v), want %d", lean, c.who, got, err, want)
			}
		}
	}
}

// TestFault60NewerWhileOpen: once a newer onrecord has brought the archive up to date, one that
// has it open writes no more into it.
func TestFault60NewerWhileOpen(t *testing.T) {
	dir := filled(t)
	d, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	alter(t, dir, "PRAGMA user_version = 99")
	if err := d.SetSetting(t.Context(), "contact", "desk@example.org"); !errors.Is(err, store.ErrNewerSchema) {
		t.Errorf("written all the same: %v", err)
	}
	if kept, err := d.Setting(t.Context(), "contact"); kept == "desk@example.org" {
		t.Errorf("it was kept: %v", err)
	}
}
