package client

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// TestFault48RobotsOfEachHop: a redirect within a site does not lead past its rules.
func TestFault48RobotsOfEachHop(t *testing.T) {
	reached := false
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /private/\n")
		case "/open":
			http.Redirect(w, r, "/private/story", http.StatusFound)
		default:
			reached = true
		}
	}, Options{})
	c, _ := fetch(t, f, base+"/open")
	if reached || c.Outcome != store.OutcomeFailed || !strings.Contains(c.Error, "robots.txt forbids") {
		t.Errorf("reached %v, %s %q", reached, c.Outcome, c.Error)
	}
}

// TestFault47RobotsToo: who asks to be left alone when asked for robots.txt is.
func TestFault47RobotsToo(t *testing.T) {
	reached := false
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			reached = true
			return
		}
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	}, Options{})
	c, _ := fetch(t, f, base+"/a")
	if reached || c.Outcome != store.OutcomeBlocked || !strings.Contains(c.Error, "left alone until") {
		t.Errorf("reached %v, %s %q", reached, c.Outcome, c.Error)
	}
}

// TestCrawlDelay: the pause that robots.txt asks for is kept, within a bound.
func TestRobotsCrawlDelay(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 3600\n")
		}
	}, Options{})
	fetch(t, f, base+"/a")
	if got := f.limit.host(strings.TrimPrefix(base, "http://")).crawl; got != maxCrawlDelay {
		t.Errorf("a crawl delay of an hour is kept as %s", got)
	}
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Second)
		l.slow("a.example", 10*time.Second)
		begin := time.Now()
		for range 3 {
			release, err := l.wait(t.Context(), "a.example")
			if err != nil {
				t.Fatal(err)
			}
			release()
		}
		if took := time.Since(begin); took != 20*time.Second {
			t.Errorf("three requests took %s", took)
		}
	})
}

// TestFault51WaitsAreBounded: a clock that was set back leaves no host alone for
// longer than any asks for, and holds no request up.
func TestFault51WaitsAreBounded(t *testing.T) {
	l, now, _ := answers(t)
	l.delay = time.Second
	l.heed("a.example", answer(429, "3600"))
	l.asked("a.example")
	if l.blockedUntil("a.example").IsZero() {
		t.Fatal("not left alone")
	}
	*now = now.Add(-30 * 24 * time.Hour)
	if until := l.blockedUntil("a.example"); !until.IsZero() {
		t.Errorf("after the clock went back a month it is left alone until %s", until)
	}
	begin := time.Now()
	if err := l.pause(t.Context(), "a.example", l.host("a.example")); err != nil || time.Since(begin) > 10*time.Second {
		t.Errorf("held up for %s: %v", time.Since(begin), err)
	}
}

// TestFault47AnHourWhereAPaceIsAsked: who asks for a pause at any time blocks for an
// hour, and longer each time, who goes on after a refusal.
func TestFault47AnHourWhereAPaceIsAsked(t *testing.T) {
	l, now, _ := answers(t)
	l.pace = map[string]time.Duration{"archive.example": time.Second}
	for _, least := range []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour} {
		l.heed("archive.example", answer(429, ""))
		if got := l.blockedUntil("archive.example").Sub(*now); got < least || got > least*5/4 {
			t.Errorf("left alone for %s, want %s", got, least)
		}
	}
}

// TestFault08WhateverLeadsThere: media, entries and what follows from a page go
// through the same checks as the page.
func TestFault08WhateverLeadsThere(t *testing.T) {
	var reached atomic.Int32
	private := listen(t, "127.0.0.1:0", func(http.ResponseWriter, *http.Request) { reached.Add(1) })
	port := listen(t, "127.0.0.2:0", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "public") })
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c := &scraper.Collector{
		Fetch: publicIs2(t, Options{AllowPorts: []int{port, private}}), Store: scraper.ArchiveOf(st), Media: true,
		Platforms: scraper.NewRegistry(leading{to: fmt.Sprintf("http://127.0.0.1:%d", private)}),
	}
	r, err := c.Capture(t.Context(), fmt.Sprintf("http://127.0.0.2:%d/page", port))
	if err != nil || len(r.Changes) != 1 {
		t.Fatalf("%+v %v", r.Changes, err)
	}
	refused := map[string]bool{}
	for _, n := range r.Captures {
		if strings.Contains(n.Error, "refused") {
			refused[n.URL[strings.LastIndex(n.URL, "/"):]] = true
		}
	}
	if reached.Load() != 0 || len(refused) != 3 {
		t.Errorf("%d reached; refused %v of %+v", reached.Load(), refused, r.Captures)
	}
}

// leading is an adapter whose pages lead to other addresses: as an entry, as a
// request that follows, and as a medium.
type leading struct {
	to string
}

func (leading) Platform() store.Platform { return "sim" }

func (leading) Traits() scraper.Traits { return scraper.Traits{Name: "Sim"} }

func (leading) CheckID(string) error { return nil }

func (leading) Address(native string) string { return "http://" + native }

func (leading) Authority(store.Observation, scraper.Page) store.Authority {
	return store.AuthorityOrigin
}

func (leading) Recognise(*url.URL) (scraper.Target, error) {
	return scraper.Target{Kind: store.SourcePage}, nil
}

func (leading) Start(s store.Source) []scraper.Request {
	return []scraper.Request{{URL: s.URL, Platform: "sim", Endpoint: "page"}}
}

func (leading) Match(*url.URL) bool { return true }

func (leading) Document(u *url.URL) store.DocumentID {
	return store.DocumentID("sim:" + u.Host + u.Path)
}

func (l leading) Parse(p scraper.Page) (scraper.Parsed, error) {
	o := store.Observation{Document: l.Document(p.URL), Kind: store.Post, URL: p.URL.String(), Content: store.Content{Text: "words"}}
	o.Content.Media = []store.Media{{Type: "image", URL: l.to + "/medium"}}
	return scraper.Parsed{Observations: []store.Observation{o}, Next: []scraper.Request{
		{URL: l.to + "/entry"}, {URL: l.to + "/following", Platform: "sim", Endpoint: "following"},
	}}, nil
}
