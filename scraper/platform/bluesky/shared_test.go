package bluesky

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// shared is the folder of recorded answers, or skips the test.
func shared(t testing.TB) string {
	t.Helper()
	return samples.Path(t, "data", "platforms", "bluesky")
}

// recorded gives every recorded answer as the page that it was.
func recorded(t testing.TB) map[string]scraper.Page {
	root := shared(t)
	pages := map[string]scraper.Page{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		body, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		pages[filepath.ToSlash(name)] = scraper.Page{Status: http.StatusOK, Body: body}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// vectors are the lines of a file of syntax vectors, without its comments.
func vectors(t testing.TB, name string) []string {
	b, err := os.ReadFile(filepath.Join(shared(t), "interop", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(string(b), "\n") {
		if line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, line)
		}
	}
	return out
}

func mustURL(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// answerTo is the answer to a request.
func answerTo(r scraper.Request, status int, body string) scraper.Page {
	u, _ := url.Parse(r.URL)
	return scraper.Page{Request: r, URL: u, Status: status, Body: []byte(body)}
}

// start is the first request for an address.
func start(t testing.TB, a *Adapter, address string) scraper.Request {
	t.Helper()
	got := a.Start(store.Source{URL: address})
	if len(got) != 1 {
		t.Fatalf("%s: %d requests", address, len(got))
	}
	return got[0]
}

// parse reads an answer that can be read.
func parse(t testing.TB, p scraper.Page) scraper.Parsed {
	t.Helper()
	got, err := New(Endpoints{}).Parse(p)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
