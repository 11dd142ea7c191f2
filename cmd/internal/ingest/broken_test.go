package ingest_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/cmd/internal/ingest"
	"onrecord/scraper"
)

// lines are posts as lines, from one number to below another.
func lines(from, to int) []byte {
	var b bytes.Buffer
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, `{"id":"%d","platform":"x","author_handle":"townhall","text":"Number %d of the harbour's notes.","posted_at":"2025-11-11T23:48:33Z"}`+"\n", int64(1988393441999590001)+int64(i), i)
	}
	return b.Bytes()
}

func gzipOf(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipOf(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, b := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarOf(t *testing.T, names []string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, name := range names {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(b))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWhatIsBrokenEndsNothing: of a folder with damaged files all others are taken in, and of
// those what stands before the damage; each is named, and what is missing is said.
func TestWhatIsBrokenEndsNothing(t *testing.T) {
	whole := gzipOf(t, lines(100, 3100))
	inner := zipOf(t, map[string][]byte{"posts/deep.jsonl": lines(10, 14)})
	tgz := gzipOf(t, tarOf(t, []string{"a.jsonl", "b.jsonl"}, lines(50, 3050)))
	deep := lines(20, 21)
	for i := range 6 {
		deep = zipOf(t, map[string][]byte{fmt.Sprintf("level%d.%s", i, map[bool]string{true: "jsonl", false: "zip"}[i == 0]): deep, "note.jsonl": lines(30+i, 31+i)})
	}
	for name, c := range map[string]struct {
		files    map[string][]byte
		posts    int
		refused  int
		warnings []string
	}{
		"a cut gzip file":             {map[string][]byte{"a.jsonl": lines(0, 3), "cut.jsonl.gz": whole[:len(whole)/3], "z.jsonl": lines(3, 5)}, -5, 1, []string{"cut.jsonl.gz", "taken in", "the rest is missing"}},
		"a gzip file cut in its head": {map[string][]byte{"a.jsonl": lines(0, 3), "cut.jsonl.gz": whole[:4]}, 3, 1, []string{"cut.jsonl.gz: it ends in the middle", "get the file anew"}},
		"a zip file that is none":     {map[string][]byte{"a.jsonl": lines(0, 3), "b.zip": []byte("PK\x03\x04broken")}, 3, 1, []string{"b.zip", "get it anew"}},
		"a zip within a zip":          {map[string][]byte{"outer.zip": zipOf(t, map[string][]byte{"in/x.zip": inner, "readme.txt": []byte("hello\n")})}, 4, 0, nil},
		"a broken zip within a zip":   {map[string][]byte{"outer.zip": zipOf(t, map[string][]byte{"x.zip": inner[:len(inner)-30], "a.jsonl": lines(0, 2)})}, 2, 1, []string{"outer.zip/x.zip"}},
		"zip files within a tar file": {map[string][]byte{"t.tar": tarOf(t, []string{"a.zip", "b.zip"}, inner)}, 4, 0, nil},
		"zip files within six others": {map[string][]byte{"deep.zip": deep}, 4, 1, []string{"level2.zip", "import it by itself"}},
		"a zip file that fills disks": {map[string][]byte{"b.zip": zipOf(t, map[string][]byte{"a.jsonl": lines(0, 2), "z.zip": append([]byte("PK\x03\x04"), make([]byte, 100<<20)...)})}, 2, 1, []string{"b.zip/z.zip", "fill disks"}},
		"a cut tar file":              {map[string][]byte{"t.tar.gz": tgz[:len(tgz)/2]}, -1, 1, []string{"t.tar.gz", "get it anew"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for n, b := range c.files {
				if err := os.WriteFile(filepath.Join(dir, n), b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			st, said := archive(t), ""
			im := ingest.NewFiles(env(t, func(err error) { said += err.Error() + "\n" }), st, scraper.ArchiveOf(st))
			if err := im.Take(t.Context(), dir, nil); err != nil {
				t.Fatal(err)
			}
			if im.N.New < max(c.posts, -c.posts) || c.posts > 0 && im.N.New != c.posts || im.N.Refused < c.refused || c.refused == 0 && im.N.Refused > 0 {
				t.Errorf("%d new, %d refused: %s", im.N.New, im.N.Refused, said)
			}
			for _, w := range c.warnings {
				if !strings.Contains(said, w) {
					t.Errorf("nothing says %q: %s", w, said)
				}
			}
		})
	}
}

// TestNothingTakenIsNotSaidToBe: a file of which no line could be read is not said to be
// taken in up to there.
func TestNothingTakenIsNotSaidToBe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "py.jsonl")
	if err := os.WriteFile(name, []byte("{'id': '1', 'platform': 'x', 'text': 'The ferry sails.'}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	st, said := archive(t), ""
	im := ingest.NewFiles(env(t, func(err error) { said += err.Error() + "\n" }), st, scraper.ArchiveOf(st))
	if err := im.Take(t.Context(), name, nil); err != nil {
		t.Fatal(err)
	}
	if im.N.Refused != 1 || !strings.Contains(said, "json.dump") || strings.Contains(said, "taken in") {
		t.Errorf("%d refused: %s", im.N.Refused, said)
	}
}
