package client

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// benchPage is a page of 50 kB.
var benchPage = append([]byte("<html><body>"), bytes.Repeat([]byte("a page of words that nobody reads "), 1470)...)

// inParallel calls f n times from several goroutines.
func inParallel(n, parallel int, f func()) {
	var left atomic.Int64
	left.Store(int64(n))
	var all sync.WaitGroup
	for range parallel {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				f()
			}
		})
	}
	all.Wait()
}

// BenchmarkThroughput fetches pages of 50 kB on loopback, eight at a time, with
// politeness off, and as bare net/http does; the metric "of-bare" is the median
// of their ratios in one run.
func BenchmarkThroughput(b *testing.B) {
	const parallel = 8
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(benchPage)
	}))
	defer s.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: parallel, DisableCompression: true}}
	bare := func() {
		res, err := client.Get(s.URL)
		if err != nil {
			b.Error(err)
			return
		}
		defer res.Body.Close()
		if _, err := io.ReadAll(res.Body); err != nil {
			b.Error(err)
		}
	}
	f, err := New(Options{AllowPrivate: true, PerHost: parallel})
	if err != nil {
		b.Fatal(err)
	}
	ours := func() {
		if c, _ := f.Fetch(context.Background(), scraper.Request{URL: s.URL, API: true}); c.Outcome != store.OutcomeOK || len(c.Body) != len(benchPage) {
			b.Errorf("%s %q", c.Outcome, c.Error)
		}
	}
	inParallel(200, parallel, bare)
	inParallel(200, parallel, ours)
	const turns = 21 // so that both meet the same machine
	var ratios []float64
	ourTime := 0.0
	for range turns {
		var took [2]float64
		for i, one := range []func(){bare, ours} {
			start := nanos()
			inParallel(max(b.N/turns, 1), parallel, one)
			took[i] = nanos() - start
		}
		ratios, ourTime = append(ratios, took[0]/took[1]), ourTime+took[1]
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[turns/2], "of-bare")
	b.ReportMetric(float64(b.N)/ourTime*1e9, "pages/s")
	b.SetBytes(int64(len(benchPage)))
}

func nanos() float64 { return float64(time.Since(benchStart)) }

var benchStart = time.Now()
