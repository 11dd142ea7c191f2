package scraper_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// monthEnv sets how many sources the simulated month has, of twenty posts each;
// 5000 is the whole exercise, which takes an hour or so.
const monthEnv = "ONRECORD_MONTH_SOURCES"

// sim is a platform that exists in the test only: hosts with accounts, whose posts
// are published, edited and deleted by a script, and with outages.
type sim struct {
	start time.Time
	hosts int
	posts map[string]*simPost // by path on its host
	pages map[string][]*simPost

	mu sync.Mutex
	// asked are the times of a host's requests.
	asked map[string][]time.Time
}

type simPost struct {
	host, path string
	// states are what the post says from a time on; "" is gone.
	states []simState
	// seen are the looks that were answered, in order.
	seen []simLook
}

type simState struct {
	from time.Time
	text string
}

type simLook struct {
	at   time.Time
	text string
	// mass says that all of the host's posts were missing.
	mass bool
}

func (p *simPost) at(t time.Time) (string, bool) {
	text, there := "", false
	for _, s := range p.states {
		if !s.from.After(t) {
			text, there = s.text, true
		}
	}
	return text, there
}

func newSim(start time.Time, sources int) *sim {
	s := &sim{start: start, hosts: max(sources/50, 2), posts: map[string]*simPost{}, pages: map[string][]*simPost{}, asked: map[string][]time.Time{}}
	rnd := rand.New(rand.NewSource(1))
	for i := range sources {
		host := fmt.Sprintf("h%d.example", i%s.hosts)
		for j := range 20 {
			p := &simPost{host: host, path: fmt.Sprintf("/a%d/p%d", i, j)}
			at := start.Add(time.Duration(rnd.Int63n(int64(20 * 24 * time.Hour))))
			p.states = append(p.states, simState{at, fmt.Sprintf("words of post %d of account %d", j, i)})
			for n := rnd.Intn(3); n > 0; n-- {
				at = at.Add(time.Duration(rnd.Int63n(int64(48 * time.Hour))))
				p.states = append(p.states, simState{at, fmt.Sprintf("words %d of post %d of account %d", n, j, i)})
			}
			if rnd.Intn(5) == 0 {
				p.states = append(p.states, simState{at.Add(time.Duration(rnd.Int63n(int64(96 * time.Hour)))), ""})
			}
			s.posts[host+p.path] = p
			key := host + fmt.Sprintf("/a%d", i)
			s.pages[key] = append(s.pages[key], p)
		}
	}
	return s
}

// outage is what a host suffers at a time: "" for nothing, "down", "busy", "wall",
// or "mass" where all posts are missing.
func (s *sim) outage(host string, t time.Time) string {
	day := int(t.Sub(s.start).Hours() / 24)
	n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(host, "h"), ".example"))
	if h := t.Hour(); (day+n)%4 != 0 || h < 9 || h > 11 {
		return ""
	}
	return []string{"down", "busy", "wall", "mass"}[(day/4+n)%4]
}

// RoundTrip answers for all hosts.
func (s *sim) RoundTrip(req *http.Request) (*http.Response, error) {
	now := time.Now()
	host := req.URL.Host
	s.mu.Lock()
	defer s.mu.Unlock()
	if req.URL.Path == "/robots.txt" {
		return reply(req, 404, ""), nil
	}
	s.asked[host] = append(s.asked[host], now)
	outage := s.outage(host, now)
	switch outage {
	case "down":
		return nil, errors.New("connection refused")
	case "busy":
		r := reply(req, 429, "")
		r.Header.Set("Retry-After", "600")
		return r, nil
	case "wall":
		return reply(req, 200, `{"wall":true}`), nil
	}
	if p := s.posts[host+req.URL.Path]; p != nil {
		text, there := p.at(now)
		if !there || outage == "mass" {
			text = ""
		}
		p.seen = append(p.seen, simLook{now, text, outage == "mass"})
		if text == "" {
			return reply(req, 404, `{"gone":true}`), nil
		}
		b, _ := json.Marshal(map[string]string{"text": text})
		return reply(req, 200, string(b)), nil
	}
	var links []string
	for _, p := range s.pages[host+req.URL.Path] {
		if text, there := p.at(now); there && text != "" && now.Sub(p.states[0].from) < 48*time.Hour {
			links = append(links, p.path)
		}
	}
	b, _ := json.Marshal(map[string][]string{"links": links})
	return reply(req, 200, string(b)), nil
}

