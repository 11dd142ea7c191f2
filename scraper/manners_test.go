package scraper

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

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
	if reached || c.Outcome != store.Failed || !strings.Contains(c.Error, "robots.txt forbids") {
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
	if reached || c.Outcome != store.Blocked || !strings.Contains(c.Error, "left alone until") {
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

// lost is an archive whose lease another process took.
type lost struct{ *sqlite.DB }

func (lost) Heartbeat(context.Context, int64) error {
	return fmt.Errorf("renew the lease: %w", store.ErrNotFound)
}

// stuck is a web that never answers.
type stuck struct{}

func (stuck) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestFault52ALostLeaseEndsTheRun: one that stood still does not go on beside the one
// that took over.
func TestFault52ALostLeaseEndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		if _, err := st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "sim", URL: "https://a.example/b", NextDue: time.Now()}); err != nil {
			t.Fatal(err)
		}
		f, err := NewFetcher(Options{Timeout: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		f.transport = stuck{}
		begin := time.Now()
		run, err := (&Collector{Fetch: f, Adapters: []Adapter{simAdapter{}}, Store: lost{st}}).Pass(t.Context(), "test pid 1")
		if !errors.Is(err, errLeaseLost) || run.State != "interrupted" || time.Since(begin) > time.Minute {
			t.Errorf("%+v, %v after %s", run, err, time.Since(begin))
		}
	})
}

// leading is an adapter whose pages lead to other addresses: as an entry, as a
// request that follows, and as a medium.
type leading struct {
	simAdapter
	to string
}

func (leading) Match(*url.URL) bool { return true }

func (leading) Document(u *url.URL) store.DocumentID {
	return store.DocumentID("sim:" + u.Host + u.Path)
}

func (l leading) Parse(p Page) (Parsed, error) {
	o := store.Observation{Document: l.Document(p.URL), Kind: store.Post, URL: p.URL.String(), Content: store.Content{Text: "words"}}
	o.Content.Media = []store.Media{{Type: "image", URL: l.to + "/medium"}}
	return Parsed{Observations: []store.Observation{o}, Next: []Request{
		{URL: l.to + "/entry"}, {URL: l.to + "/following", Platform: "sim", Door: "following"},
	}}, nil
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
	c := &Collector{
		Fetch: publicIs2(t, Options{AllowPorts: []int{port, private}}), Store: st, Media: true,
		Adapters: []Adapter{leading{to: fmt.Sprintf("http://127.0.0.1:%d", private)}},
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

// TestFault36ClaimedTimes of any platform: what cannot be is kept as claimed, flagged,
// and orders nothing.
func TestFault36ClaimedTimes(t *testing.T) {
	at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	for claim, want := range map[time.Time]string{
		time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC):    "implausible-time",
		time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC):   "implausible-time",
		time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC): "implausible-time",
		at.Add(2 * latestAhead):                     "implausible-time",
		at.Add(30 * 24 * time.Hour):                 "",
		at.Add(-time.Hour):                          "",
	} {
		o := store.Observation{VersionTime: claim, Content: store.Content{PublishedAt: store.Moment{Time: claim, Precision: store.Second}}}
		flagTimes(&o, at)
		if got := strings.Join(o.Content.Flags, " "); got != want || o.Content.PublishedAt.IsZero() != (want != "") || o.VersionTime.IsZero() != (want != "") {
			t.Errorf("%s: %q, %+v, %s", claim, got, o.Content.PublishedAt, o.VersionTime)
		}
		if want != "" && o.Content.PublishedAt.Raw != claim.Format(time.RFC3339Nano) {
			t.Errorf("%s is kept as %q", claim, o.Content.PublishedAt.Raw)
		}
	}
}

// endless is an adapter whose every page leads to more: to one after the other, or to
// very many.
type endless struct {
	simAdapter
	wide bool
}

func (e endless) Parse(p Page) (out Parsed, err error) {
	n := 1
	if e.wide {
		n = 1000
	}
	for i := range n {
		out.Next = append(out.Next, Request{URL: fmt.Sprintf("%s/%d", p.URL, i), Platform: "sim", Door: "next", API: true})
	}
	return out, nil
}

// TestFault26PagesWithoutEnd: whatever an adapter asks for, a look has its budget of
// requests, in depth and in all.
func TestFault26PagesWithoutEnd(t *testing.T) {
	for wide, most := range map[bool]int64{false: maxDepth + 1, true: maxVisits} {
		var asked atomic.Int64
		port := listen(t, "127.0.0.1:0", func(http.ResponseWriter, *http.Request) { asked.Add(1) })
		f, err := NewFetcher(Options{AllowPrivate: true})
		if err != nil {
			t.Fatal(err)
		}
		st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		c := &Collector{Fetch: f, Adapters: []Adapter{endless{wide: wide}}, Store: st}
		l := c.look("", 0, 0)
		if err := l.run(t.Context(), []Request{{URL: fmt.Sprintf("http://127.0.0.1:%d/a", port), Platform: "sim", API: true}}); err != nil {
			t.Fatal(err)
		}
		if n := asked.Load(); n == 0 || n > most {
			t.Errorf("wide %v: %d requests, %d at most", wide, n, most)
		}
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

// crowd is a web of many hosts that counts who is asked at once.
type crowd struct {
	mu              sync.Mutex
	open            map[string]int
	all, most, each int
}

func (c *crowd) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == "/robots.txt" {
		return reply(r, 404, ""), nil
	}
	c.enter(r.URL.Host, 1)
	time.Sleep(50 * time.Millisecond)
	c.enter(r.URL.Host, -1)
	return reply(r, 200, `{"links":[]}`), nil
}

func (c *crowd) enter(host string, by int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[host] += by
	c.all += by
	c.most, c.each = max(c.most, c.all), max(c.each, c.open[host])
}

// portions is an archive that notes how many sources are asked for at once.
type portions struct {
	*sqlite.DB
	most int
}

func (p *portions) DueSources(ctx context.Context, by time.Time, limit int) ([]store.Source, error) {
	out, err := p.DB.DueSources(ctx, by, limit)
	p.most = max(p.most, len(out))
	return out, err
}

// TestFault27ManyHostsAtOnce: of many sources on many hosts as many are held and asked
// at once as may be.
func TestFault27ManyHostsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		const many = sourcesAtOnce + 200
		for i := range many {
			if _, err := db.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "sim", URL: fmt.Sprintf("https://h%d.example/a%d", i%100, i), Cadence: time.Hour, NextDue: time.Now()}); err != nil {
				t.Fatal(err)
			}
		}
		f, err := NewFetcher(Options{})
		if err != nil {
			t.Fatal(err)
		}
		web, st := &crowd{open: map[string]int{}}, &portions{DB: db}
		f.transport = web
		run, err := (&Collector{Fetch: f, Adapters: []Adapter{simAdapter{}}, Store: st, Parallel: 8}).Pass(t.Context(), "test")
		if err != nil || run.Due != many || web.most != 8 || web.each != 1 || st.most != sourcesAtOnce {
			t.Errorf("%d due, %d asked at once, %d of one host, %d held: %v", run.Due, web.most, web.each, st.most, err)
		}
	})
}
