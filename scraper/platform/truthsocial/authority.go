package truthsocial

import (
	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Address is the API's of a post: its page's has the account's name in it.
func (a *Adapter) Address(native string) string {
	if document(native) == "" {
		return ""
	}
	return home + "/api/v1/statuses/" + native
}

// Authority is an origin's for what Truth Social itself says; mirrors relay.
func (a *Adapter) Authority(_ store.Observation, p scraper.Page) store.Authority {
	if site.IsOrProven(p.URL, a.endpoints.Base, isHost(p.URL)) {
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}
