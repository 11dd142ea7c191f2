package client

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// maxRetryAfter caps how long a host can ask to be left alone.
const maxRetryAfter = 24 * time.Hour

// A circuit breaker: after failuresMost failures in a row a host is left alone,
// longer each time, so that a dead one costs no run its time.
const (
	failuresMost = 5
	firstBreak   = 5 * time.Minute
	longestBreak = 6 * time.Hour
)

// limiter lets one request at a time go to a host, with a pause between two,
// and remembers hosts that asked to be left alone.
type limiter struct {
	delay time.Duration
	now   func() time.Time
	// perHost is how many requests go to one host at a time, pace a longer pause
	// for some.
	perHost int
	pace    map[string]time.Duration
	// remember is told when a host's state changes; it may be nil.
	remember func(store.Host)
	// turns is where several processes ask, nil where this one is alone.
	turns Turns
	mu    sync.Mutex
	hosts map[string]*hostState
}

// recall takes in what was remembered from before.
func (l *limiter) recall(hosts []store.Host) {
	for _, h := range hosts {
		s := l.host(h.Name)
		s.blocked, s.strikes, s.why, s.cause, s.last = h.BlockedUntil, h.Strikes, h.Why, h.Cause, h.AskedAt
	}
}

type hostState struct {
	why     string
	cause   store.Cause
	turn    chan struct{}
	last    time.Time
	blocked time.Time
	strikes int
	// crawl is the pause that the host's robots.txt asks for.
	crawl time.Duration
}

func newLimiter(delay time.Duration) *limiter {
	return &limiter{delay: delay, now: time.Now, hosts: map[string]*hostState{}}
}

func (l *limiter) host(name string) *hostState {
	l.mu.Lock()
	defer l.mu.Unlock()
	name = strings.ToLower(name)
	h := l.hosts[name]
	if h == nil {
		h = &hostState{turn: make(chan struct{}, max(l.perHost, 1))}
		l.hosts[name] = h
	}
	return h
}

// maxCrawlDelay caps the pause that a robots.txt can ask for.
const maxCrawlDelay = 30 * time.Second

// slow takes in the pause that a host's robots.txt asks for (Crawl-delay, which is
// no part of RFC 9309 and widely used).
func (l *limiter) slow(name string, pause time.Duration) {
	h := l.host(name)
	l.mu.Lock()
	h.crawl = min(max(pause, 0), maxCrawlDelay)
	l.mu.Unlock()
}

