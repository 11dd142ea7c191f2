package x

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// recorded gives every recorded payload of X as the page that it was.
func recorded(t testing.TB) map[string]scraper.Page {
	root := filepath.Join(shared(t), "x")
	pages := map[string]scraper.Page{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		pages[filepath.ToSlash(name)] = scraper.Page{Status: http.StatusOK, Body: samples.Read(t, path), Request: requestOf(name)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// requestOf is the request behind a recorded answer that does not itself say
// which post it is about.
func requestOf(name string) scraper.Request {
	id := ""
	switch filepath.Base(name) {
	case "tweet-result_tombstone_deleted_2026.json":
		id = "1988000000000000000"
	case "TweetResultByRestId_991500.json":
		id = "991500"
	default:
		return scraper.Request{}
	}
	return scraper.Request{Document: store.NewDocumentID(Platform, id)}
}

// line states an observation for the answer key: the words as a hash, since the
// recorded texts are their authors'.
func line(o store.Observation) string {
	c := o.Content
	state := "there"
	switch {
	case o.Gone != nil:
		state = "gone:" + string(o.Gone.How)
	case c.Cut:
		state = "cut"
	}
	var alts strings.Builder
	for _, m := range c.Media {
		fmt.Fprintf(&alts, "%s|%s\n", m.Type, m.Alt)
	}
	return strings.Join([]string{
		string(o.Document), o.VersionID, fmt.Sprint(len(o.Aliases)), o.Author.Handle, o.Author.ID, short(o.Author.Name),
		c.PublishedAt.String(), c.ModifiedAt.String(), c.Lang, short(c.Text),
		fmt.Sprint(len(c.Media)), short(alts.String()), state, strings.Join(c.Flags, ","),
	}, "\t")
}

// short is the beginning of a text's SHA-256, "-" for no text.
func short(s string) string {
	if s == "" {
		return "-"
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

var update = flag.Bool("update", false, "write testdata/answers.tsv anew; read the changes before you keep them")

// TestEveryRecordedPayload holds the reading of each recorded payload to a key
// that was checked by eye and by a second implementation: identity, author,
// time, language, words, media, cut or gone; or, where there is no post, why.
func TestEveryRecordedPayload(t *testing.T) {
	pages := recorded(t)
	got := map[string][]string{}
	for name, p := range pages {
		parsed, err := New(Endpoints{}).Parse(p)
		why := "ok"
		if err != nil {
			why = "error: " + err.Error()
		}
		got[name] = []string{strings.Join([]string{"page", parsed.Blocked, parsed.Title, fmt.Sprint(len(parsed.Next)), firstLine(why)}, "\t")}
		for _, o := range parsed.Observations {
			got[name] = append(got[name], line(o))
		}
	}
	path := filepath.Join("testdata", "answers.tsv")
	if *update {
		writeKey(t, path, got)
	}
	want := readKey(t, path)
	for name := range pages {
		if diff := cmp.Diff(want[name], got[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name := range want {
		if _, ok := pages[name]; !ok {
			t.Errorf("%s is in the key and not among the payloads", name)
		}
	}
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func writeKey(t *testing.T, path string, got map[string][]string) {
	var names []string
	for name := range got {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		for _, l := range got[name] {
			b.WriteString(name + "\t" + l + "\n")
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readKey(t *testing.T, path string) map[string][]string {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for l := range strings.Lines(string(b)) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		want[name] = append(want[name], rest)
	}
	return want
}

// TestDamagedPayloads reads cut and bit-flipped copies of every payload: any
// answer will do, a panic or invalid text will not.
func TestDamagedPayloads(t *testing.T) {
	a := New(Endpoints{Relay: "https://relay.example"})
	for name, p := range recorded(t) {
		r := rand.New(rand.NewPCG(7, uint64(len(p.Body))))
		for i := range 6 {
			damaged := p
			if i%2 == 0 {
				damaged.Body = p.Body[:r.IntN(len(p.Body)+1)]
			} else {
				damaged.Body = bytes.Clone(p.Body)
				for range 1 + len(p.Body)/500 {
					damaged.Body[r.IntN(len(p.Body))] ^= 1 << r.IntN(8)
				}
			}
			parsed, _ := a.Parse(damaged)
			for _, o := range parsed.Observations {
				checkObservation(t, name, o)
			}
		}
	}
}

// checkObservation holds what is true of every observation, whatever the bytes.
func checkObservation(t testing.TB, name string, o store.Observation) {
	t.Helper()
	if o.Document.Platform() != Platform || !validID(o.Document.Native()) {
		t.Errorf("%s: document %q", name, o.Document)
	}
	for _, s := range []string{o.Content.Text, o.Content.Title, o.Author.Name, o.Author.Handle, o.URL, o.Content.Lang} {
		if !utf8.ValidString(s) {
			t.Errorf("%s: invalid UTF-8 in %q", name, s)
		}
	}
	for _, m := range o.Content.Media {
		if !utf8.ValidString(m.Alt) || !utf8.ValidString(m.URL) {
			t.Errorf("%s: invalid UTF-8 in %+v", name, m)
		}
	}
	if (o.Gone == nil) == (o.VersionID == "") {
		t.Errorf("%s: %s is neither there nor gone", name, o.Document)
	}
}
