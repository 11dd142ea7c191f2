package telegram

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Address is the page of a post.
func (a *Adapter) Address(native string) string {
	if a.CheckID(native) != nil {
		return ""
	}
	return "https://t.me/" + native
}

// Authority is an origin's for what Telegram's own hosts say.
func (a *Adapter) Authority(_ store.Observation, p scraper.Page) store.Authority {
	base, err := url.Parse(a.endpoints.Web)
	if a.Match(p.URL) || err == nil && p.URL != nil && strings.EqualFold(base.Host, p.URL.Host) {
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}
