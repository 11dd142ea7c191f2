package reddit

import (
	"path/filepath"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// recorded gives every recorded answer of Reddit by its name, or skips the test.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	pages := map[string]scraper.Page{}
	for _, f := range samples.Glob(t, "data/platforms", "reddit/*.*", "reddit/*/*.json", "rss/*/*reddit*.xml") {
		pages[filepath.Base(f)] = page("", "https://www.reddit.com/", string(samples.Read(t, f)))
	}
	return pages
}

// page is an answer of an endpoint.
func page(endpoint, address, body string) scraper.Page {
	return scrapertest.Answer(Platform, endpoint, address, body)
}

// postPage is the answer to a look at one post.
func postPage(body string) scraper.Page {
	p := page(endpointPost, "https://www.reddit.com/comments/abc/.rss", body)
	p.Request.Document = "reddit:t3_abc"
	return p
}

// observed reads an answer that must be readable.
func observed(t *testing.T, p scraper.Page) []store.Observation {
	t.Helper()
	return scrapertest.Observed(t, New(Endpoints{}), p)
}

// only reads an answer with one document.
func only(t *testing.T, p scraper.Page) store.Observation {
	t.Helper()
	return scrapertest.Only(t, New(Endpoints{}), p)
}
