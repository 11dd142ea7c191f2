package ingest_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/ingest"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

var update = flag.Bool("update", false, "write what is read into testdata")

// told is an archive that also tells what it was given.
type told struct {
	*sqlite.DB
	out *bytes.Buffer
}

func (a told) RecordAll(ctx context.Context, all []store.Recording) ([][]store.Change, error) {
	changes, err := a.DB.RecordAll(ctx, all)
	for _, r := range all {
		for _, o := range r.Seen {
			fmt.Fprintln(a.out, line(o))
		}
	}
	return changes, err
}

// line is an observation in a line.
func line(o store.Observation) string {
	parts := []string{string(o.Document)}
	add := func(name, value string) {
		if value != "" && value != "0001-01-01T00:00:00Z" {
			parts = append(parts, name+"="+value)
		}
	}
	for _, a := range o.Aliases {
		add("alias", string(a))
	}
	add("by", strings.Join(slices.DeleteFunc([]string{o.Author.Handle, o.Author.Name, o.Author.ID}, func(s string) bool { return s == "" }), "/"))
	add("at", o.Content.PublishedAt.String())
	if o.Content.PublishedAt.IsZero() {
		add("raw", o.Content.PublishedAt.Raw)
	}
	add("edited", o.Content.ModifiedAt.String())
	add("seen", store.FormatTime(o.SeenAt))
	add("lang", o.Content.Lang)
	for _, r := range o.Relations {
		add(string(r.Kind), string(r.Document))
	}
	for _, m := range o.Content.Media {
		add(m.Type, m.URL+m.Alt)
	}
	add("flags", strings.Join(o.Content.Flags, ","))
	add("says", string(o.Authority))
	add("url", o.URL)
	add("cut", o.Content.CutWhy)
	if o.Gone != nil {
		add("gone", string(o.Gone.How))
	}
	add("title", o.Content.Title)
	return strings.Join(parts, " ") + fmt.Sprintf(" %q", o.Content.Text)
}

func env(t *testing.T, warn func(error)) config.Env {
	t.Helper()
	return config.Env{
		Now: func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }, Warn: warn,
		Progress: func(string) func(int, int) { return func(int, int) {} },
	}
}

