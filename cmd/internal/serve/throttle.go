package serve

import (
	"maps"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// The bounds on wrong tokens from one address: so many at once, and one more after each
// pause. Who is signed in is not held up.
const (
	mostWrong     = 10
	wrongPause    = 15 * time.Second
	mostAddresses = 4096
)

// The bounds on those from all readers behind one web server, which may pass on addresses
// that nobody has.
const (
	mostBehind  = 400
	behindPause = wrongPause / 60
)

// throttle counts wrong tokens by the address that they come from.
type throttle struct {
	mu sync.Mutex
	// until is when all the wrong tokens of an address are forgiven.
	until map[asker]time.Time
	// behind reports whether a request comes through a web server that stands before this
	// one and says for whom it asks; nil where none does.
	behind func(*http.Request) bool
}

// asker is who wrong tokens are counted of, and how many he has: one reader, or all that
// one web server asks for.
type asker struct {
	at     netip.Prefix
	server bool
}

// bounds are how many wrong tokens an asker has at once, and how long one is held against him.
func (a asker) bounds() (most int, pause time.Duration) {
	if a.server {
		return mostBehind, behindPause
	}
	return mostWrong, wrongPause
}

// askers are of whom a request's token is counted.
func (t *throttle) askers(r *http.Request) []asker {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if t.behind != nil && t.behind(r) {
		said := r.Header.Values("X-Forwarded-For")
		if n := len(said); n > 0 { // the last one is what the server next to us saw
			all := strings.Split(said[n-1], ",")
			if at := addressOf(strings.TrimSpace(all[len(all)-1])); at.IsValid() {
				return []asker{{at: at}, {at: addressOf(host), server: true}}
			}
		}
	}
	return []asker{{at: addressOf(host)}}
}

// left is how long a request's address must wait before it may try another token.
func (t *throttle) left(r *http.Request, now time.Time) (longest time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, a := range t.askers(r) {
		until, known := t.until[a]
		if !known && len(t.until) >= mostAddresses {
			a.at = netip.Prefix{} // all further ones share one
			until, known = t.until[a]
		}
		if known && until.After(now) {
			most, pause := a.bounds()
			longest = max(longest, until.Sub(now)-time.Duration(most-1)*pause)
		}
	}
	return longest
}

// wrong notes a wrong token. What is sent while an address must wait was not looked at, and
// makes nobody wait longer: it may be the right one.
func (t *throttle) wrong(r *http.Request, now time.Time) {
	if t.left(r, now) > 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.until == nil {
		t.until = map[asker]time.Time{}
	}
	for _, a := range t.askers(r) {
		if len(t.until) >= mostAddresses {
			maps.DeleteFunc(t.until, func(_ asker, until time.Time) bool { return until.Before(now) })
		}
		if _, known := t.until[a]; !known && len(t.until) >= mostAddresses {
			a.at = netip.Prefix{} // all further ones share one
		}
		from := t.until[a]
		if from.Before(now) {
			from = now
		}
		_, pause := a.bounds()
		t.until[a] = from.Add(pause)
	}
}

// addressOf is an address as it is counted: one of IPv4, or the /64 that one household or
// machine has of IPv6.
func addressOf(host string) netip.Prefix {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	bits := 32
	if a = a.Unmap().WithZone(""); a.Is6() {
		bits = 64
	}
	p, _ := a.Prefix(bits)
	return p
}
