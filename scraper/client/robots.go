package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// The bounds of RFC 9309 §2.3.1.2, §2.4 and §2.5.
const (
	robotsMax  = 500 << 10
	robotsAge  = 24 * time.Hour
	robotsHops = 5
	agentToken = "onrecord"
)

// robots asks each site's robots.txt once a day.
type robots struct {
	f     *Client
	mu    sync.Mutex
	sites map[string]*siteRules
	// held is how many bytes the rules of all have.
	held int
}

// Bounds on what is remembered of robots.txt at a time: sites, and bytes of their rules.
// Those that were asked first are forgotten first.
const (
	sitesMost = 10_000
	rulesMost = 16 << 20
)

// forget drops what is remembered beyond the bounds; the caller holds the lock.
func (r *robots) forget() {
	for len(r.sites) > sitesMost || r.held > rulesMost {
		oldest := ""
		for key, s := range r.sites {
			if oldest == "" || s.at.Before(r.sites[oldest].at) {
				oldest = key
			}
		}
		r.held -= r.sites[oldest].size
		delete(r.sites, oldest)
	}
}

type siteRules struct {
	once  sync.Once
	at    time.Time
	rules rules
	size  int
	// closed is why the site is closed; nil where rules decide.
	closed error
}

func newRobots(f *Client) *robots { return &robots{f: f, sites: map[string]*siteRules{}} }

// errDisallowed is the rules' own word.
var errDisallowed = scraper.Because(store.CauseRobots, errors.New("robots.txt forbids this address"))

// decide is "allowed", "disallowed" or "unavailable" for an address, or "none" where we
// refuse ourselves to ask it; and why it is not to be asked.
func (r *robots) decide(ctx context.Context, u *url.URL) (decision string, err error) {
	key := u.Scheme + "://" + u.Host
	r.mu.Lock()
	s := r.sites[key]
	if s == nil || time.Since(s.at) > robotsAge || s.closed != nil && time.Since(s.at) > 10*time.Minute {
		if s != nil {
			r.held -= s.size
		}
		s = &siteRules{at: time.Now()}
		r.sites[key] = s
	}
	r.mu.Unlock()
	s.once.Do(func() {
		s.rules, s.closed = r.ask(ctx, key)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.sites[key] == s {
			s.size = s.rules.size()
			r.held += s.size
			r.forget()
		}
	})
	switch {
	case refusal(s.closed) != nil:
		return "none", s.closed
	case s.closed != nil:
		return "unavailable", s.closed
	case !s.rules.allows(u):
		return "disallowed", errDisallowed
	}
	return "allowed", nil
}

// unread is why a site is closed whose robots.txt cannot be read. Our own refusal to ask
// the site stands as it is: it is none of robots.txt's.
func (r *robots) unread(err error) error {
	if own := refusal(err); own != nil {
		return own
	}
	why := explainError(err, r.f.opts.Timeout)
	cause := scraper.CauseOf(err)
	if cause.Network() || cause == store.CauseNoConnection || cause == store.CauseTLS {
		return scraper.Because(cause, fmt.Errorf("the host cannot be reached, not even for its robots.txt: %s", why))
	}
	if cause == store.CauseUnknown {
		cause = store.CauseNoRobots
	}
	return scraper.Because(cause, fmt.Errorf("robots.txt could not be read (%s), which forbids the site for now (RFC 9309)", why))
}

// ask fetches robots.txt: 4xx allows all, 5xx and no answer forbid all.
func (r *robots) ask(ctx context.Context, key string) (said rules, closed error) {
	ctx, cancel := context.WithTimeout(ctx, min(r.f.opts.Timeout, 30*time.Second))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, key+"/robots.txt", nil)
	if err != nil {
		return rules{}, r.unread(err)
	}
	req.Header.Set("User-Agent", r.f.opts.UserAgent)
	release, err := r.f.limit.ask(ctx, req.URL.Host)
	if err != nil {
		return rules{}, r.unread(err)
	}
	defer release()
	client := http.Client{Transport: r.f.transport, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) > robotsHops {
			return http.ErrUseLastResponse
		}
		_, err := scraper.ParseURL(req.URL.String())
		return err
	}}
	res, err := client.Do(req)
	if err != nil {
		return rules{}, r.unread(err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusTooManyRequests {
		r.f.limit.heed(req.URL.Host, res)
	}
	switch {
	case res.StatusCode >= 500:
		return rules{}, r.unread(fmt.Errorf("HTTP status %d", res.StatusCode))
	case res.StatusCode >= 300:
		return rules{}, nil
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, robotsMax))
	if err != nil {
		return rules{}, r.unread(err)
	}
	said = readRules(body, agentToken)
	r.f.limit.slow(req.URL.Host, said.delay)
	return said, nil
}
