package youtube

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// recorded gives every recorded answer of YouTube by its name, or skips the
// test. Recordings of a request with its response are unpacked.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	pages := map[string]scraper.Page{}
	for _, f := range samples.Glob(t, "data/platforms", "youtube/*.gz", "youtube/*/*.gz", "rss/*/*youtube*") {
		pages[strings.TrimSuffix(filepath.Base(f), ".gz")] = page("", "https://www.youtube.com/", string(unpack(t, f)))
	}
	return pages
}

func unpack(t testing.TB, file string) []byte {
	t.Helper()
	body := samples.Read(t, file)
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

// page is an answer of an endpoint.
func page(endpoint, address, body string) scraper.Page {
	return scrapertest.Answer(Platform, endpoint, address, body)
}

// videoPage is the answer to a look at one video.
func videoPage(body string) scraper.Page {
	p := page(endpointWatch, "https://www.youtube.com/watch?v=AAAAAAAAAA1", body)
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
	return scrapertest.Only(t, New(Endpoints{}), p)
}
