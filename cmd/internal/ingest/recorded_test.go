package ingest_test

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/scraper/platform"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// homes are where payloads of each folder came from: as lists, whose documents no address
// names.
var homes = map[string]struct {
	platform store.Platform
	url      string
}{
	"x/": {"x", "https://x.com/i/api/graphql/abc/UserTweets"}, "x/fxtwitter": {"x", "https://api.fxtwitter.com/status/1"},
	"x/api-v2": {"x", "https://api.twitter.com/2/tweets"}, "bluesky/": {"bluesky", "https://pds.example/xrpc/app.bsky.feed.getAuthorFeed?actor=a.example"},
	"mastodon/": {"mastodon", "https://mastodon.social/api/v1/accounts/1/statuses"}, "telegram/": {"telegram", "https://t.me/s/durov"},
	"reddit/": {"reddit", "https://www.reddit.com/r/all/new.json"}, "truthsocial/": {"truthsocial", "https://ix.cnn.io/data/truth-social/truth_archive.json"},
}

// TestEveryRecordedPayloadComesBack: what made an archive's documents makes the same ones
// again, out of a WARC file of it.
func TestEveryRecordedPayloadComesBack(t *testing.T) {
	root := samples.Path(t, "data", "platforms")
	from, at, n := archive(t), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 0
	c := &scraper.Collector{Platforms: platform.All(platform.Options{}), Store: scraper.ArchiveOf(from)}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		home, best := homes[""], ""
		for prefix, h := range homes {
			if strings.HasPrefix(filepath.ToSlash(rel), prefix) && len(prefix) > len(best) {
				home, best = h, prefix
			}
		}
		if best == "" {
			return nil
		}
		at = at.Add(time.Second)
		if recorded(t, c, home.platform, home.url, path, at) {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 50 {
		t.Fatalf("only %d payloads show posts", n)
	}
	if there, back := standing(t, from), standing(t, through(t, from)); there != back {
		t.Errorf("of %d payloads, a WARC file brings back something else: %s", n, cmp.Diff(there, back))
	}
}

// recorded records a payload as the answer from an address; false where it shows no post.
func recorded(t *testing.T, c *scraper.Collector, p store.Platform, address, path string, at time.Time) bool {
	t.Helper()
	body := samples.Read(t, path)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{"Content-Type": {"application/json"}}
	if s := bytes.TrimSpace(body); len(s) > 0 && s[0] == '<' {
		h.Set("Content-Type", "text/html; charset=utf-8")
	}
	page := scraper.Page{Request: scraper.Request{URL: address, Platform: p}, URL: u, Status: http.StatusOK, Header: h, Body: body, At: at}
	parsed, _ := c.Platforms.Named(p).Parse(page) // what cannot be read makes no document
	if len(parsed.Observations) == 0 {
		return false
	}
	_, _, err = c.RecordArchived(t.Context(), store.Capture{
		Method: http.MethodGet, Endpoint: "list", URL: address, FinalURL: address, Status: http.StatusOK, Header: h, Body: body,
		StartedAt: at, FinishedAt: at, Outcome: store.OutcomeOK, Robots: "none",
	}, page)
	if err != nil {
		t.Fatal(err)
	}
	return true
}
