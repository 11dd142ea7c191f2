package scraper

import (
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
var errRefused = errors.New("refused: the address is not a public one")

// blockedNets are the special-purpose ranges (IANA registries, RFC 6890 and its
// successors) that a public site never has.
var blockedNets = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
	"2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// checkDial refuses an address at the last moment, when the name is resolved.
func checkDial(address string, ports []int) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, errRefused)
	}
	addr := ap.Addr().WithZone("")
	for _, p := range blockedNets {
		if p.Contains(addr) {
			return fmt.Errorf("%s: %w", addr, errRefused)
		}
	}
	if !slices.Contains([]int{80, 443, 8080, 8443}, int(ap.Port())) && !slices.Contains(ports, int(ap.Port())) {
		return fmt.Errorf("port %d: refused, only web ports are asked", ap.Port())
	}
	return nil
}

// newTransport asks the network directly: no proxy, no transparent decoding,
// every address checked as it is dialled.
func newTransport(o Options) http.RoundTripper {
	d := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	if !o.AllowPrivate {
		d.Control = func(_, address string, _ syscall.RawConn) error { return checkDial(address, o.AllowPorts) }
	}
	return &http.Transport{
		DialContext: d.DialContext, DisableCompression: true, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: 1 << 20, TLSHandshakeTimeout: 15 * time.Second, ResponseHeaderTimeout: 45 * time.Second,
		MaxIdleConnsPerHost: 1, MaxConnsPerHost: 2, IdleConnTimeout: 30 * time.Second,
	}
}
