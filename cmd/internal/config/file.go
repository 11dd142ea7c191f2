package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
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

// Kept is where an archive keeps its settings, as the text of a file: InFolder, or in its
// database.
type Kept struct {
	// Place is what that is called in errors.
	Place string
	// Asks says that reading asks a server; commands that take none of the settings spare it.
	Asks bool
	// Read gives the text, "" where none is kept. Write keeps another.
	Read  func() (string, error)
	Write func(text string) error
}

// KeptSetting is the setting of an archive in a database that has the text of its settings.
const KeptSetting = "flags"

// InFolder keeps settings in a file of the archive's folder.
func InFolder(dir string) Kept {
	path := filepath.Join(dir, FileName)
	return Kept{Place: path, Read: func() (string, error) {
		if st, err := os.Stat(dir); err != nil || !st.IsDir() {
			return "", nil //nolint:nilerr // an archive that is no folder has no file in it
		}
		b, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return string(b), err
	}, Write: func(text string) error {
		if st, err := os.Stat(dir); err != nil || !st.IsDir() {
			return exit.Usagef("%s is no folder, where the settings would be kept; make the archive first (onrecord init)", words.Visible(dir))
		}
		temp := path + ".new"
		if err := os.WriteFile(temp, []byte(text), 0o600); err != nil {
			return err
		}
		return os.Rename(temp, path)
	}}
}

// All are the settings that are kept.
func (k Kept) All() ([]Setting, error) {
	text, err := k.Read()
	if err != nil {
		return nil, err
	}
	var out []Setting
	for i, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		name, value, ok := strings.Cut(l, "=")
		at := fmt.Sprintf("%s, line %d", k.Place, i+1)
		if !ok {
			return nil, fmt.Errorf("%s: %q is no setting; write name = value", at, l)
		}
		out = append(out, Setting{strings.TrimSpace(name), strings.TrimSpace(value), at})
	}
	return out, nil
}

// Set puts a setting in the place where it stands, or takes it out where value is "". What
// else is in the text stays.
func (k Kept) Set(name, value string) error {
	text, err := k.Read()
	if err != nil {
		return err
	}
	if text == "" {
		text = fileHead
	}
	var out []string
	put := value == ""
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
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
	return k.Write(strings.Join(out, "\n") + "\n")
}
