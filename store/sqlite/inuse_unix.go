//go:build unix

package sqlite

import (
	"io"
	"os"
	"syscall"
)

// SQLite's locks on a database's file (https://sqlite.org/lockingv3.html): each
// connection to one with a write-ahead log holds a shared lock on these bytes.
const (
	lockStart  = 0x40000000
	lockLength = 512
)

// inUse reports whether another process has a database open, also a damaged one that
// SQLite does not open.
func inUse(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // the user's own archive
	if err != nil {
		return false
	}
	defer f.Close()
	l := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: lockStart, Len: lockLength}
	err = syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &l)
	return err == nil && l.Type != syscall.F_UNLCK
}
