package client

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// TestFault16And78ADrippingHostIsLeftAlone: bodies that do not end in time count as failures,
// though their heads come at once.
func TestFault16And78ADrippingHostIsLeftAlone(t *testing.T) {
	f, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, ".")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	}, Options{Timeout: 50 * time.Millisecond})
	for range failuresMost {
		if c, _ := fetch(t, f, base+"/a"); c.Outcome != store.OutcomeFailed {
			t.Fatalf("%s %q", c.Outcome, c.Error)
		}
	}
	if c, _ := fetch(t, f, base+"/a"); c.Outcome != store.OutcomeBlocked || !strings.Contains(c.Error, "left alone until") {
		t.Errorf("%s %q", c.Outcome, c.Error)
	}
}

// slowHeads answers each request after a time.
type slowHeads time.Duration

func (s slowHeads) RoundTrip(req *http.Request) (*http.Response, error) {
	select {
	case <-time.After(time.Duration(s)):
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("ok")), Request: req}, nil
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
}

// TestWaitingForOthersIsNoHostsFault: a request that waits until it is its turn among those of
// other hosts has all of its time then, and one that takes longer than that still fails.
func TestWaitingForOthersIsNoHostsFault(t *testing.T) {
	for each, want := range map[time.Duration]store.Outcome{900 * time.Millisecond: store.OutcomeOK, 1100 * time.Millisecond: store.OutcomeFailed} {
		synctest.Test(t, func(t *testing.T) {
			f, err := New(Options{Transport: slowHeads(each), Parallel: 1, Timeout: time.Second})
			if err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			for n := range 20 {
				all.Go(func() {
					c, _ := f.Fetch(t.Context(), scraper.Request{URL: fmt.Sprintf("https://h%d.example/a", n), API: true})
					if c.Outcome != want {
						t.Errorf("%s: %s %q", each, c.Outcome, c.Error)
					}
				})
			}
			all.Wait()
		})
	}
}