// hold takes the host's turn without a pause before; the caller gives it back.
func (l *limiter) hold(ctx context.Context, name string) (func(), error) {
	h := l.host(name)
	select {
	case h.turn <- struct{}{}:
		return func() { <-h.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ask takes the host's turn for its robots.txt, without a pause before where nobody else
// may be asking; the caller gives it back.
func (l *limiter) ask(ctx context.Context, name string) (func(), error) {
	if l.turns != nil {
		return l.wait(ctx, name)
	}
	return l.hold(ctx, name)
}

// wait takes the host's turn; the caller gives it back.
func (l *limiter) wait(ctx context.Context, name string) (func(), error) {
	h := l.host(name)
	release, err := l.hold(ctx, name)
	if err != nil {
		return nil, err
	}
	if l.turns != nil {
		return l.among(ctx, name, release)
	}
	if err := l.pause(ctx, name, h); err != nil {
		release()
		return nil, err
	}
	return func() {
		l.asked(name)
		release()
	}, nil
}

// pause waits until the host may be asked again.
func (l *limiter) pause(ctx context.Context, name string, h *hostState) error {
	l.mu.Lock()
	last, delay := h.last, l.between(name, h)
	l.mu.Unlock()
	// A pause longer than the delay is a clock that jumped.
	pause := min(delay-l.now().Sub(last), delay)
	if last.IsZero() || pause <= 0 {
		return nil
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// between is the pause between two requests to a host.
func (l *limiter) between(name string, h *hostState) time.Duration {
	return max(l.delay, l.pace[strings.ToLower(name)], h.crawl)
}

// asked notes when a host was asked last.
func (l *limiter) asked(name string) {
	h := l.host(name)
	l.mu.Lock()
	h.last = l.now()
	is := h.remembered(name)
	l.mu.Unlock()
	if l.remember != nil && l.pace[strings.ToLower(name)] > 0 {
		l.remember(is)
	}
}

func (h *hostState) remembered(name string) store.Host {
	return store.Host{Name: strings.ToLower(name), BlockedUntil: h.blocked, Strikes: h.strikes, Why: h.why, Cause: h.cause, AskedAt: h.last}
}

// heed reads what a host says about its load: Retry-After with 429 and 503
// (RFC 9110 §10.2.3), and backs off by itself where it says nothing.
func (l *limiter) heed(name string, res *http.Response) {
	switch {
	case res.Header.Get("Memento-Datetime") != "": // an archive's answer well given; the status is of then (RFC 7089 §2.1.1)
		l.answered(name)
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable && res.Header.Get("Retry-After") != "":
		l.refused(name, res)
	case res.StatusCode >= 500:
		l.failed(name, store.CauseServer, "HTTP status "+strconv.Itoa(res.StatusCode))
	default:
		l.answered(name)
	}
}

// refused takes a host's wish to be left alone.
func (l *limiter) refused(name string, res *http.Response) {
	l.change(name, func(h *hostState, now time.Time) {
		h.strikes++
		pause, ok := retryAfter(res.Header.Get("Retry-After"), now)
		if !ok {
			pause = spread(l.firstPause(name)<<min(h.strikes-1, 6), name)
		}
		h.blocked = now.Add(min(pause, maxRetryAfter))
		h.cause, h.why = store.CauseRate, "it asked to be left alone (HTTP status "+strconv.Itoa(res.StatusCode)+")"
	})
}

// firstPause is how long a host is left alone that asks for it and does not say how
// long. Those that ask for a longer pause at any time block for an hour who goes on.
func (l *limiter) firstPause(name string) time.Duration {
	if l.pace[strings.ToLower(name)] > 0 {
		return time.Hour
	}
	return time.Minute
}

// failed counts a failure; some in a row open the circuit.
func (l *limiter) failed(name string, cause store.Cause, why string) {
	l.change(name, func(h *hostState, now time.Time) {
		h.strikes++
		h.cause, h.why = cause, why
		if h.strikes >= failuresMost {
			h.blocked = now.Add(spread(min(firstBreak<<min(h.strikes-failuresMost, 10), longestBreak), name))
		}
	})
}

// answered forgets all strikes.
func (l *limiter) answered(name string) {
	l.change(name, func(h *hostState, _ time.Time) {
		h.strikes, h.cause, h.why, h.blocked = 0, store.CauseNone, "", time.Time{}
	})
}

// change changes a host's state and has it remembered where it differs.
func (l *limiter) change(name string, f func(*hostState, time.Time)) {
	h := l.host(name)
	l.mu.Lock()
	was := store.Host{BlockedUntil: h.blocked, Strikes: h.strikes}
	f(h, l.now())
	is := h.remembered(name)
	l.mu.Unlock()
	if l.remember != nil && (!was.BlockedUntil.Equal(is.BlockedUntil) || was.Strikes != is.Strikes) {
		l.remember(is)
	}
}

// spread makes a pause up to a quarter longer, by the host's name and the pause,
// so that many who wait do not come back at one moment.
func spread(pause time.Duration, name string) time.Duration {
	return pause + time.Duration(scraper.Share(name+pause.String())*float64(pause)/4)
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

// leftAlone is when a host may be asked again and why not before, nil for now.
func (l *limiter) leftAlone(name string) *leftAloneError {
	h := l.host(name)
	l.mu.Lock()
	defer l.mu.Unlock()
	// Longer than anybody is left alone means that the clock was set back.
	if wait := h.blocked.Sub(l.now()); wait < 0 || wait > maxRetryAfter+maxRetryAfter/4 {
		return nil
	}
	return &leftAloneError{name, h.blocked, h.why, h.cause}
}
