package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// FileName is the file of settings in an archive's folder.
const FileName = "onrecord.conf"

// fileHead is what a new file of settings begins with.
const fileHead = `# Settings of this archive: one "name = value" a line, the names those of the flags
# (onrecord run --help). A flag on the command line, or its environment variable, goes
# before. 'onrecord config list' shows what is in force; 'onrecord config set' writes here.
`

// Setting is a line of an archive's file of settings; Line is its place there, such as
// "archive/onrecord.conf, line 7".
type Setting struct{ Name, Value, Line string }

// ReadFile reads an archive's settings; an archive without a file has none.
func ReadFile(dir string) ([]Setting, error) {
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return nil, nil //nolint:nilerr // an archive that is no folder has no file in it
	}
	b, err := os.ReadFile(filepath.Join(dir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []Setting
	for i, l := range strings.Split(string(b), "\n") {
		if l = strings.TrimSpace(l); l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		name, value, ok := strings.Cut(l, "=")
		at := fmt.Sprintf("%s, line %d", filepath.Join(dir, FileName), i+1)
		if !ok {
			return nil, fmt.Errorf("%s: %q is no setting; write name = value", at, l)
		}
		out = append(out, Setting{strings.TrimSpace(name), strings.TrimSpace(value), at})
	}
	return out, nil
}

// WriteSetting puts a setting into an archive's file, in the place where it stands, or
// takes it out where value is "". What else is in the file stays.
func WriteSetting(dir, name, value string) error {
	path := filepath.Join(dir, FileName)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = []byte(fileHead), nil
	}
	if err != nil {
		return err
	}
	var out []string
	put := value == ""
	for _, l := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if n, _, ok := strings.Cut(l, "="); ok && strings.TrimSpace(n) == name {
			if put {
				continue
			}
			l, put = name+" = "+value, true
		}
		out = append(out, l)
	}
	if !put {
		out = append(out, name+" = "+value)
	}
	temp := path + ".new"
	if err := os.WriteFile(temp, []byte(strings.Join(out, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(temp, path)
}
