package bluesky

import (
	"errors"
	"net/url"
	"strings"

	"onrecord/scraper"
)

// noted is what the request before was about.
func noted(p scraper.Page) place {
	m := p.Request.Meta
	if m[metaActor] == "" {
		return place{}
	}
	return named(m[metaActor], m[metaRkey])
}

// resolved goes from a handle's DID to the DID's document.
// https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle
func (a *Adapter) resolved(p scraper.Page, did string) (scraper.Parsed, error) {
	at := noted(p)
	switch {
	case !isDID(did):
		return scraper.Parsed{}, errors.New("the server answered with something else than a DID")
	case p.Request.Endpoint != "resolve" || at.actor == "" || at.bad != "":
		return scraper.Parsed{}, nil // nobody asked whose this is
	}
	name := at.actor
	at.actor = did
	r := a.identify(at)
	r.Meta[metaHandle] = name
	return scraper.Parsed{Next: []scraper.Request{r}}, nil
}

// identity goes from a DID's document to the account's own server. The handle
// counts only where it led to this DID and the document names it as well.
// https://atproto.com/specs/did and https://atproto.com/specs/handle
func (a *Adapter) identity(p scraper.Page, d wireDID) (scraper.Parsed, error) {
	at := noted(p)
	if p.Request.Endpoint != "did" || at.actor == "" || at.bad != "" {
		return scraper.Parsed{}, nil // nobody asked where this account lives
	}
	base := d.pds()
	switch {
	case p.URL != nil && !strings.EqualFold(p.URL.Host, hostOf(p.Request.URL)):
		return scraper.Parsed{}, errIdentity("was answered for by another host", at.actor)
	case d.ID != at.actor:
		return scraper.Parsed{}, errIdentity("is not what the document is about", at.actor)
	case base == "":
		return scraper.Parsed{}, errIdentity("names no server", at.actor)
	}
	r := a.repo(at, base, serverFound)
	if name := p.Request.Meta[metaHandle]; name != "" && d.knownAs(name) {
		r.Meta[metaHandle] = name
	}
	if at.rkey != "" {
		r.IfFailed = []scraper.Request{a.view(at, a.endpoints.AppView)}
	}
	return scraper.Parsed{Next: []scraper.Request{r}}, nil
}

// pds is the base of the server that keeps the account's records.
func (d wireDID) pds() string {
	for _, s := range d.Services {
		if s.Type != "AtprotoPersonalDataServer" || !strings.HasSuffix(s.ID, "#atproto_pds") {
			continue
		}
		u, err := url.Parse(s.Endpoint)
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			return ""
		}
		return u.Scheme + "://" + u.Host
	}
	return ""
}

func (d wireDID) knownAs(name string) bool {
	for _, k := range d.Known {
		if strings.EqualFold(k, "at://"+name) {
			return true
		}
	}
	return false
}
