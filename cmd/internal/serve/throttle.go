package serve

import (
	"net"
	"net/http"
	"net/netip"
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

// throttle counts wrong tokens by the address that they come from.
type throttle struct {
	mu sync.Mutex
	// until is when all the wrong tokens of an address are forgiven.
	until map[netip.Prefix]time.Time
}

// left is how long an address must wait before it may try another token.
func (t *throttle) left(r *http.Request, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	until, known := t.until[addressOf(r)]
	if !known && len(t.until) >= mostAddresses {
		until, known = t.until[netip.Prefix{}] // all further ones share one
	}
	if !known || until.Before(now) {
		return 0
	}
	return until.Sub(now) - (mostWrong-1)*wrongPause
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
		t.until = map[netip.Prefix]time.Time{}
	}
	at := addressOf(r)
	if len(t.until) >= mostAddresses {
		for a, until := range t.until {
			if until.Before(now) {
				delete(t.until, a)
			}
		}
		if len(t.until) >= mostAddresses {
			at = netip.Prefix{} // all further ones share one
		}
	}
	from := t.until[at]
	if from.Before(now) {
		from = now
	}
	t.until[at] = from.Add(wrongPause)
}

// addressOf is who asks: an IPv4 address, or the /64 that one household or machine has of
// IPv6. Behind another web server all are one.
func addressOf(r *http.Request) netip.Prefix {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
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
