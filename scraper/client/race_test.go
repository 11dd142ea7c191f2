package client

import (
	"net/http"
	"net/url"
	"sync"
	"testing"
)

// TestLeftAloneWhileAsked: one look reads why a host is left alone while another is
// refused by it; the race detector watches.
func TestLeftAloneWhileAsked(t *testing.T) {
	c, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	u := &url.URL{Scheme: "https", Host: "busy.example"}
	refusal := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"60"}}}
	c.limit.heed(u.Host, refusal)
	var both sync.WaitGroup
	both.Go(func() {
		for range 100 {
			c.limit.heed(u.Host, refusal)
		}
	})
	for range 100 {
		if err := c.leftAlone(u); err == nil {
			t.Error("a host that refused is asked again")
		}
	}
	both.Wait()
}
