package webpage

import (
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store/storetest/samples"
)

// shared is the folder of recorded pages, or skips the test.
func shared(t testing.TB) string {
	t.Helper()
	return samples.Path(t, "data", "platforms")
}

// recorded is a page as it was recorded.
func recorded(t testing.TB, file, address string) scraper.Page {
	t.Helper()
	return pageOf(t, address, string(samples.Read(t, file)))
}

func pageOf(t testing.TB, address, body string) scraper.Page {
	t.Helper()
	p := scrapertest.Answer(Platform, "", address, body)
	p.Header.Set("Content-Type", "text/html")
	return p
}
