package scraper_test

import (
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// answering is a web that a test writes.
type answering func(path string) (status int, body string)

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := a(r.URL.Path)
	return reply(r, status, body), nil
}

// inline is an adapter whose accounts show their posts whole in their lists.
type inline struct{ scraper.SimAdapter }

func (a inline) Parse(p scraper.Page) (scraper.Parsed, error) {
	got, err := a.SimAdapter.Parse(p)
	for _, n := range got.Next {
		u, err := url.Parse(n.URL)
		if err != nil {
			return got, err
		}
		got.Observations = append(got.Observations, store.Observation{
			Document: a.Document(u), Kind: store.Post, URL: n.URL, Author: store.Author{Handle: "a0"}, Content: store.Content{Text: "words"},
		})
	}
	got.Next = nil
	return got, err
}

// TestAPostOfAFailingAccount is not gone while the look at its account fails too; when
// the account answers again, or has failed for days, it is.
func TestAPostOfAFailingAccount(t *testing.T) {
	for name, c := range map[string]struct {
		heals bool
		by    scraper.Adapter
	}{
		"the account answers again": {true, scraper.SimAdapter{}}, "the account stays away": {false, scraper.SimAdapter{}},
		"its list shows posts whole": {true, inline{}},
	} {
		t.Run(name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { failingAccount(t, c.heals, c.by) }) })
	}
}

func failingAccount(t *testing.T, heals bool, by scraper.Adapter) {
	st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	wall, missing := false, false
	web := answering(func(path string) (int, string) {
		switch {
		case path == "/robots.txt":
			return 404, ""
		case path == "/a0" && wall:
			return 200, `{"wall":true}`
		case path == "/a0" && missing:
			return 200, `{"links":[]}`
		case path == "/a0":
			return 200, `{"links":["/a0/p0"]}`
		case path == "/a0/p0" && missing:
			return 404, `{"gone":true}`
		}
		return 200, `{"text":"words"}`
	})
	f, err := client.New(client.Options{Transport: web})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "sim", URL: "https://h0.example/a0", Cadence: time.Hour, NextDue: time.Now()}); err != nil {
		t.Fatal(err)
	}
	c := &scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(by), Store: scraper.ArchiveOf(st)}
	isGone := func(hours int) bool {
		t.Helper()
		for range hours * 6 {
			if _, err := c.Pass(t.Context(), "test"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(10 * time.Minute)
		}
		doc, err := st.Document(t.Context(), "sim:h0.example/a0/p0")
		if err != nil {
			t.Fatal(err)
		}
		return doc.Gone()
	}
	if isGone(1) {
		t.Fatal("gone at once")
	}
	wall, missing = true, true
	if isGone(48) {
		t.Error("gone while the look at the account fails too")
	}
	wall = !heals
	if !isGone(48) {
		t.Error("not gone at last")
	}
}
