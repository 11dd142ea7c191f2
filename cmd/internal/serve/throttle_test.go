package serve

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestThousandsOfWrongTokens: however many come, who shares their address waits a quarter of
// a minute and no longer.
func TestThousandsOfWrongTokens(t *testing.T) {
	var tokens throttle
	r, now := httptest.NewRequest("GET", "/", nil), time.Unix(1_800_000_000, 0)
	for range 5000 {
		tokens.wrong(r, now)
	}
	if left := tokens.left(r, now); left <= 0 || left > wrongPause {
		t.Errorf("wait %s", left)
	}
	if left := tokens.left(r, now.Add(wrongPause)); left > 0 {
		t.Errorf("and %s more after that", left)
	}
}

// TestWrongTokensBehindAnotherServer: who tries wrong tokens through the web server that
// stands before this one holds up himself and no other reader; with addresses that he made
// up he is held up with all, and not for long.
func TestWrongTokensBehindAnotherServer(t *testing.T) {
	tokens := throttle{behind: func(*http.Request) bool { return true }}
	now := time.Unix(1_800_000_000, 0)
	from := func(client string) *http.Request {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("X-Forwarded-For", client)
		return r
	}
	for range 50 {
		tokens.wrong(from("198.51.100.7"), now)
	}
	if tokens.left(from("198.51.100.7"), now) <= 0 {
		t.Error("he need not wait")
	}
	if tokens.left(from("203.0.113.9, 198.51.100.7"), now) <= 0 {
		t.Error("he need not wait once he names another before himself")
	}
	if left := tokens.left(from("198.51.100.8"), now); left > 0 {
		t.Errorf("another reader waits %s", left)
	}
	for i := range 5000 {
		tokens.wrong(from(fmt.Sprintf("10.0.%d.%d", i/256, i%256)), now)
	}
	if left := tokens.left(from("198.51.100.8"), now); left <= 0 || left > behindPause {
		t.Errorf("while addresses are made up all wait %s", left)
	}
	direct := throttle{}
	for i := range 50 {
		direct.wrong(from(fmt.Sprintf("10.0.0.%d", i)), now)
	}
	if direct.left(from("198.51.100.8"), now) <= 0 {
		t.Error("the header of a reader who comes by himself is believed")
	}
}
