package scraper_test

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
)

// TestFault20AGigabyteOfJSON: it is cut at 32 MiB and the look says so.
func TestFault20AGigabyteOfJSON(t *testing.T) {
	sent := atomic.Int64{}
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/tweet-result" {
			rw.WriteHeader(http.StatusInternalServerError)
			return
		}
		fmt.Fprint(rw, `{"id_str":"1988532215608250514","text":"`)
		chunk := []byte(strings.Repeat("a", 1<<20))
		for range 1024 {
			n, err := rw.Write(chunk)
			if err != nil {
				return
			}
			sent.Add(int64(n))
		}
	})
	r := w.capture(t, "https://x.com/sam/status/1988532215608250514")
	if kinds(r) != "" || !r.Failed() || sent.Load() > 200<<20 {
		t.Errorf("%q after %d MiB: %s", kinds(r), sent.Load()>>20, r.Why())
	}
	c, err := w.st.Capture(t.Context(), r.Captures[0].ID)
	if err != nil || c.Truncated != "over 32 MiB" || len(c.Body) != 32<<20 {
		t.Errorf("%q, %d bytes, %v", c.Truncated, len(c.Body), err)
	}
}

// TestFault26EndlessPages: an account whose pages never end costs a few requests.
func TestFault26EndlessPages(t *testing.T) {
	asked := atomic.Int64{}
	base := ""
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/xrpc/com.atproto.repo.listRecords") {
			http.NotFound(rw, r)
			return
		}
		n := asked.Add(1)
		fmt.Fprintf(rw, `{"cursor":"c%d","records":[{"uri":"at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3kaaaaaaaaa%02d","cid":"bafyreib2rxk3rw6putwqv5w5m3tjwzgkfckfzlyzxrmtyarsmrdqkgz5%02d","value":{"$type":"app.bsky.feed.post","text":"post %d","createdAt":"2025-11-12T09:00:00Z"}}]}`, n, n%30+2, n%30+2, n)
	})
	base = w.base
	if _, err := w.st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "bluesky", URL: base + "/xrpc/com.atproto.repo.listRecords?repo=did:plc:abcdefghijklmnopqrstuvwx&collection=app.bsky.feed.post", Cadence: time.Hour, NextDue: time.Now()}); err != nil {
		t.Fatal(err)
	}
	run, err := w.c.Pass(t.Context(), "test")
	if err != nil || asked.Load() == 0 || asked.Load() > 10 {
		t.Errorf("%d requests, %+v, %v", asked.Load(), run.RunCounts, err)
	}
}

// TestFault27ManySourcesDueAtOnce: connections and memory are bounded, and each is
// looked at once.
func TestFault27ManySourcesDueAtOnce(t *testing.T) {
	const many = 1200 // each of them a row, as 100,000 are; what is held at once is bounded by 1,000
	var open, most, asked atomic.Int64
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		asked.Add(1)
		most.Store(max(most.Load(), open.Add(1)))
		defer open.Add(-1)
		fmt.Fprint(rw, story("The ferries of "+r.URL.Path))
	})
	for i := range many {
		if _, err := w.st.AddSource(t.Context(), store.Source{Kind: store.SourcePage, Platform: "web", URL: fmt.Sprintf("%s/s/%d", w.base, i), Cadence: 24 * time.Hour, NextDue: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	w.c.Parallel, w.c.PerHost = 8, 4
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	run, err := w.c.Pass(t.Context(), "test")
	runtime.GC()
	runtime.ReadMemStats(&after)
	if err != nil || run.New != many || asked.Load() != many || most.Load() > 4 {
		t.Errorf("%d requests, %d at once, %+v, %v", asked.Load(), most.Load(), run.RunCounts, err)
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 64<<20 {
		t.Errorf("%d MiB are held after it", grown>>20)
	}
}

// TestFault37LongTexts: a post of 5 MB by a name of 10 kB is kept, in bounded time.
func TestFault37LongTexts(t *testing.T) {
	text := strings.Repeat("palabra tras palabra ", 5<<20/21)
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/tweet-result" {
			http.NotFound(rw, r)
			return
		}
		fmt.Fprintf(rw, `{"id_str":"1988532215608250514","text":"%s","user":{"id_str":"7","screen_name":"sam","name":"%s"}}`, text, strings.Repeat("Sam ", 2500))
	})
	begin := time.Now()
	r := w.capture(t, "https://x.com/sam/status/1988532215608250514")
	if kinds(r) != "new" || len(r.Changes[0].Version.Text) < 5<<20-100 || time.Since(begin) > 20*time.Second {
		t.Errorf("%q, %d bytes in %s: %s", kinds(r), len(r.Changes[0].Version.Text), time.Since(begin), r.Why())
	}
}

// TestFault48RobotsRedirects: five hops are followed (RFC 9309 §2.3.1.2), more mean
// that there are no rules.
func TestFault48RobotsRedirects(t *testing.T) {
	for hops, want := range map[int]string{5: "disallowed", 6: "allowed"} {
		w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
			var n int
			if r.URL.Path == "/robots.txt" {
				http.Redirect(rw, r, "/r/1", http.StatusFound)
			} else if _, err := fmt.Sscanf(r.URL.Path, "/r/%d", &n); err == nil && n < hops {
				http.Redirect(rw, r, fmt.Sprintf("/r/%d", n+1), http.StatusFound)
			} else if err == nil {
				fmt.Fprint(rw, "User-agent: *\nDisallow: /a\n")
			} else {
				fmt.Fprint(rw, story("The ferries stay."))
			}
		})
		f, err := client.New(client.Options{AllowPrivate: true})
		if err != nil {
			t.Fatal(err)
		}
		c, _ := f.Fetch(t.Context(), scraper.Request{URL: w.base + "/a"})
		if c.Robots != want {
			t.Errorf("after %d hops: %s", hops, c.Robots)
		}
	}
}

// TestFault53ACrashInARun: its run is marked interrupted, the next takes up what was
// left, and nothing is looked at twice.
func TestFault53ACrashInARun(t *testing.T) {
	asked := map[string]int{}
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		fmt.Fprint(rw, story("The ferries of "+r.URL.Path))
	})
	for i := range 4 {
		if _, err := w.st.AddSource(t.Context(), store.Source{Kind: store.SourcePage, Platform: "web", URL: fmt.Sprintf("%s/s/%d", w.base, i), Cadence: time.Hour, NextDue: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	// A run that looked at two of four and died: its process is no more.
	if _, err := w.st.BeginRun(t.Context(), hostName(t)+" pid 999999999"); err != nil {
		t.Fatal(err)
	}
	sources, err := w.st.Sources(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources[:2] {
		w.capture(t, s.URL)
		if _, err := w.st.EditSource(t.Context(), s.ID, func(s *store.Source) error {
			s.LastRun, s.NextDue = time.Now(), time.Now().Add(time.Hour)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	run, err := w.c.Pass(t.Context(), "test")
	if err != nil || run.Due != 2 || run.New != 2 {
		t.Errorf("%+v %v", run.RunCounts, err)
	}
	runs, err := w.st.LatestRuns(t.Context(), 5)
	if err != nil || len(runs) != 2 || runs[1].State != "interrupted" || runs[0].State != "done" {
		t.Errorf("%+v %v", runs, err)
	}
	for path, n := range asked {
		if strings.HasPrefix(path, "/s/") && n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
}
