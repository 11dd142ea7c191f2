package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// ErrNotOurs says that a directory is somebody's, and no report.
var ErrNotOurs = errors.New("it has files that are no report's; choose an empty directory with -o")

// checkFolder says why a report may not be written into a directory; nil where it may: the
// directory is yet to be made, empty, or a report already, and neither it nor a file in it is
// a symbolic link.
func checkFolder(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a link; give the directory that it leads to with -o")
	case !info.IsDir():
		return errors.New("it is a file; choose a directory with -o")
	}
	all, err := os.ReadDir(dir)
	if err != nil || len(all) == 0 {
		return err
	}
	if !slices.ContainsFunc(all, func(e fs.DirEntry) bool { return e.Name() == stateFile && e.Type().IsRegular() }) {
		return ErrNotOurs
	}
	for _, e := range all {
		if e.Type()&fs.ModeSymlink != 0 {
			return fmt.Errorf("%s in it is a link, which is not written through; remove it, or choose another directory with -o", e.Name())
		}
	}
	return nil
}

// markFolder marks a directory as a report before anything is in it, so that a report that
// was interrupted can be continued.
func markFolder(dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, stateFile), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}
