package client

import (
	"net/http"
	"testing"
	"time"

	"onrecord/store"
)

// answers gives a limiter answers at times of its own clock.
func answers(t *testing.T) (*limiter, *time.Time, map[string]store.Host) {
	t.Helper()
	now := time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC)
	l := newLimiter(0)
	l.now = func() time.Time { return now }
	kept := map[string]store.Host{}
	l.remember = func(h store.Host) { kept[h.Name] = h }
	return l, &now, kept
}

func answer(status int, retry string) *http.Response {
	h := http.Header{}
	if retry != "" {
		h.Set("Retry-After", retry)
	}
	return &http.Response{StatusCode: status, Header: h}
}

// TestFault47: Retry-After in seconds, as a date, in the past, of a year, and none.
func TestFault47(t *testing.T) {
	for _, c := range []struct {
		status   int
		retry    string
		min, max time.Duration
	}{
		{429, "120", 2 * time.Minute, 2 * time.Minute},
		{503, "120", 2 * time.Minute, 2 * time.Minute},
		{429, "Sun, 29 Mar 2026 01:30:00 GMT", time.Hour, time.Hour},
		{429, "Sun, 29 Mar 2020 01:30:00 GMT", 0, 0},
		{429, "31536000", maxRetryAfter, maxRetryAfter},
		{429, "Mon, 29 Mar 2027 00:30:00 GMT", maxRetryAfter, maxRetryAfter},
		{429, "99999999999999999999", time.Minute, 75 * time.Second},
		{429, "", time.Minute, 75 * time.Second},
		{429, "soon", time.Minute, 75 * time.Second},
		{200, "120", 0, 0},
	} {
		l, now, kept := answers(t)
		l.heed("Example.ORG", answer(c.status, c.retry))
		until := l.blockedUntil("example.org")
		got := max(until.Sub(*now), 0)
		if until.IsZero() {
			got = 0
		}
		if got < c.min || got > c.max {
			t.Errorf("%d Retry-After %q: left alone for %s, want %s to %s", c.status, c.retry, got, c.min, c.max)
		}
		again := newLimiter(0)
		again.now = l.now
		again.recall([]store.Host{kept["example.org"]})
		if c.min > 0 && !again.blockedUntil("example.org").Equal(until) {
			t.Errorf("%d Retry-After %q: forgotten after a restart", c.status, c.retry)
		}
	}
}

// TestBreaker: a host that fails time after time is left alone, longer each time,
// and asked again at once when it answers.
func TestBreaker(t *testing.T) {
	l, now, kept := answers(t)
	last := time.Duration(0)
	for i := range 12 {
		l.failed("dead.example", store.CauseNoConnection, "no answer")
		pause := l.blockedUntil("dead.example").Sub(*now)
		switch {
		case i < failuresMost-1 && !l.blockedUntil("dead.example").IsZero():
			t.Errorf("left alone after %d failures", i+1)
		case i >= failuresMost-1 && (pause < firstBreak || pause > longestBreak+longestBreak/4):
			t.Errorf("after %d failures left alone for %s", i+1, pause)
		case i >= failuresMost && pause < last && last < longestBreak:
			t.Errorf("after %d failures left alone for %s, less than %s", i+1, pause, last)
		}
		last = pause
	}
	if h := kept["dead.example"]; h.Why != "no answer" || h.Cause != store.CauseNoConnection {
		t.Errorf("%+v", kept)
	}
	l.heed("dead.example", answer(200, ""))
	if !l.blockedUntil("dead.example").IsZero() || kept["dead.example"].Strikes != 0 {
		t.Error("still left alone after an answer")
	}
	for i := range failuresMost {
		l.heed("ill.example", answer(502, ""))
		if open := !l.blockedUntil("ill.example").IsZero(); open != (i == failuresMost-1) {
			t.Errorf("after %d answers of 502 left alone: %v", i+1, open)
		}
	}
}

// blockedUntil is when a host may be asked again, zero for now.
func (l *limiter) blockedUntil(name string) time.Time {
	if left := l.leftAlone(name); left != nil {
		return left.until
	}
	return time.Time{}
}
