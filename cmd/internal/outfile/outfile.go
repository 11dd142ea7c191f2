// Package outfile writes the files that a user asks for: whole or not at all, and never
// in the place of what an archive is made of.
package outfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Write has a file written beside its place and put there when it is whole; "-" is
// stdout. dir is where other files may lie meanwhile. What Check refuses is left alone.
func Write(out string, stdout io.Writer, write func(w io.Writer, dir string) error) error {
	if out == "-" {
		w := bufio.NewWriter(stdout)
		return errors.Join(write(w, os.TempDir()), w.Flush())
	}
	return place(out, 0o644, write)
}

// Put writes a file of some bytes; a mode of 0600 keeps it from others.
func Put(out string, mode os.FileMode, b []byte) error {
	return place(out, mode, func(w io.Writer, _ string) error {
		_, err := w.Write(b)
		return err
	})
}

func place(out string, mode os.FileMode, write func(w io.Writer, dir string) error) error {
	if err := Check(out); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(out), ".onrecord-*")
	if err != nil {
		return fmt.Errorf("%w; choose another file", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	f, err := os.OpenFile(filepath.Join(dir, "out"), os.O_CREATE|os.O_EXCL|os.O_RDWR, mode)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	for _, step := range []func() error{func() error { return write(w, dir) }, w.Flush, f.Sync, f.Close} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := Check(out); err != nil { // writing may have taken an hour
		return err
	}
	return os.Rename(f.Name(), out)
}

// Exists reports whether a file is there that writing would replace.
func Exists(out string) bool {
	info, err := os.Lstat(out)
	return out != "-" && err == nil && info.Mode().IsRegular()
}
