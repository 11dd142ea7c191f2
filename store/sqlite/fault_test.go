package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"onrecord/store"
)

// TestFault56: a full disk stops a write cleanly, and all goes on when there is
// room.
func TestFault56(t *testing.T) {
	dir := filled(t)
	d := open(t, dir, Options{})
	var pages int
	if err := d.w.conn.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if _, err := d.w.conn.ExecContext(t.Context(), fmt.Sprint("PRAGMA max_page_count = ", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 2)
	big := make([]byte, 1<<20)
	for i := range big {
		big[i] = byte(i * i >> 3) // does not pack to nothing
	}
	_, _, err := d.Record(t.Context(), store.Capture{Body: big, Raw: append(big, 1)}, []store.Observation{observation("2", "B")})
	if !errors.Is(err, store.ErrFull) {
		t.Fatalf("a full disk: %v", err)
	}
	if _, err := d.Document(t.Context(), "x:2"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("half of it was kept: %v", err)
	}
	if _, err := d.Document(t.Context(), "x:1"); err != nil {
		t.Errorf("the archive cannot be read: %v", err)
	}
	limit(1 << 30)
	keepPost(t, d, "2", "B")
}

// TestFault59: another process holds the lock for longer than we wait.
func TestFault59(t *testing.T) {
	dir := filled(t)
	holder := open(t, dir, Options{})
	d := open(t, dir, Options{BusyTimeout: 30 * time.Millisecond})
	err := holder.write(t.Context(), func(*tx) error {
		_, _, err := d.Record(t.Context(), store.Capture{}, []store.Observation{observation("2", "B")})
		if !errors.Is(err, store.ErrBusy) {
			t.Errorf("while the lock is held: %v", err)
		}
		_, err = d.Document(t.Context(), "x:1")
		return err
	})
	if err != nil {
		t.Errorf("reading while the lock is held: %v", err)
	}
	keepPost(t, d, "2", "B")
}

// TestDamage: a damaged page is found when it is read, and named.
func TestDamage(t *testing.T) {
	dir := filled(t)
	path := filepath.Join(dir, fileName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(b); i++ { // all but the header's page
		b[i] ^= 0xa5
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Open(t.Context(), dir, Options{ReadOnly: true})
	if err == nil {
		defer d.Close()
		_, err = d.Document(t.Context(), "x:1")
	}
	if !errors.Is(err, store.ErrCorrupt) {
		t.Error(err)
	}
}

// TestBlobDamage: bytes that are not those that were kept are not given back.
func TestBlobDamage(t *testing.T) {
	for name, query := range map[string]string{
		"packed":   `UPDATE blob SET bytes = x'1f8b08000000000000ff', encoding = 'gzip'`,
		"unpacked": `UPDATE blob SET bytes = x'00', encoding = ''`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			d := open(t, dir, Options{Create: true})
			id, _, err := d.Record(t.Context(), store.Capture{Body: []byte("evidence")}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.w.conn.ExecContext(t.Context(), query); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Capture(t.Context(), id); !errors.Is(err, store.ErrCorrupt) {
				t.Error(err)
			}
		})
	}
}

// TestBlobKeptOnce: the same bytes are kept once, however many captures have them.
func TestBlobKeptOnce(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true})
	for range 3 {
		if _, _, err := d.Record(t.Context(), store.Capture{Body: []byte("the same")}, nil); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := d.r.QueryRow(`SELECT count(*) FROM blob`).Scan(&n); err != nil || n != 1 {
		t.Error(n, err)
	}
}

// TestKindOf: errors are told apart by SQLite's code, with its extensions.
func TestKindOf(t *testing.T) {
	for code, want := range map[int]error{
		sqlite3.SQLITE_BUSY: store.ErrBusy, sqlite3.SQLITE_BUSY_SNAPSHOT: store.ErrBusy, sqlite3.SQLITE_LOCKED: store.ErrBusy,
		sqlite3.SQLITE_FULL: store.ErrFull, sqlite3.SQLITE_READONLY: store.ErrReadOnly, sqlite3.SQLITE_READONLY_DIRECTORY: store.ErrReadOnly,
		sqlite3.SQLITE_CANTOPEN: store.ErrReadOnly, sqlite3.SQLITE_CORRUPT: store.ErrCorrupt, sqlite3.SQLITE_CORRUPT_INDEX: store.ErrCorrupt,
		sqlite3.SQLITE_NOTADB: store.ErrCorrupt, sqlite3.SQLITE_IOERR: store.ErrDisk, sqlite3.SQLITE_IOERR_FSYNC: store.ErrDisk, sqlite3.SQLITE_CONSTRAINT: nil,
	} {
		if got := kindOf(code); !errors.Is(got, want) {
			t.Errorf("code %d: %v, not %v", code, got, want)
		}
	}
	d := newFileDB("the.db", Options{})
	for err, want := range map[error]error{sql.ErrNoRows: store.ErrNotFound, store.ErrFull: store.ErrFull} {
		if got := d.fail("do it", err); !errors.Is(got, want) || got.Error()[:5] != "do it" {
			t.Error(got)
		}
	}
	if d.fail("do it", nil) != nil {
		t.Error("an error of none")
	}
}