func reply(req *http.Request, status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: req, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
}

// TestSimulatedMonth lives through a month: every edit and deletion that a look
// could see is caught, none is invented, and no host is asked more than its budget.
func TestSimulatedMonth(t *testing.T) {
	sources := 30
	if s := os.Getenv(monthEnv); s != "" {
		var err error
		if sources, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) { simulate(t, sources) })
}

func simulate(t *testing.T, sources int) {
	web := newSim(time.Now(), sources)
	st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	f, err := client.New(client.Options{Delay: time.Second, Transport: web})
	if err != nil {
		t.Fatal(err)
	}
	c := &scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(scraper.SimAdapter{}), Store: scraper.ArchiveOf(st)}
	for key := range web.pages {
		if _, err := st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "sim", URL: "https://" + key, Cadence: time.Hour, NextDue: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	passes, held := 0, 0
	for end := time.Now().Add(30 * 24 * time.Hour); time.Now().Before(end); passes++ {
		run, err := c.Pass(t.Context(), "test")
		if err != nil {
			t.Fatal(err)
		}
		held += run.Held
		next, err := st.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(max(time.Until(next), 5*time.Minute))
	}
	t.Logf("%d passes, %d deletions held", passes, held)
	web.check(t, st)
}

// check holds the archive against what the looks were answered.
func (s *sim) check(t *testing.T, st *sqlite.DB) {
	edits, gone, invented := 0, 0, 0
	for key, p := range s.posts {
		doc, err := st.Document(t.Context(), store.DocumentID("sim:"+key))
		if errors.Is(err, store.ErrNotFound) {
			if len(p.seen) > 0 && p.seen[0].text != "" {
				t.Errorf("%s was looked at and is not there", key)
			}
			continue
		}
		vs, err := st.Versions(context.Background(), doc.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := p.shown()
		for i := range max(len(want), len(vs)) {
			if i >= len(want) || i >= len(vs) || vs[i].Text != want[i] {
				t.Errorf("%s: version %d of %d is not what was shown (%v)", key, i+1, len(vs), want)
				break
			}
		}
		edits += len(vs) - 1
		switch {
		case doc.Gone():
			gone++
			if last := p.states[len(p.states)-1]; last.text != "" {
				invented++
				t.Errorf("%s is said to be gone: %+v", key, p.seen[max(len(p.seen)-4, 0):])
			}
		case p.missedTwice():
			t.Errorf("%s was missing at two looks and is not gone: %+v", key, p.seen[max(len(p.seen)-4, 0):])
		}
	}
	if edits == 0 || gone == 0 {
		t.Error("nothing happened")
	}
	t.Logf("%d edits and %d deletions caught, %d invented", edits, gone, invented)
	for host, times := range s.asked {
		for i := 60; i < len(times); i++ {
			if times[i].Sub(times[i-60]) < 59*time.Second {
				t.Fatalf("%s was asked 60 times in %s", host, times[i].Sub(times[i-60]))
			}
		}
	}
}

// shown are the texts that looks were shown, in order, without repeats.
func (p *simPost) shown() []string {
	var out []string
	for _, l := range p.seen {
		if l.text != "" && (len(out) == 0 || out[len(out)-1] != l.text) {
			out = append(out, l.text)
		}
	}
	return out
}

// missedTwice reports whether the last looks found the post gone, far enough
// apart, while its host was well.
func (p *simPost) missedTwice() bool {
	n := len(p.seen)
	if n < 3 {
		return false
	}
	for _, l := range p.seen[n-3:] {
		if l.text != "" || l.mass {
			return false
		}
	}
	return p.seen[n-1].at.Sub(p.seen[n-3].at) > 10*time.Minute
}
