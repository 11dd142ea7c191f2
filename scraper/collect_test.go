package scraper_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/scraper/platform/x"
	"onrecord/store"
	"onrecord/store/sqlite"
)

const article = `<html lang="en"><head><title>%s</title></head><body><article><h1>%s</h1><p>The captain of the fictional harbour spoke about the ferries, the lights and the long winter that the town of this test has before it.</p><p>%s</p></article></body></html>`

// world is a collector over a real archive and a web on loopback.
type world struct {
	c    *scraper.Collector
	st   *sqlite.DB
	base string
}

func newWorld(t *testing.T, h http.HandlerFunc) world {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true, ConfirmAfter: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	f, err := client.New(client.Options{AllowPrivate: true, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return world{&scraper.Collector{Fetch: f, Platforms: platform.All(platform.Options{X: x.Endpoints{Syndication: s.URL, OEmbed: s.URL}}), Store: scraper.ArchiveOf(st), ConfirmAfter: time.Millisecond}, st, s.URL}
}

func kinds(r scraper.LookResult) string {
	var out []string
	for _, c := range r.Changes {
		out = append(out, string(c.Kind))
	}
	return strings.Join(out, " ")
}

func (w world) capture(t *testing.T, url string) scraper.LookResult {
	t.Helper()
	r, err := w.c.Capture(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestArticleLife: new, unchanged, edited, missed, gone, restored.
func TestArticleLife(t *testing.T) {
	body, status := fmt.Sprintf(article, "A", "A", "The ferries stay."), http.StatusOK
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/a" {
			http.NotFound(rw, r)
			return
		}
		rw.WriteHeader(status)
		fmt.Fprint(rw, body)
	})
	for i, step := range []struct {
		text   string
		status int
		want   string
	}{
		{"The ferries stay.", 200, "new"}, {"The ferries stay.", 200, "unchanged"}, {"The ferries go.", 200, "edited"}, {"The ferries stay.", 200, "edited"},
		{"", 500, ""}, {"", 404, "missed"}, {"", 403, ""}, {"", 404, "gone"}, {"", 410, "still-gone"}, {"The ferries stay.", 200, "restored"},
	} {
		body, status = fmt.Sprintf(article, "A", "A", step.text), step.status
		time.Sleep(2 * time.Millisecond) // the second look must come later than ConfirmAfter
		r := w.capture(t, w.base+"/a")
		if kinds(r) != step.want || r.Failed() != (step.want == "") {
			t.Errorf("step %d: %q, want %q (%s)", i, kinds(r), step.want, r.Why())
		}
	}
	vs, err := w.st.Versions(t.Context(), store.DocumentID("web:"+w.base+"/a"))
	if err != nil || len(vs) != 3 {
		t.Errorf("%d versions, %v; A→B→A is three", len(vs), err)
	}
}

const tweet = `{"__typename":"Tweet","lang":"en","created_at":"2025-11-12T09:00:00.000Z","display_text_range":[0,30],"id_str":"1988532215608250514","text":"We will never close the ferry.","user":{"id_str":"7","name":"Sam","screen_name":"sam"},"edit_control":{"edit_tweet_ids":["1988532215608250514"]}}`

// TestTombstoneIsNoProof: a tombstone at one endpoint, while another shows the post.
func TestTombstoneIsNoProof(t *testing.T) {
	tomb, oembed := false, http.StatusOK
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/tweet-result" && tomb:
			fmt.Fprint(rw, `{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post is from an account that limits who can see it."}}}`)
		case r.URL.Path == "/tweet-result":
			fmt.Fprint(rw, tweet)
		case r.URL.Path == "/oembed" && oembed == http.StatusOK:
			fmt.Fprint(rw, `{"url":"https://twitter.com/sam/status/1988532215608250514","author_name":"Sam","author_url":"https://twitter.com/sam","html":"<blockquote class=\"twitter-tweet\"><p lang=\"en\" dir=\"ltr\">We will never close the ferry.</p>&mdash; Sam (@sam) <a href=\"https://twitter.com/sam/status/1988532215608250514\">November 12, 2025</a></blockquote>"}`)
		default:
			rw.WriteHeader(http.StatusNotFound)
		}
	})
	url := "https://twitter.com/sam/status/1988532215608250514?s=20"
	if r := w.capture(t, url); kinds(r) != "new" {
		t.Fatalf("first: %s %s", kinds(r), r.Why())
	}
	tomb = true
	if r := w.capture(t, url); kinds(r) != "unchanged" || len(r.Captures) != 2 {
		t.Errorf("a tombstone that oEmbed contradicts gives %q from %+v", kinds(r), r.Captures)
	}
	oembed = http.StatusNotFound
	time.Sleep(2 * time.Millisecond)
	if r := w.capture(t, url); kinds(r) != "missed" {
		t.Errorf("both endpoints miss it: %q", kinds(r))
	}
	time.Sleep(2 * time.Millisecond)
	if r := w.capture(t, url); kinds(r) != "gone" {
		t.Errorf("the second look: %q", kinds(r))
	}
}

