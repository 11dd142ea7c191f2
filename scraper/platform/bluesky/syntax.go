package bluesky

import (
	"regexp"
	"strings"
	"time"
)

// The syntax of https://atproto.com/specs, as far as regular expressions say it.
var (
	didSyntax      = regexp.MustCompile(`^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$`)
	handleSyntax   = regexp.MustCompile(`^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$`)
	nsidSyntax     = regexp.MustCompile(`^[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+\.[a-zA-Z][a-zA-Z0-9]{0,62}$`)
	rkeySyntax     = regexp.MustCompile(`^[a-zA-Z0-9._:~-]{1,512}$`)
	tidSyntax      = regexp.MustCompile(`^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$`)
	cidSyntax      = regexp.MustCompile(`^[a-zA-Z0-9+=]{1,256}$`)
	datetimeSyntax = regexp.MustCompile(`^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]{1,20})?(Z|[+-][0-2][0-9]:[0-5][0-9])$`)
	langSyntax     = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8}){0,4}$`)
)

func isDID(s string) bool { return len(s) <= 2048 && didSyntax.MatchString(s) }

func isHandle(s string) bool { return len(s) <= 253 && handleSyntax.MatchString(s) }

func isRkey(s string) bool { return s != "." && s != ".." && rkeySyntax.MatchString(s) }

// atURI is an at:// address taken apart.
type atURI struct{ authority, collection, rkey string }

// parseATURI reads an at:// address by its strict syntax; net/url would take a
// DID's colons for a port.
func parseATURI(s string) (atURI, bool) {
	rest, ok := strings.CutPrefix(s, "at://")
	if !ok || len(s) > 8192 {
		return atURI{}, false
	}
	parts := strings.Split(rest, "/")
	u := atURI{authority: parts[0]}
	if !isDID(u.authority) && !isHandle(u.authority) || len(parts) > 3 {
		return atURI{}, false
	}
	if len(parts) > 1 {
		u.collection = parts[1]
		ok = len(u.collection) <= 317 && nsidSyntax.MatchString(u.collection)
	}
	if len(parts) > 2 {
		u.rkey = parts[2]
		ok = ok && isRkey(u.rkey)
	}
	if !ok {
		return atURI{}, false
	}
	return u, true
}

// parsePost reads the at:// address of a post whose author is named by DID.
func parsePost(s string) (atURI, bool) {
	u, ok := parseATURI(s)
	return u, ok && isDID(u.authority) && u.collection == collection && u.rkey != ""
}

// parseTime reads a claimed time; zero where it cannot, or where it lies outside
// the years 1 to 9999.
func parseTime(s string) time.Time {
	if !datetimeSyntax.MatchString(s) || strings.HasSuffix(s, "-00:00") {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return time.Time{}
	}
	return t.UTC()
}

const tidAlphabet = "234567abcdefghijklmnopqrstuvwxyz"

// idTime is the time in a post's key, zero where the key is no TID. The posting
// program chose it. https://atproto.com/specs/tid
func idTime(rkey string) time.Time {
	if !tidSyntax.MatchString(rkey) {
		return time.Time{}
	}
	var n uint64
	for i := range len(rkey) {
		n = n<<5 | uint64(strings.IndexByte(tidAlphabet, rkey[i]))
	}
	return time.UnixMicro(int64(n >> 10)).UTC()
}
