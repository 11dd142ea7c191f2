package scraper

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxRetryAfter caps how long a host can ask to be left alone.
const maxRetryAfter = 24 * time.Hour

// limiter lets one request at a time go to a host, with a pause between two,
// and remembers hosts that asked to be left alone.
type limiter struct {
	delay time.Duration
	mu    sync.Mutex
	hosts map[string]*hostState
}

type hostState struct {
	turn    chan struct{}
	last    time.Time
	blocked time.Time
	strikes int
}

func newLimiter(delay time.Duration) *limiter {
	return &limiter{delay: delay, hosts: map[string]*hostState{}}
}

func (l *limiter) host(name string) *hostState {
	l.mu.Lock()
	defer l.mu.Unlock()
	name = strings.ToLower(name)
	h := l.hosts[name]
	if h == nil {
		h = &hostState{turn: make(chan struct{}, 1)}
		l.hosts[name] = h
	}
	return h
}

// wait takes the host's turn; the caller gives it back.
func (l *limiter) wait(ctx context.Context, name string) (func(), error) {
	h := l.host(name)
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	release := func() {
		h.last = time.Now()
		<-h.turn
	}
	if pause := l.delay - time.Since(h.last); pause > 0 && !h.last.IsZero() {
		t := time.NewTimer(pause)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
	}
	return release, nil
}

// heed reads what a host says about its load: Retry-After with 429 and 503
// (RFC 9110 §10.2.3), and backs off by itself where it says nothing.
func (l *limiter) heed(name string, res *http.Response) {
	h := l.host(name)
	l.mu.Lock()
	defer l.mu.Unlock()
	if res.StatusCode != http.StatusTooManyRequests && res.StatusCode != http.StatusServiceUnavailable {
		h.strikes = 0
		return
	}
	h.strikes++
	now := time.Now()
	pause, ok := retryAfter(res.Header.Get("Retry-After"), now)
	if !ok {
		if res.StatusCode == http.StatusServiceUnavailable {
			return
		}
		pause = time.Minute << min(h.strikes-1, 6)
	}
	h.blocked = now.Add(min(pause, maxRetryAfter))
}

// retryAfter reads seconds or a date; a date in the past is no pause.
func retryAfter(v string, now time.Time) (time.Duration, bool) {
	v = strings.TrimSpace(v)
	if n, err := strconv.ParseUint(v, 10, 63); err == nil {
		if n > uint64(maxRetryAfter/time.Second) {
			return maxRetryAfter, true
		}
		return time.Duration(n) * time.Second, true
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(t.Sub(now), 0), true
	}
	return 0, false
}

// blockedUntil is when a host may be asked again, zero for now.
func (l *limiter) blockedUntil(name string) time.Time {
	h := l.host(name)
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Now().After(h.blocked) {
		return time.Time{}
	}
	return h.blocked
}
