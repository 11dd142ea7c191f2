package reddit

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// recorded gives every recorded answer of Reddit by its name, or skips the test.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	dir := scrapertest.Shared(t)
	dir = filepath.Join(dir, "data", "platforms")
	pages := map[string]scraper.Page{}
	for _, pattern := range []string{"reddit/*.*", "reddit/*/*.json", "rss/*/*reddit*.xml"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			body, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			pages[filepath.Base(f)] = page("", "https://www.reddit.com/", string(body))
		}
	}
	if len(pages) == 0 {
		t.Skip("the recorded answers are not here; set ONRECORD_SHARED to the shared folder")
	}
	return pages
}

// page is an answer of a door.
func page(door, address, body string) scraper.Page {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return scraper.Page{
		Request: scraper.Request{URL: address, Platform: Platform, Door: door}, URL: u,
		Status: http.StatusOK, Body: []byte(body),
	}
}

// postPage is the answer to a look at one post.
func postPage(body string) scraper.Page {
	p := page(doorPost, "https://www.reddit.com/comments/abc/.rss", body)
	p.Request.Document = "reddit:t3_abc"
	return p
}

// observed reads an answer that must be readable.
func observed(t *testing.T, p scraper.Page) []store.Observation {
	t.Helper()
	got, err := New(Endpoints{}).Parse(p)
	if err != nil || got.Blocked != "" {
		t.Fatalf("error %v, blocked %q", err, got.Blocked)
	}
	return got.Observations
}

// only reads an answer with one document.
func only(t *testing.T, p scraper.Page) store.Observation {
	t.Helper()
	got := observed(t, p)
	if len(got) != 1 {
		t.Fatalf("%d observations: %+v", len(got), got)
	}
	return got[0]
}
