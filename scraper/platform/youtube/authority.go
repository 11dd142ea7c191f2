package youtube

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Address is a video's page.
func (a *Adapter) Address(native string) string {
	if a.CheckID(native) != nil {
		return ""
	}
	return watchURL(native)
}

// Authority is an origin's for what YouTube's own hosts say.
func (a *Adapter) Authority(_ store.Observation, p scraper.Page) store.Authority {
	base, err := url.Parse(a.endpoints.Web)
	if a.Match(p.URL) || err == nil && p.URL != nil && strings.EqualFold(base.Host, p.URL.Host) {
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}
