package egress

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteWhole has a file written beside its place and put there when it is whole; "-"
// is stdout. dir is where other files may lie meanwhile.
func WriteWhole(out string, stdout io.Writer, write func(w io.Writer, dir string) error) (err error) {
	if out == "-" {
		w := bufio.NewWriter(stdout)
		return errors.Join(write(w, os.TempDir()), w.Flush())
	}
	dir, err := os.MkdirTemp(filepath.Dir(out), ".onrecord-*")
	if err != nil {
		return fmt.Errorf("%w; choose another file with -o", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	f, err := os.Create(filepath.Join(dir, "out"))
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
	return os.Rename(f.Name(), out)
}