// TestPass: one source that fails stops no other, entries are captured once, a
// forbidden page is a blocked capture.
func TestPass(t *testing.T) {
	var articles atomic.Int32
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		base := "http://" + r.Host
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(rw, "User-agent: *\nDisallow: /private/\n")
		case "/feed.xml":
			rw.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprintf(rw, `<rss version="2.0"><channel><title>Sample</title><item><link>%s/a</link></item><item><link>%s/private/b</link></item></channel></rss>`, base, base)
		case "/a":
			articles.Add(1)
			fmt.Fprintf(rw, article, "A", "A", "Words.")
		default:
			rw.WriteHeader(http.StatusInternalServerError)
		}
	})
	for _, s := range []store.Source{{Platform: "feed", Kind: store.SourceFeed, URL: w.base + "/feed.xml", Cadence: time.Millisecond}, {Platform: "web", Kind: store.SourcePage, URL: w.base + "/broken", Cadence: time.Millisecond}} {
		s.NextDue = time.Now().UTC()
		if _, err := w.st.AddSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	run, err := w.c.Pass(t.Context(), "test pid 1")
	if err != nil || run.State != "partial" || run.New != 1 || run.Failed != 2 {
		t.Errorf("first pass: %+v, %v", run, err)
	}
	time.Sleep(2 * time.Millisecond)
	run, err = w.c.Pass(t.Context(), "test pid 1")
	if err != nil || run.New != 0 || articles.Load() != 1 {
		t.Errorf("second pass: %+v, %v, the article was asked %d times", run, err, articles.Load())
	}
	sources, err := w.st.Sources(t.Context(), time.Time{})
	if err != nil || len(sources) != 2 {
		t.Fatal(err)
	}
	for _, s := range sources {
		broken := strings.HasSuffix(s.URL, "/broken")
		// The feed itself is sound; an entry that robots.txt forbids is told of it.
		if forbidden := strings.Contains(s.LastError, "1 of 2 new entries") && strings.Contains(s.LastError, "robots.txt forbids"); broken == forbidden || broken != (s.Failures == 2) || s.LastError == "" {
			t.Errorf("source %+v", s)
		}
	}
}

// TestFault52TwoRuns: the second says who runs.
func TestFault52TwoRuns(t *testing.T) {
	w := newWorld(t, func(http.ResponseWriter, *http.Request) {})
	if _, err := w.st.BeginRun(t.Context(), "elsewhere pid 7"); err != nil {
		t.Fatal(err)
	}
	_, err := w.c.Pass(t.Context(), "test pid 1")
	var held *store.HeldError
	if !errors.As(err, &held) || held.Holder != "elsewhere pid 7" {
		t.Errorf("got %v", err)
	}
}

// TestStop: a pass that is stopped ends at once and keeps what it reported.
func TestStop(t *testing.T) {
	started := make(chan struct{}, 1)
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		started <- struct{}{}
		<-r.Context().Done()
	})
	if _, err := w.st.AddSource(t.Context(), store.Source{Platform: "web", Kind: store.SourcePage, URL: w.base + "/slow", NextDue: time.Now().UTC()}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-started
		cancel()
	}()
	run, err := w.c.Pass(ctx, "test pid 1")
	if !errors.Is(err, context.Canceled) || run.State != "interrupted" {
		t.Errorf("%+v, %v", run, err)
	}
	if _, err := w.st.BeginRun(t.Context(), "test pid 2"); err != nil {
		t.Errorf("the lease was not given back: %v", err)
	}
}
