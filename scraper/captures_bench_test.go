package scraper_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/store/sqlite"
)

// BenchmarkCaptures captures one page after another, all of them new, into one
// archive: the metrics are what is held in memory after a tenth of them and at the
// end. -benchtime 100000x is the whole exercise.
func BenchmarkCaptures(b *testing.B) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, story("The ferries of "+r.URL.Path+" "+strings.Repeat("wait for the weather to turn. ", 50)))
	}))
	defer s.Close()
	st, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "archive"), sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	f, err := client.New(client.Options{AllowPrivate: true, PerHost: 8})
	if err != nil {
		b.Fatal(err)
	}
	c := &scraper.Collector{Fetch: f, Platforms: platform.All(platform.Options{}), Store: scraper.ArchiveOf(st)}
	var next atomic.Int64
	upTo := func(n int) {
		var g errgroup.Group
		for range 8 {
			g.Go(func() error {
				for i := next.Add(1); i <= int64(n); i = next.Add(1) {
					if r, err := c.Capture(b.Context(), fmt.Sprintf("%s/a/%d", s.URL, i)); err != nil || r.Failed() {
						return fmt.Errorf("%s: %w", r.Why(), err)
					}
				}
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			b.Fatal(err)
		}
		next.Store(int64(n))
	}
	upTo(max(b.N/10, 1))
	early := held()
	upTo(b.N)
	b.ReportMetric(early, "MB-at-a-tenth")
	b.ReportMetric(held(), "MB-at-the-end")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "captures/s")
}

// held is the heap in use, in MB.
func held() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse) / 1e6
}
