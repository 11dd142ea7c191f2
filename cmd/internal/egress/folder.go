package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
	"onrecord/store/warc"
)

// folderReadme says what a folder of an archive's public part holds.
const folderReadme = `The public part of an onrecord archive, written %s.

posts.jsonl       posts with their versions, times, authors and whose word each is
changes.jsonl     edits, deletions and returns, with the text before and after
links.jsonl       quotes of articles with the posts that they are of
captures.warc.gz  what was received, as it was received (WARC 1.1)

'onrecord import FOLDER' takes it into another archive, where it is told that it was
imported. It holds no settings, sources, notes or keys, and no pictures: those are in
'onrecord export media'. What proves a post's captures is in 'onrecord export bundle'.
`

// Folder writes the public part of an archive into a folder that is new or empty, whole or
// not at all: posts, changes and links as JSON lines, and the captures as WARC, in the form
// that 'import' takes. It gives what was written of captures, the WARC's SHA-256, and how
// many captures are left out as their bytes are lost. A folder that holds something is an
// error of usage.
func Folder(ctx context.Context, e config.Env, st *sqlite.DB, dir string) (n warc.Counts, sum string, lost int, err error) {
	if err := outfile.CheckFolder(dir); err != nil {
		return n, "", 0, err
	}
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return n, "", 0, exit.Usagef("%w; choose another folder", err)
	}
	if len(there) > 0 {
		return n, "", 0, exit.Usagef("%s holds something already and is left as it is; choose a new folder", words.Line(dir, 400))
	}
	made, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".onrecord-*")
	if err != nil {
		return n, "", 0, exit.Usagef("%w; choose another folder", err)
	}
	defer func() { _ = os.RemoveAll(made) }()
	for _, table := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"posts.jsonl", func(w io.Writer) error { return Posts(ctx, st, w, JSONL) }},
		{"changes.jsonl", func(w io.Writer) error { return Changes(ctx, st, w, JSONL) }},
		{"links.jsonl", func(w io.Writer) error { return Links(ctx, st, desk.Filter{}, w, JSONL) }},
		{"README.txt", func(w io.Writer) error {
			_, err := fmt.Fprintf(w, folderReadme, e.Now().UTC().Format("2006-01-02 15:04:05 UTC"))
			return err
		}},
	} {
		if err := outfile.Write(filepath.Join(made, table.name), nil, func(w io.Writer, _ string) error { return table.write(w) }); err != nil {
			return n, "", 0, err
		}
	}
	if n, sum, lost, err = Export(ctx, e, st, nil, filepath.Join(made, "captures.warc.gz"), nil, WARC); err != nil {
		return n, "", 0, err
	}
	if err := os.Chmod(made, 0o755); err != nil {
		return n, "", 0, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return n, "", 0, err
	}
	return n, sum, lost, os.Rename(made, dir)
}
