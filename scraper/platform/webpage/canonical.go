package webpage

import (
	"net/url"
	"strings"

	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// tracking are query parameters that say who came, not what to show.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "yclid": true, "igshid": true, "igsh": true, "mc_cid": true,
	"mc_eid": true, "ref_src": true, "ref_url": true, "_ga": true, "_gl": true, "cmpid": true, "ocid": true, "smid": true,
	"__twitter_impression": true, "guccounter": true, "wt_mc": true, "xtor": true, "at_medium": true, "at_campaign": true,
}

// canonical is the one form of an address: lower-case scheme and host, no
// default port, no fragment, no tracking parameters; the others keep their order.
func canonical(u *url.URL) *url.URL {
	c := *u
	c.Scheme = strings.ToLower(c.Scheme)
	c.Host = site.Host(u)
	c.User, c.Fragment, c.RawFragment = nil, "", ""
	if c.Path == "" {
		c.Path = "/"
	}
	var kept []string
	for _, part := range strings.Split(c.RawQuery, "&") {
		name, _, _ := strings.Cut(part, "=")
		name = strings.ToLower(name)
		if part != "" && !tracking[name] && !strings.HasPrefix(name, "utm_") {
			kept = append(kept, part)
		}
	}
	c.RawQuery, c.ForceQuery = strings.Join(kept, "&"), false
	return &c
}

// documentID is the identity of the article at an address. A page is the same
// over http and https, so the identity is written with https.
func documentID(u *url.URL) store.DocumentID {
	c := canonical(u)
	if c.Port() == "" {
		c.Scheme = "https"
	}
	return store.NewDocumentID(Platform, c.String())
}
