package telegram

import (
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// recorded gives every recorded page of Telegram by its name, or skips the test.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	pages := map[string]scraper.Page{}
	for _, f := range samples.Glob(t, "data/platforms", "telegram/*/*.html") {
		pages[strings.TrimSuffix(filepath.Base(f), ".html")] = channelPage(string(samples.Read(t, f)))
	}
	return pages
}

// page is an answer of an endpoint.
func page(endpoint, address, body string) scraper.Page {
	return scrapertest.Answer(Platform, endpoint, address, body)
}

func channelPage(body string) scraper.Page {
	return page(endpointChannel, "https://t.me/s/somechannel", body)
}

// embedPage is the answer to a look at one post.
func embedPage(body string) scraper.Page {
	p := page(endpointEmbed, "https://t.me/somechannel/7?embed=1&mode=tme", body)
	p.Request.Document = "telegram:somechannel/7"
	return p
}

// observed reads a page that must be readable.
func observed(t *testing.T, p scraper.Page) []store.Observation {
	t.Helper()
	return scrapertest.Observed(t, New(Endpoints{}), p)
}

// only reads a page with one post.
func only(t *testing.T, p scraper.Page) store.Observation {
	t.Helper()
	return scrapertest.Only(t, New(Endpoints{}), p)
}

// post is a message of the channel with the given inside and footer.
func post(inside, meta string) string {
	return `<div class="tgme_widget_message js-widget_message" data-post="SomeChannel/7">
<a class="tgme_widget_message_owner_name" href="https://t.me/SomeChannel"><span>Some Channel</span></a>` + inside +
		`<span class="tgme_widget_message_meta">` + meta +
		`<a class="tgme_widget_message_date" href="https://t.me/SomeChannel/7"><time datetime="2024-05-06T07:08:09+00:00">07:08</time></a></span></div>`
}
