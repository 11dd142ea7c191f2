package webpage

import (
	"net/url"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Address is a page's own.
func (*Adapter) Address(native string) string {
	if _, err := scraper.ParseURL(native); err != nil {
		return ""
	}
	return native
}

// Authority is an origin's where a page answers at its own address. What is a page's
// other form by its own word alone (AMP, print) relays it.
func (*Adapter) Authority(o store.Observation, p scraper.Page) store.Authority {
	home, err := url.Parse(o.Document.Native())
	switch {
	case err != nil || p.URL == nil:
		return store.AuthorityRelay
	case site.SamePage(home, p.URL), o.Gone != nil && site.SameOwner(home, p.URL):
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}
