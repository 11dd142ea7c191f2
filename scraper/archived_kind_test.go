package scraper_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/store/sqlite"
)

// TestArchivedPageOfNoKind: a page from a file that nobody says the kind of is read by its
// bytes; a picture is not.
func TestArchivedPageOfNoKind(t *testing.T) {
	st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c := &scraper.Collector{Platforms: platform.All(platform.Options{}), Store: scraper.ArchiveOf(st)}
	page := "<!doctype html><html><body><article><h1>Pier</h1>" + strings.Repeat("<p>The new pier opens in summer, the harbour master said on Monday, weather permitting.</p>", 4) + "</article></body></html>"
	for path, body := range map[string]string{"page": page, "picture": "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 500)} {
		capture, p := client.ArchivedResponse{URL: "https://harbour.example/" + path, At: time.Now().Add(-time.Hour), Status: 200, Header: http.Header{}, Body: []byte(body), File: "a.warc"}.Capture(1 << 20)
		_, changes, err := c.RecordArchived(t.Context(), capture, p)
		if err != nil || (len(changes) == 1) != (path == "page") {
			t.Errorf("%s: %d changes, %v", path, len(changes), err)
		}
	}
}
