package outfile

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// database is the file that makes a directory an archive.
const database = "onrecord.db"

// ours are what an archive's directory holds, by how the names contain it: a database has
// its write-ahead log beside it, what is being written a temporary name.
var ours = []string{database, "onrecord.conf", "onrecord.key", "channels.secret.json"}

// medium is the name of a kept medium, which lies in a folder called by its first two
// letters.
var medium = regexp.MustCompile(`^[0-9a-f]{64}$`)

// kept are the first bytes of files that nobody means to replace by an output: any
// archive or backup, and the signing key.
var kept = []struct{ begin, is string }{
	{"SQLite format 3\x00", "a database, maybe an archive or a backup"},
	{"PRIVATE+KEY+", "a signing key"},
}

// Check says why a file must not be written: it is a link or no regular file, it is one
// of those that an archive is made of, or it is a database or a signing key. Its errors
// are of usage.
func Check(out string) error {
	refuse := func(why string) error {
		return exit.Usagef("%s is %s and is left as it is; choose another file", words.Line(out, 400), why)
	}
	info, err := os.Lstat(out)
	switch {
	case err == nil && info.Mode()&os.ModeSymlink != 0:
		return refuse("a symbolic link")
	case err == nil && info.IsDir():
		return refuse("a directory")
	case err == nil && !info.Mode().IsRegular():
		return refuse("not a regular file")
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return exit.Usagef("%w; choose another file", err)
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(out))
	if err != nil {
		return exit.Usagef("%w; choose another file", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if partOfArchive(filepath.Join(dir, filepath.Base(out))) {
		return refuse("a part of the archive")
	}
	if info != nil {
		if is := holds(out); is != "" {
			return refuse(is)
		}
	}
	return nil
}

// CheckFolder says why a folder of pages must not be written: it is an archive's own, or
// that of its media. Its errors are of usage.
func CheckFolder(out string) error {
	dir, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if _, err := os.Stat(filepath.Join(dir, database)); err == nil || partOfArchive(dir) || ofMedia(dir) {
		return exit.Usagef("%s is the archive's own and is left as it is; choose another folder", words.Line(out, 400))
	}
	return nil
}

// partOfArchive reports whether a path is that of a file of an archive, there or not.
func partOfArchive(path string) bool {
	dir, name := filepath.Split(path)
	if medium.MatchString(name) && filepath.Base(dir) == name[:2] {
		return true
	}
	for dir = filepath.Clean(dir); ; dir = filepath.Dir(dir) {
		if ofMedia(dir) {
			return true
		}
		if _, err := os.Stat(filepath.Join(dir, database)); err == nil {
			rel, err := filepath.Rel(dir, path)
			first, _, nested := strings.Cut(strings.ToLower(filepath.ToSlash(rel)), "/")
			named := func(part string) bool { return strings.Contains(first, part) }
			return err != nil || first == "media" || !nested && slices.ContainsFunc(ours, named)
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// mostOfMedia is how many entries a folder of media has at most, and some of anybody's.
const mostOfMedia = 300

// ofMedia reports whether a folder is one of media, such as an archive in a database has: media
// lie in it, as medium says.
func ofMedia(dir string) bool {
	f, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer f.Close()
	names, _ := f.Readdirnames(mostOfMedia) // what cannot be read is nobody's
	for _, name := range names {
		if len(name) != 2 || strings.Trim(name, "0123456789abcdef") != "" {
			continue
		}
		inner, err := os.ReadDir(filepath.Join(dir, name))
		if err == nil && len(inner) > 0 && medium.MatchString(inner[0].Name()) && inner[0].Name()[:2] == name {
			return true
		}
	}
	return false
}

// holds says what a file is that must stay, "" for any other.
func holds(path string) string {
	f, err := os.Open(path) // the user names it
	if err != nil {
		return "" // its replacement fails, or is meant
	}
	defer f.Close()
	b := make([]byte, 32)
	n, _ := io.ReadFull(f, b)
	for _, k := range kept {
		if bytes.HasPrefix(b[:n], []byte(k.begin)) {
			return k.is
		}
	}
	return ""
}
