//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd

package sqlite

import "os"

// hold and occupied: where there is no flock, SQLite's own locks must do.
func hold(string) *os.File { return nil }

func occupied(string) bool { return false }
