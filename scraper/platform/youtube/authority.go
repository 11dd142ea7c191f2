package youtube

import (
	"onrecord/scraper"
	"onrecord/scraper/kit/site"
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
	if site.IsOrProven(p.URL, a.endpoints.Web, a.Match(p.URL)) {
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}
