package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// makeDirectory makes the archive's directory and what is missing above it, and
// syncs each name into the directory that holds it: without that a power cut may
// take the directory away with all that was synced in it (fsync(2), NOTES).
func makeDirectory(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	holders := []string{filepath.Dir(dir)} // also where a run was cut off after it made the directory
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		holders = append(holders, filepath.Dir(d))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, h := range holders {
		if err := syncDirectory(h); err != nil {
			return fmt.Errorf("sync %s: %w", h, err)
		}
	}
	return nil
}

// syncDirectory puts the names in a directory on the disk. Where this cannot be
// asked for (Windows, some network file systems, a directory that may be passed
// through but not read) the system is trusted with it.
func syncDirectory(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if errors.Is(err, os.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
