package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// errRefused marks an address that is not dialled.
var errRefused = errors.New("refused")

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
			return fmt.Errorf("%w: only web ports are asked, not that of %s; --allow-private lets any be", errRefused, address)
		case err != nil:
			return fmt.Errorf("%w: %s is not a public address; --allow-private lets it be asked", errRefused, address)
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
