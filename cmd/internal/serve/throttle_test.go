package serve

import (
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
