package webpage

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
)

// shared is the folder of recorded pages, or skips the test.
func shared(t testing.TB) string {
	t.Helper()
	dir := scrapertest.Shared(t)
	dir = filepath.Join(dir, "data", "platforms")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the recorded pages are not here: %v; set ONRECORD_SHARED", err)
	}
	return dir
}

// recorded is a page as it was recorded.
func recorded(t testing.TB, file, address string) scraper.Page {
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
	return pageOf(t, address, string(body))
}

func pageOf(t testing.TB, address, body string) scraper.Page {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return scraper.Page{
		Request: scraper.Request{URL: address, Platform: Platform}, URL: u, Status: http.StatusOK,
		Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(body),
	}
}