func archive(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// lay writes a test's files and gives its folder, what is to be imported, and the rest of
// what its comment sets.
func lay(t *testing.T, a *txtar.Archive) (paths []string, mapping, account string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range a.Files {
		if f.Name == "want" {
			continue
		}
		data, name := f.Data, f.Name
		if plain, ok := strings.CutSuffix(name, ".base64"); ok {
			b, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(string(data), "\n", ""))
			if err != nil {
				t.Fatal(err)
			}
			data, name = b, plain
		}
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o750), os.WriteFile(p, data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for l := range strings.Lines(string(a.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(l), ": ")
		switch key {
		case "import":
			for _, p := range strings.Fields(value) {
				paths = append(paths, filepath.Join(dir, p))
			}
		case "map":
			mapping = value
		case "account":
			account = value
		}
	}
	return paths, mapping, account
}

// TestFilesOfEachKind: what files of each kind hold, read to the letter; imported again,
// they change nothing.
func TestFilesOfEachKind(t *testing.T) {
	all, err := filepath.Glob("testdata/files/*.txtar")
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	for _, name := range all {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := imported(t, a)
			for i, f := range a.Files {
				if f.Name != "want" {
					continue
				}
				if *update {
					a.Files[i].Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(a), 0o600); err != nil {
						t.Fatal(err)
					}
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func imported(t *testing.T, a *txtar.Archive) string {
	t.Helper()
	var out bytes.Buffer
	paths, mapping, account := lay(t, a)
	db := told{archive(t), &out}
	run := func() ingest.FileCounts {
		im := ingest.NewFiles(env(t, func(err error) { fmt.Fprintln(&out, "!", err) }), db, scraper.ArchiveOf(db))
		im.Map, im.Account = mapping, account
		im.Found = func(file, name string) { fmt.Fprintf(&out, "%s: %s\n", file, name) }
		for _, p := range paths {
			if err := im.Take(t.Context(), p, strings.NewReader("")); err != nil {
				fmt.Fprintln(&out, "!", strings.ReplaceAll(err.Error(), filepath.Dir(p)+"/", ""))
			}
		}
		for _, why := range slices.Sorted(mapsKeys(im.N.Passed)) {
			fmt.Fprintf(&out, "left out: %d %s\n", im.N.Passed[why], why)
		}
		return im.N
	}
	run()
	first, before := out.String(), counts(t, db.DB)
	run()
	if after := counts(t, db.DB); after != before {
		t.Errorf("imported again, %+v becomes %+v", before, after)
	}
	if there, back := standing(t, db.DB), standing(t, through(t, db.DB)); there != back {
		t.Errorf("a WARC file of it brings back something else: %s", cmp.Diff(there, back))
	}
	return first
}

func counts(t *testing.T, db *sqlite.DB) store.Counts {
	t.Helper()
	n, err := db.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// through is what an archive's WARC file makes of an empty one.
func through(t *testing.T, db *sqlite.DB) *sqlite.DB {
	t.Helper()
	if counts(t, db).Captures == 0 {
		return db
	}
	file := filepath.Join(t.TempDir(), "all.warc.gz")
	e := env(t, func(err error) { t.Error(err) })
	if _, _, _, err := egress.Export(t.Context(), e, db, nil, file, nil, egress.WARC); err != nil {
		t.Fatal(err)
	}
	to := archive(t)
	im := ingest.NewFiles(e, to, scraper.ArchiveOf(to))
	if err := im.Take(t.Context(), file, nil); err != nil {
		t.Fatal(err)
	}
	return to
}

// standing is what an archive has of each document: its versions, and whether it is gone.
func standing(t *testing.T, db *sqlite.DB) string {
	t.Helper()
	var out []string
	err := db.EachVersionRecord(t.Context(), func(v proof.VersionRecord) error {
		d, err := db.Document(t.Context(), v.Document)
		out = append(out, fmt.Sprintf("%s %d by %s gone %t: %q %q\n", v.Document, v.Seq, d.Author.Key(), d.Gone(), v.Title, v.Text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return strings.Join(out, "")
}

func mapsKeys(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestFault73IDsThatAreNone: an id that a spreadsheet rounded, of another channel, or in
// another spelling is named right by the post's address, or refused with its line.
func TestFault73IDsThatAreNone(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"rounded":                  {`{"id":1.98839344199959e+18,"platform":"x","text":"a"}`, `! f.jsonl line 1: id: "1.98839344199959e+18" is no id of a post on X`},
		"rounded, with an address": {`{"id":1.98839344199959e+18,"platform":"x","text":"a","post_url":"https://x.com/m/status/1988393441999593891"}`, `x:1988393441999593891 `},
		"rounded to zeros":         {`{"id":"1988393441999590000","platform":"x","text":"a"}`, `! f.jsonl line 1: id: "1988393441999590000" was rounded`},
		"to zeros, with address":   {`{"id":"1988393441999590000","platform":"x","text":"a","post_url":"https://x.com/m/status/1988393441999593891"}`, `x:1988393441999593891 `},
		"zeros that X gave":        {`{"id":"1840000000000000000","platform":"x","text":"a"}`, `x:1840000000000000000 `},
		"negative":                 {`{"id":-1,"platform":"x","text":"a"}`, `! f.jsonl line 1: id: "-1" is no id`},
		"an address":               {`{"id":"https://twitter.com/m/status/1988393441999593891","platform":"Twitter","text":"a"}`, `x:1988393441999593891 `},
		"of a channel":             {`{"id":"15","platform":"telegram","text":"a","post_url":"https://t.me/Poets/15"}`, `telegram:poets/15 `},
		"of no channel":            {`{"id":"15","platform":"telegram","text":"a"}`, `! f.jsonl line 1: id: "15" is no id of a post on Telegram`},
		"of two posts":             {`{"id":"21","platform":"x","text":"a","post_url":"https://x.com/m/status/20"}`, `! f.jsonl line 1: id: id names x:21, and post_url x:20`},
		"true":                     {`{"id":true,"platform":"x","text":"a"}`, `! f.jsonl line 1: id: it is of type bool; give text`},
	} {
		a := &txtar.Archive{Comment: []byte("import: f.jsonl\n"), Files: []txtar.File{{Name: "f.jsonl", Data: []byte(c.line)}}}
		_, got, _ := strings.Cut(imported(t, a), "\n")
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestBadLinesAreNamedThenCounted: the first of each kind with file, line and reason, the
// rest as a number; a file that is no text is one error.
func TestBadLinesAreNamedThenCounted(t *testing.T) {
	lines := `{"id":"20","platform":"x","text":"a"}` + "\n" + strings.Repeat(`{"id":"-7","platform":"x","text":"a"}`+"\n", 30) + `{"id":"21","platform":"x","text":"b","posted_at":"soon"}` + "\n"
	a := &txtar.Archive{Comment: []byte("import: f.jsonl big.bin\n"), Files: []txtar.File{
		{Name: "f.jsonl", Data: []byte(lines)},
		{Name: "big.bin", Data: bytes.Repeat([]byte("\x00\x01\x7fELF\x02\xff\n{\xfe\x03"), 2<<20)},
	}}
	got := imported(t, a)
	if n := strings.Count(got, `"-7" is no id`); n != 5 {
		t.Errorf("%d lines of one kind are named: %s", n, got)
	}
	for _, want := range []string{"f.jsonl line 2: id:", "25 lines more with the same fault as the 5 above, the last at f.jsonl line 31", `f.jsonl line 32: posted_at: "soon" is not a time`, "big.bin: it is not text"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told: %s", want, got)
		}
	}
	if n := strings.Count(got, "big.bin"); n != 1 {
		t.Errorf("a file that is no text is told of %d times", n)
	}
}
