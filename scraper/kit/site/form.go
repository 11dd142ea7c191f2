package site

import (
	"net/url"
	"strings"
)

// formOnly are query parameters that say in which form a page is shown, or who came,
// never which page.
var formOnly = set(`amp output outputtype print printable printview printpage pf display layout mobile device
		ref referrer referer source src via share shared spm campaign cmp cmpid ito sh feature embed embedded social partner
		newsletter nl rss traffic_source intcmp int_cmp icid mod sref smtyp mbid ncid tpcc xid hp guccounter soc_src soc_trk
		fbclid gclid dclid msclkid yclid igshid igsh mc_cid mc_eid ref_src ref_url _ga _gl ocid smid __twitter_impression wt_mc
		xtor at_medium at_campaign`)

func isForm(parameter string) bool {
	name, _, _ := strings.Cut(parameter, "=")
	name = strings.ToLower(name)
	return parameter == "" || formOnly[name] || strings.HasPrefix(name, "utm_")
}

// SamePage reports whether two addresses name one page whatever its form: they differ
// at most in scheme, in a host's "www." or "m.", in a slash at the end, and in
// parameters that choose no page.
func SamePage(a, b *url.URL) bool {
	return stem(a) == stem(b) && path(a) == path(b) && query(a) == query(b)
}

// SameInForm reports whether two addresses differ in form only: as SamePage, or as a
// page and its AMP or print version.
func SameInForm(a, b *url.URL) bool {
	return stem(a) == stem(b) && plain(path(a)) == plain(path(b)) && query(a) == query(b)
}

// path is an address's path without a slash or an index at its end.
func path(u *url.URL) string {
	p := u.EscapedPath()
	if raw, err := url.PathUnescape(p); err == nil && !strings.ContainsAny(raw, "?#") {
		p = raw
	}
	for _, index := range []string{"/index.html", "/index.htm", "/index.php"} {
		p = strings.TrimSuffix(p, index)
	}
	return strings.TrimRight(p, "/")
}

// plain is a path without what makes it one of an AMP or a print version.
func plain(p string) string {
	for _, end := range []string{"/amp", "/print", ".amp"} {
		if rest, ok := strings.CutSuffix(p, end); ok && rest != "" {
			return rest
		}
	}
	if rest, ok := strings.CutSuffix(p, ".amp.html"); ok {
		return rest + ".html"
	}
	for _, begin := range []string{"/amp/", "/print/"} {
		if rest, ok := strings.CutPrefix(p, begin); ok {
			return "/" + rest
		}
	}
	return p
}

// query is what of a query chooses the page, in the order that it has.
func query(u *url.URL) string {
	var kept []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if !isForm(part) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}
