package feed

import "testing"

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
