package bluesky

import (
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Address is Bluesky's page of a post.
func (a *Adapter) Address(native string) string {
	did, rkey, _ := strings.Cut(native, "/")
	if a.CheckID(native) != nil {
		return ""
	}
	return postURL(did, rkey)
}

// Authority is an origin's for what Bluesky's AppView says, and for what the account's
// own server says of that account: the one that the user set, or that the DID's
// document names. Any other server relays, and what it shows of another account than
// the one asked for is a claim.
func (a *Adapter) Authority(o store.Observation, p scraper.Page) store.Authority {
	did, _, _ := strings.Cut(o.Document.Native(), "/")
	m := p.Request.Meta
	switch {
	case p.URL == nil:
		return store.AuthorityRelay
	case site.IsOrProven(p.URL, a.endpoints.AppView, slices.Contains(views, site.Name(p.URL))):
		return store.AuthorityOrigin
	case isDID(m[metaActor]) && m[metaActor] != did:
		return store.AuthorityClaim
	case m[metaServer] == serverSet && site.IsOrProven(p.URL, a.endpoints.PDS, false),
		m[metaServer] == serverFound && m[metaActor] == did && strings.EqualFold(hostOf(p.Request.URL), p.URL.Host) && site.Proven(p.URL):
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}

// hostOf is the host of an address, with its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
