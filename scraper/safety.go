package scraper

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// CheckURL says what is wrong with an address before anything is fetched.
func CheckURL(raw string) error {
	_, err := parseURL(raw)
	return err
}

// parseURL takes http and https addresses with a plain host only.
func parseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is no web address; give one that begins with https://", clip(raw))
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q: only http and https addresses are fetched", clip(raw))
	}
	if u.User != nil {
		return nil, fmt.Errorf("%q: an address with a user name or password is not fetched", clip(u.Redacted()))
	}
	if looksNumeric(u.Hostname()) {
		return nil, fmt.Errorf("%q: write the IP address as four decimal numbers, or give a name", clip(raw))
	}
	return u, nil
}

func clip(s string) string {
	if len(s) > 200 {
		return strings.ToValidUTF8(s[:200], "") + "…"
	}
	return s
}

// looksNumeric finds IPv4 addresses written as one number, octal, hexadecimal or
// with parts left out, which some resolvers take.
func looksNumeric(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := labels[len(labels)-1]
	_, err := strconv.ParseUint(last, 0, 64)
	return err == nil || last != "" && strings.Trim(last, "0123456789") == ""
}

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
		allowed = append(allowed, uint16(p)) //nolint:gosec // a port that is none refuses all the same
	}
	g := ssrf.New(ssrf.WithPorts(allowed...), ssrf.WithAllowedV4Prefixes(public...))
	return func(network, address string, c syscall.RawConn) error {
		switch err := g.Safe(network, address, c); {
		case errors.Is(err, ssrf.ErrProhibitedPort):
			return fmt.Errorf("%w: only web ports are asked, not that of %s", errRefused, address)
		case err != nil:
			return fmt.Errorf("%w: %s is not a public address", errRefused, address)
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
