package report

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// target is the file of a page, written at once.
type target struct {
	file      string
	rewritten *atomic.Int64
}

// Write puts the page in place.
func (t target) Write(page []byte) (int, error) {
	changed, err := put(t.file, page)
	if changed {
		t.rewritten.Add(1)
	}
	return len(page), err
}

// removeTemporary removes the unfinished files of a report that was killed an hour ago or
// earlier. One that cannot be removed does no harm.
func removeTemporary(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, ".page-*"))
	for _, file := range left {
		if info, err := os.Stat(file); err == nil && time.Since(info.ModTime()) > time.Hour {
			_ = os.Remove(file)
		}
	}
}

// put writes a file whole or not at all, and only where it changed.
func put(file string, data []byte) (changed bool, err error) {
	if info, err := os.Stat(file); err == nil && info.Size() == int64(len(data)) {
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
			return false, nil
		}
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".page-*")
	if err != nil {
		return false, err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return false, errors.Join(err, os.Remove(tmp.Name()))
	}
	return true, nil
}
