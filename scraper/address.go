package scraper

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// CheckURL says what is wrong with an address before anything is fetched.
func CheckURL(raw string) error {
	_, err := ParseURL(raw)
	return err
}

// ParseURL takes http and https addresses with a plain host only.
func ParseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is not a web address; give one that begins with https://", Clip(raw))
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q: only http and https addresses are fetched", Clip(raw))
	}
	if u.User != nil {
		return nil, fmt.Errorf("%q: an address with a user name or password is not fetched", Clip(u.Redacted()))
	}
	if looksNumeric(u.Hostname()) {
		return nil, fmt.Errorf("%q: write the IP address as four decimal numbers, or give a name", Clip(raw))
	}
	return u, nil
}

// Clip is a text as messages show it, 200 bytes at most.
func Clip(s string) string {
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
