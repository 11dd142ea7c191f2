package desk

import (
	"fmt"
	"regexp"
	"strings"

	"onrecord/scraper"
)

// federated is an account as Mastodon and its kin write it: @name@host.
var federated = regexp.MustCompile(`^@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)$`)

// siteOf is the scheme and host that an address begins with.
var siteOf = regexp.MustCompile(`^(?i:https?)://[^/?#@\\]+(?:[/?#]|$)`)

// CheckAddress says what is wrong with what was given for an address. Of an account
// without its platform it says how to name it.
func CheckAddress(platforms *scraper.Registry, address string) error {
	if name, ok := strings.CutPrefix(address, "@"); ok && name != "" && !strings.ContainsAny(name, "/@ ") {
		return fmt.Errorf("%s may be an account on several platforms: say which, as x.com/%s, bsky.app/profile/%s, truthsocial.com/@%s, t.me/%s or @%s@mastodon.social", address, name, name, name, name, name)
	}
	return platforms.CheckTarget(address)
}

// Address is the web address that people mean who leave out its scheme, or who paste
// what a platform writes in another form, its scheme and host in lower case, as
// browsers write them; anything else is given back as it is.
func Address(platforms *scraper.Registry, raw string) string {
	s := platforms.WebAddress(strings.TrimSpace(raw))
	if m := federated.FindStringSubmatch(s); m != nil {
		return "https://" + m[2] + "/@" + m[1]
	}
	if n := len(siteOf.FindString(s)); n > 0 {
		return strings.ToLower(s[:n]) + s[n:]
	}
	host, _, _ := strings.Cut(s, "/")
	if strings.Contains(host, ":") || strings.ContainsAny(s, " @\t") && !strings.Contains(s, "/@") {
		return s
	}
	if i := strings.LastIndexByte(host, '.'); i < 1 || len(host)-i < 3 {
		return s
	}
	return "https://" + strings.ToLower(host) + s[len(host):]
}
