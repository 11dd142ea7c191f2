package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"onrecord/scraper"
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
	// state is "" where rules decide, "unavailable" where the site is closed,
	// for the reason why.
	state, why string
}

func newRobots(f *Client) *robots { return &robots{f: f, sites: map[string]*siteRules{}} }

// decide is "allowed", "disallowed" or "unavailable" for an address, and why it
// is unavailable.
func (r *robots) decide(ctx context.Context, u *url.URL) (decision, why string) {
	key := u.Scheme + "://" + u.Host
	r.mu.Lock()
	s := r.sites[key]
	if s == nil || time.Since(s.at) > robotsAge || s.state != "" && time.Since(s.at) > 10*time.Minute {
		if s != nil {
			r.held -= s.size
		}
		s = &siteRules{at: time.Now()}
		r.sites[key] = s
	}
	r.mu.Unlock()
	s.once.Do(func() {
		s.rules, s.state, s.why = r.ask(ctx, key)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.sites[key] == s {
			s.size = s.rules.size()
			r.held += s.size
			r.forget()
		}
	})
	switch {
	case s.state != "":
		return s.state, s.why
	case !s.rules.allows(u):
		return "disallowed", ""
	}
	return "allowed", ""
}

// ask fetches robots.txt: 4xx allows all, 5xx and no answer forbid all.
func (r *robots) ask(ctx context.Context, key string) (said rules, state, why string) {
	ctx, cancel := context.WithTimeout(ctx, min(r.f.opts.Timeout, 30*time.Second))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, key+"/robots.txt", nil)
	if err != nil {
		return rules{}, "unavailable", err.Error()
	}
	req.Header.Set("User-Agent", r.f.opts.UserAgent)
	release, err := r.f.limit.ask(ctx, req.URL.Host)
	if err != nil {
		return rules{}, "unavailable", explainError(err, r.f.opts.Timeout)
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
		return rules{}, "unavailable", explainError(err, r.f.opts.Timeout)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusTooManyRequests {
		r.f.limit.heed(req.URL.Host, res)
	}
	switch {
	case res.StatusCode >= 500:
		return rules{}, "unavailable", fmt.Sprintf("HTTP status %d", res.StatusCode)
	case res.StatusCode >= 300:
		return rules{}, "", ""
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, robotsMax))
	if err != nil {
		return rules{}, "unavailable", explainError(err, r.f.opts.Timeout)
	}
	said = readRules(body, agentToken)
	r.f.limit.slow(req.URL.Host, said.delay)
	return said, "", ""
}
