package sqlite

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"onrecord/store"
)

// directory keeps the bytes of media in files, by the first two letters of their sums.
type directory string

// MediaDirectory keeps the bytes of media in a directory, which is made when it is needed.
func MediaDirectory(path string) store.MediaFiles { return directory(path) }

func (d directory) path(sum string) string { return filepath.Join(string(d), sum[:2], sum) }

// Put writes a file.
func (d directory) Put(_ context.Context, sum string, size int64, r io.Reader) error {
	return putFile(d.path(sum), size, r)
}

// Get opens a file.
func (d directory) Get(_ context.Context, sum string) (io.ReadCloser, int64, error) {
	f, err := os.Open(d.path(sum)) // named by a hash
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// Has looks for a file.
func (d directory) Has(_ context.Context, sum string) (bool, error) {
	info, err := os.Stat(d.path(sum))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil && info.Mode().IsRegular(), err
}

// Remove removes a file.
func (d directory) Remove(_ context.Context, sum string) error {
	if err := os.Remove(d.path(sum)); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// filesBefore are the sums of the files that were last written before a time, and the paths
// of those that were never finished by then.
func (d directory) filesBefore(ctx context.Context, t time.Time) (sums, unfinished []string, err error) {
	err = filepath.WalkDir(string(d), func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // somebody removed it meanwhile, or nothing was ever kept
			return nil
		case err != nil:
			return err
		case !e.Type().IsRegular():
			return ctx.Err()
		}
		name := e.Name()
		whole, part := validSum(name) && d.path(name) == path, strings.HasPrefix(name, newFilePrefix)
		if !whole && !part {
			return nil
		}
		info, err := e.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist) || err == nil && !info.ModTime().Before(t):
			return nil
		case err == nil && whole:
			sums = append(sums, name)
		case err == nil:
			unfinished = append(unfinished, path)
		}
		return err
	})
	return sums, unfinished, err
}

// Beside is where the archive's file lies.
func (d directory) Beside() string { return filepath.Dir(string(d)) }

// String is its path.
func (d directory) String() string { return string(d) }

// newFilePrefix begins the names of files that are being written.
const newFilePrefix = ".new-"

// putFile puts what r gives into a file, whole or not at all, unless one of that size
// is there: files are named by their sums.
func putFile(path string, size int64, r io.Reader) (err error) {
	if info, err := os.Stat(path); err == nil && info.Size() == size {
		now := time.Now() // nothing may name it yet, and something is about to
		if !errors.Is(os.Chtimes(path, now, now), fs.ErrNotExist) {
			return nil
		}
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, newFilePrefix+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = io.Copy(f, r)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return errors.Join(syncDir(dir), syncDir(filepath.Dir(dir)))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
