package scraper_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
)

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
		f, err := client.New(client.Options{Timeout: time.Hour, Transport: stuck{}})
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		run, err := (&scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(scraper.SimAdapter{}), Store: scraper.ArchiveOf(lost{st})}).Pass(t.Context(), "test pid 1")
		if !errors.Is(err, scraper.ErrLeaseLost) || run.State != "interrupted" || time.Since(begin) > time.Minute {
			t.Errorf("%+v, %v after %s", run, err, time.Since(begin))
		}
	})
}

// endless is an adapter whose every page leads to more: to one after the other, or to
// very many.
type endless struct {
	scraper.SimAdapter
	wide bool
}

func (endless) Match(*url.URL) bool { return true }

func (e endless) Parse(p scraper.Page) (out scraper.Parsed, err error) {
	n := 1
	if e.wide {
		n = 1000
	}
	for i := range n {
		out.Next = append(out.Next, scraper.Request{URL: fmt.Sprintf("%s/%d", p.URL, i), Platform: "sim", Endpoint: "next", API: true})
	}
	return out, nil
}

// TestFault26PagesWithoutEnd: whatever an adapter asks for, a look has its budget of
// requests, in depth and in all.
func TestFault26PagesWithoutEnd(t *testing.T) {
	for wide, most := range map[bool]int64{false: scraper.MaxDepth + 1, true: scraper.MaxVisits} {
		var asked atomic.Int64
		s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				asked.Add(1)
			}
		}))
		defer s.Close()
		f, err := client.New(client.Options{AllowPrivate: true})
		if err != nil {
			t.Fatal(err)
		}
		st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		c := &scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(endless{wide: wide}), Store: scraper.ArchiveOf(st)}
		if _, err := c.Capture(t.Context(), s.URL+"/a"); err != nil {
			t.Fatal(err)
		}
		if n := asked.Load(); n == 0 || n > most {
			t.Errorf("wide %v: %d requests, %d at most", wide, n, most)
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
		const many = scraper.SourcesAtOnce + 200
		for i := range many {
			if _, err := db.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "sim", URL: fmt.Sprintf("https://h%d.example/a%d", i%100, i), Cadence: time.Hour, NextDue: time.Now()}); err != nil {
				t.Fatal(err)
			}
		}
		web, st := &crowd{open: map[string]int{}}, &portions{DB: db}
		f, err := client.New(client.Options{Transport: web})
		if err != nil {
			t.Fatal(err)
		}
		run, err := (&scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(scraper.SimAdapter{}), Store: scraper.ArchiveOf(st), Parallel: 8}).Pass(t.Context(), "test")
		if err != nil || run.Due != many || web.most != 8 || web.each != 1 || st.most != scraper.SourcesAtOnce {
			t.Errorf("%d due, %d asked at once, %d of one host, %d held: %v", run.Due, web.most, web.each, st.most, err)
		}
	})
}
