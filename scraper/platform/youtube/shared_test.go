package youtube

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// recorded gives every recorded answer of YouTube by its name, or skips the
// test. Recordings of a request with its response are unpacked.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	dir := scrapertest.Shared(t)
	dir = filepath.Join(dir, "data", "platforms")
	pages := map[string]scraper.Page{}
	for _, pattern := range []string{"youtube/*.gz", "youtube/*/*.gz", "rss/*/*youtube*"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			pages[strings.TrimSuffix(filepath.Base(f), ".gz")] = page("", "https://www.youtube.com/", string(unpack(t, f)))
		}
	}
	if len(pages) == 0 {
		t.Skip("the recorded answers are not here; set ONRECORD_SHARED to the shared folder")
	}
	return pages
}

func unpack(t testing.TB, file string) []byte {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(file, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if body, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var both struct {
		Response struct {
			Body string `json:"responseBody"`
		} `json:"response"`
	}
	if err := json.Unmarshal(body, &both); err == nil && both.Response.Body != "" {
		return []byte(both.Response.Body)
	}
	return body
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

// videoPage is the answer to a look at one video.
func videoPage(body string) scraper.Page {
	p := page(doorWatch, "https://www.youtube.com/watch?v=AAAAAAAAAA1", body)
	p.Request.Document = "youtube:AAAAAAAAAA1"
	return p
}

// watch is a video's page around what the player is told.
func watch(player string) string {
	return `<!DOCTYPE html><html><head><meta name="description" content="var ytInitialPlayerResponse = {}">` +
		`<script>var a = "ytInitialPlayerResponse = {}";</script>` +
		`<script nonce="x">var ytInitialPlayerResponse = ` + player + `;var meta = 1;</script></head></html>`
}

// only reads an answer about one video.
func only(t *testing.T, p scraper.Page) store.Observation {
	t.Helper()
	got, err := New(Endpoints{}).Parse(p)
	if err != nil || got.Blocked != "" || len(got.Observations) != 1 {
		t.Fatalf("error %v: %+v", err, got)
	}
	return got.Observations[0]
}
