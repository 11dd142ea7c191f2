package x

import (
	"net/url"
	"slices"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Address is X's page of a post.
func (a *Adapter) Address(native string) string {
	if !validID(native) {
		return ""
	}
	return postURL("", native)
}

// Authority is an origin's for what X's own hosts say: they speak for all posts. All
// others relay.
func (a *Adapter) Authority(_ store.Observation, p scraper.Page) store.Authority {
	if p.Request.Relay == "" && p.Request.Endpoint != "feed" && a.home(p.URL) {
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}

// home reports whether a host is X's own, or the user's stand-in for one.
func (a *Adapter) home(u *url.URL) bool {
	if u == nil {
		return false
	}
	h, e := site.Name(u), a.endpoints
	ours := slices.Contains(own, h) || slices.Contains(api, h)
	return slices.ContainsFunc([]string{e.Syndication, e.OEmbed, e.Profile, e.API}, func(set string) bool {
		return site.IsOrProven(u, set, ours)
	})
}
