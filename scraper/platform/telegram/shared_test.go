package telegram

import (
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

// recorded gives every recorded page of Telegram by its name, or skips the test.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	dir := scrapertest.Shared(t)
	files, err := filepath.Glob(filepath.Join(dir, "data", "platforms", "telegram", "*", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the recorded pages are not here; set ONRECORD_SHARED to the shared folder")
	}
	pages := map[string]scraper.Page{}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages[strings.TrimSuffix(filepath.Base(f), ".html")] = channelPage(string(body))
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

func channelPage(body string) scraper.Page {
	return page(doorChannel, "https://t.me/s/somechannel", body)
}

// embedPage is the answer to a look at one post.
func embedPage(body string) scraper.Page {
	p := page(doorEmbed, "https://t.me/somechannel/7?embed=1&mode=tme", body)
	p.Request.Document = "telegram:somechannel/7"
	return p
}

// observed reads a page that must be readable.
func observed(t *testing.T, p scraper.Page) []store.Observation {
	t.Helper()
	got, err := New(Endpoints{}).Parse(p)
	if err != nil || got.Blocked != "" {
		t.Fatalf("error %v, blocked %q", err, got.Blocked)
	}
	return got.Observations
}

// only reads a page with one post.
func only(t *testing.T, p scraper.Page) store.Observation {
	t.Helper()
	got := observed(t, p)
	if len(got) != 1 {
		t.Fatalf("%d observations: %+v", len(got), got)
	}
	return got[0]
}

// post is a message of the channel with the given inside and footer.
func post(inside, meta string) string {
	return `<div class="tgme_widget_message js-widget_message" data-post="SomeChannel/7">
<a class="tgme_widget_message_owner_name" href="https://t.me/SomeChannel"><span>Some Channel</span></a>` + inside +
		`<span class="tgme_widget_message_meta">` + meta +
		`<a class="tgme_widget_message_date" href="https://t.me/SomeChannel/7"><time datetime="2024-05-06T07:08:09+00:00">07:08</time></a></span></div>`
}
