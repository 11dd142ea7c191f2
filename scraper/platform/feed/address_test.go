package feed

import (
	"html"
	"net/url"
	"testing"

	"onrecord/scraper"
)

// TestFeedScheme: addresses as feed readers write them are those of the web behind them;
// others stay.
func TestFeedScheme(t *testing.T) {
	for raw, want := range map[string]string{
		"feed://town.example/feed.xml":        "http://town.example/feed.xml",
		"feed:https://port.example/feed.xml":  "https://port.example/feed.xml",
		" FEED:http://port.example/a?b=1 ":    "http://port.example/a?b=1",
		"https://town.example/feed.xml":       "https://town.example/feed.xml",
		"feed:file:///etc/passwd":             "feed:file:///etc/passwd",
		"feed:feed://town.example/":           "feed:feed://town.example/",
		"feed:":                               "feed:",
		"feed://user:secret@town.example/rss": "feed://user:secret@town.example/rss",
		"feed.example":                        "feed.example",
	} {
		if got := New().Traits().ReadAs(raw); got != want {
			t.Errorf("%q is read as %q, want %q", raw, got, want)
		}
	}
}

// TestNewsSearches: an entry of a news search leads to the page, not to the search's own address.
func TestNewsSearches(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.google.com/url?rct=j&sa=t&url=https://paper.example/a%3Fid%3D7%26x%3D1&ct=ga&cd=CAIyGg&usg=AOv": "https://paper.example/a?id=7&x=1",
		"https://www.google.co.uk/url?q=https://paper.example/b&sa=D":                                                "https://paper.example/b",
		"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=https%3a%2f%2fpaper.example%2fc&c=1":             "https://paper.example/c",
		"https://www.google.com/url?url=javascript:alert(1)":                                                         "https://www.google.com/url?url=javascript:alert(1)",
		"https://www.google.com/search?q=https://paper.example/b":                                                    "https://www.google.com/search?q=https://paper.example/b",
		"https://google.evil.example/url?url=https://paper.example/b":                                                "https://google.evil.example/url?url=https://paper.example/b",
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		body := `<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert</title><entry><id>tag:google.com,2013:googlealerts/feed:1</id><link href="` + html.EscapeString(raw) + `"/><published>2026-01-31T10:00:00Z</published></entry></feed>`
		p, err := New().Parse(scraper.Page{URL: u, Status: 200, Body: []byte(body)})
		if err != nil || len(p.Next) != 1 || p.Next[0].URL != want || New().Traits().ReadAs(raw) != want {
			t.Errorf("%s: %+v, %v; pasted: %s", raw, p.Next, err, New().Traits().ReadAs(raw))
		}
	}
}
