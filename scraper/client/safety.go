package client

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"onrecord/store"
)

// refusedError is our own refusal: an address that is not dialled.
type refusedError struct{ why string }

func (e *refusedError) Error() string    { return "refused: " + e.why }
func (*refusedError) Cause() store.Cause { return store.CauseNotAsked }

// refusal is our own refusal inside an error, nil where there is none.
func refusal(err error) *refusedError {
	var r *refusedError
	errors.As(err, &r)
	return r
}

// webPorts are the ports that are asked.
var webPorts = []int{80, 443, 8080, 8443}

// guard refuses an address at the last moment, when its name is resolved: what is
// not public by the IANA registries of special-purpose addresses, and ports that
// are none of the web's.
func guard(ports []int, public []netip.Prefix) func(network, address string, c syscall.RawConn) error {
	allowed := make([]uint16, 0, len(webPorts)+len(ports))
	for _, p := range append(slices.Clone(webPorts), ports...) {
		allowed = append(allowed, uint16(p)) // a port that is none refuses all the same
	}
	g := ssrf.New(ssrf.WithPorts(allowed...), ssrf.WithAllowedV4Prefixes(public...))
	return func(network, address string, c syscall.RawConn) error {
		switch err := g.Safe(network, address, c); {
		case errors.Is(err, ssrf.ErrProhibitedPort):
			return &refusedError{"only web ports are asked, not that of " + address + "; --allow-private lets any be"}
		case err != nil:
			return &refusedError{address + " is not a public address; --allow-private lets it be asked"}
		}
		return nil
	}
}

// newTransport asks the network directly: no proxy, no transparent decoding,
// every address checked as it is dialled.
func newTransport(o Options) http.RoundTripper {
	return &http.Transport{
		DialContext: NewDialer(o), DisableCompression: true, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: 1 << 20, TLSHandshakeTimeout: 15 * time.Second, ResponseHeaderTimeout: 45 * time.Second,
		MaxIdleConnsPerHost: o.PerHost, MaxConnsPerHost: o.PerHost + 1, IdleConnTimeout: 30 * time.Second,
	}
}

// NewDialer dials what the options allow, checking each address as it is dialled.
func NewDialer(o Options) func(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second, Resolver: o.resolver}
	if !o.AllowPrivate {
		d.Control = guard(o.AllowPorts, o.public)
	}
	return d.DialContext
}
