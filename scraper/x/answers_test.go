package x

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// recorded gives every recorded payload of X as the page that it was.
func recorded(t testing.TB) map[string]scraper.Page {
	root := filepath.Join(shared(t), "x")
	pages := map[string]scraper.Page{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".gz") {
			r, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				return err
			}
			if body, err = io.ReadAll(r); err != nil {
				return err
			}
		}
		name, err := filepath.Rel(root, path)
		pages[filepath.ToSlash(name)] = scraper.Page{Status: http.StatusOK, Body: body, Request: requestOf(name)}
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

func TestDump(t *testing.T) {
	out := os.Getenv("DUMP")
	if out == "" {
		t.Skip()
	}
	f, _ := os.Create(out)
	defer f.Close()
	pages := recorded(t)
	names := make([]string, 0)
	for n := range pages {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		got, err := New(Doors{}).Parse(pages[n])
		fmt.Fprintf(f, "=== %s: %d obs, next %d, blocked %q, title %q, err %v\n", n, len(got.Observations), len(got.Next), got.Blocked, got.Title, err)
		for _, r := range got.Next {
			fmt.Fprintf(f, "   next %s %s %v\n", r.Door, r.Document, r.Meta)
		}
		for _, o := range got.Observations {
			c := o.Content
			text, _ := json.Marshal(c.Text)
			fmt.Fprintf(f, "%s v%s al%d @%s #%s %q | %s mod %s | %s | %s", o.Document, o.VersionID, len(o.Aliases), o.Author.Handle, o.Author.ID, o.Author.Name, c.PublishedAt, c.ModifiedAt, c.Lang, text)
			for _, m := range c.Media {
				fmt.Fprintf(f, " [%s %q]", m.Type, m.Alt)
			}
			if c.Cut {
				fmt.Fprintf(f, " CUT(%s)", c.CutWhy)
			}
			if o.Gone != nil {
				fmt.Fprintf(f, " GONE(%+v)", *o.Gone)
			}
			fmt.Fprintf(f, " %v\n", c.Flags)
		}
	}
}
