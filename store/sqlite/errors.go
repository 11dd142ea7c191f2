package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	sqlite3 "modernc.org/sqlite/lib"

	"onrecord/store"
)

// fail wraps an error with what was being done, and names the kinds that callers
// tell apart.
func (d *DB) fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", doing, store.ErrNotFound)
	}
	kind, ours := d.engine.Kind(err)
	switch {
	case !ours:
		return fmt.Errorf("%s: %w", doing, err)
	case kind == nil:
		return fmt.Errorf("%s: %s: %w", doing, d.place, err)
	}
	return fmt.Errorf("%s: %s: %w (%w)", doing, d.place, kind, err)
}

// kindOf is the error of package store for a result code, whose low byte is the
// primary code; nil where it has none.
func kindOf(code int) error {
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return store.ErrBusy
	case sqlite3.SQLITE_FULL:
		return store.ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return store.ErrReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return store.ErrCorrupt
	case sqlite3.SQLITE_IOERR:
		return store.ErrDisk
	}
	return nil
}

// outOfRoom tries whether a directory takes one more small file: SQLite says of a
// full disk or inode table sometimes only that it could not open a file.
func outOfRoom(dir string) bool {
	f, err := os.CreateTemp(dir, ".onrecord-*")
	if err != nil {
		return noRoom(err)
	}
	_, err = f.Write(make([]byte, 8192))
	_, _ = f.Close(), os.Remove(f.Name())
	return noRoom(err)
}

func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// magic begins every SQLite 3 database (https://sqlite.org/fileformat.html).
const magic = "SQLite format 3\x00"

// checkHeader refuses a file that is no database without opening it as one.
func checkHeader(path string, size int64) error {
	f, err := os.Open(path) // the user's own archive
	if err != nil {
		return fmt.Errorf("open the archive: %w; check its permissions", err)
	}
	defer f.Close()
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil || !bytes.HasPrefix(head, []byte(magic)) {
		return fmt.Errorf("%s: %w", path, store.ErrCorrupt)
	}
	return checkLength(path, head, size)
}

// checkLength finds a file that was cut: the header tells its pages.
func checkLength(path string, head []byte, size int64) error {
	page := int64(head[16])<<8 | int64(head[17])
	if page == 1 {
		page = 65536
	}
	pages := int64(head[28])<<24 | int64(head[29])<<16 | int64(head[30])<<8 | int64(head[31])
	if page >= 512 && size < page*pages {
		if _, err := os.Stat(path + "-wal"); err == nil {
			return nil // the rest may stand in the write-ahead log
		}
		return fmt.Errorf("%s is cut short (%d of %d bytes): %w", path, size, page*pages, store.ErrCorrupt)
	}
	return nil
}

// journalMagic begins a rollback journal (https://sqlite.org/fileformat.html §3).
const journalMagic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"

// unfinishedCreate reports whether the file is one that was being made when the power
// went: beside it lies the journal of the transaction that began with no page at
// all. SQLite takes it back to nothing, and it is made anew.
func unfinishedCreate(path string) bool {
	f, err := os.Open(path + "-journal") // the user's own archive
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 20)
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.HasPrefix(head, []byte(journalMagic)) && bytes.Equal(head[16:20], make([]byte, 4))
}
