//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// hold says, as long as the file that it gives is open, that somebody has the archive in a
// directory open, which SQLite's own locks do not where it has no write-ahead log and is only
// read. It locks the directory, not the database: closing that a second time would take
// SQLite's locks away. Nothing is written; what cannot be locked, as on some network disks, is
// nil and stops nobody.
func hold(dir string) *os.File {
	f, err := os.Open(dir) // the user's own archive
	if err != nil {
		return nil
	}
	if syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil {
		f.Close()
		return nil
	}
	return f
}

// occupied reports whether anybody holds a directory.
func occupied(dir string) bool {
	f, err := os.Open(dir) // the user's own archive
	if err != nil {
		return false
	}
	defer f.Close()
	return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}
