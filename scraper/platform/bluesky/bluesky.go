// Package bluesky reads Bluesky and other servers of the AT Protocol: posts and
// accounts as the AppView shows them (app.bsky.feed.*), and as the account's own
// server, the PDS, keeps them (com.atproto.repo.*), which is the authority.
//
// Identities are DIDs, since handles change hands: a post is
// "bluesky:DID/RKEY". Sources: https://docs.bsky.app/docs/api and
// https://atproto.com/specs.
package bluesky

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Platform is the part of Bluesky's document ids before the colon.
const Platform store.Platform = "bluesky"

// Endpoints are the addresses that the answers come from, each a base without a
// final slash. Empty fields mean the real ones; an empty PDS means that each
// account's own server is looked up when it is needed.
type Endpoints struct {
	// AppView answers /xrpc/app.bsky.feed.* and resolves handles.
	AppView string
	// Directory answers /DID for did:plc identities.
	Directory string
	// PDS is a server that is asked before the AppView.
	PDS string
}

// Adapter reads Bluesky. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	fill := func(s *string, real string) {
		if *s == "" {
			*s = real
		}
		*s = strings.TrimRight(*s, "/")
	}
	fill(&d.AppView, "https://public.api.bsky.app")
	fill(&d.Directory, "https://plc.directory")
	fill(&d.PDS, "")
	return &Adapter{endpoints: d}
}

// Platform is "bluesky".
func (a *Adapter) Platform() store.Platform { return Platform }

// Traits name Bluesky, whose posts people also name by at:// addresses.
func (a *Adapter) Traits() scraper.Traits {
	return scraper.Traits{Name: "Bluesky", Aliases: []store.Platform{"bsky"}, ReadAs: readAs, Bare: tid.MatchString, IDTime: timeOf}
}

func timeOf(native string) time.Time {
	_, rkey, _ := strings.Cut(native, "/")
	return idTime(rkey)
}

// tid is the key of a record (https://atproto.com/specs/tid): whose it is, it does not say.
var tid = regexp.MustCompile(`^[234567a-z]{13}$`)

// Match reports whether the address is one of Bluesky's, by the whole host name,
// or an XRPC address of posts on any server.
func (a *Adapter) Match(u *url.URL) bool {
	switch {
	case u == nil:
		return false
	case u.Scheme == "at":
		return true
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return false
	}
	return slices.Contains(own, site.Name(u)) || slices.Contains(clients, site.Name(u)) || slices.Contains(views, site.Name(u)) || isXRPC(u)
}

// Document is the post that the address names by its DID. An address with a
// handle names none: whose handle it is, only a request can tell.
func (a *Adapter) Document(u *url.URL) store.DocumentID {
	return locate(u).document()
}

// Start asks the AppView for a post or an account, with the account's own server
// behind it; a server that is configured, or that the address names, comes first.
func (a *Adapter) Start(s store.Source) []scraper.Request {
	p := locateString(s.URL)
	if p.actor == "" || p.bad != "" {
		return nil
	}
	if p.base != "" && p.base != a.endpoints.AppView {
		return []scraper.Request{a.given(p)}
	}
	r := a.view(p, a.endpoints.AppView)
	if a.endpoints.PDS != "" {
		first := a.repo(p, a.endpoints.PDS, serverSet)
		first.IfFailed = []scraper.Request{r}
		return []scraper.Request{first}
	}
	r.IfFailed = []scraper.Request{a.identify(p)}
	return []scraper.Request{r}
}

// given asks the server that the source's address names, and no other.
func (a *Adapter) given(p place) scraper.Request {
	if p.repo {
		return a.repo(p, p.base, serverGiven)
	}
	r := a.view(p, p.base)
	r.Meta[metaServer] = serverGiven
	return r
}

var _ scraper.Adapter = (*Adapter)(nil)
