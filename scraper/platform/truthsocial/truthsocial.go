// Package truthsocial reads Truth Social: a fork of Mastodon with its own dialect,
// which does not speak to other servers. It also reads the public mirrors of an
// account, which are lists of posts with fewer fields.
package truthsocial

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/platform/mastodon"
	"onrecord/store"
)

// Platform is the part of the document ids before the colon.
const Platform store.Platform = "truthsocial"

// home is where people read Truth Social.
const home = "https://truthsocial.com"

// The endpoints of the server.
const (
	endpointStatus   = "status"
	endpointLookup   = "lookup"
	endpointStatuses = "statuses"
)

// The adapter's own notes on a request.
const (
	metaAccount = "account"
)

// Endpoints say where the server is.
type Endpoints struct {
	// Base is the server's address without a final slash; empty means the real one.
	Base string
}

// Adapter reads Truth Social. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	if d.Base == "" {
		d.Base = home
	}
	d.Base = strings.TrimRight(d.Base, "/")
	return &Adapter{endpoints: d}
}

// Platform is "truthsocial".
func (a *Adapter) Platform() store.Platform { return Platform }

// Traits name Truth Social.
func (a *Adapter) Traits() scraper.Traits {
	return scraper.Traits{Name: "Truth Social", IDTime: mastodon.IDTime}
}

// Start asks the API for a post, or looks an account up.
func (a *Adapter) Start(s store.Source) []scraper.Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	switch p := locate(u); {
	case p.id != "":
		r := a.request(endpointStatus, "/api/v1/statuses/"+p.id)
		r.Document = store.NewDocumentID(Platform, p.id)
		return []scraper.Request{r}
	case p.user != "":
		return []scraper.Request{a.request(endpointLookup, "/api/v1/accounts/lookup?acct="+url.QueryEscape(p.user))}
	}
	return nil
}

func (a *Adapter) request(endpoint, path string) scraper.Request {
	return scraper.Request{URL: a.endpoints.Base + path, Platform: Platform, Endpoint: endpoint, API: true}
}

// statuses asks for an account's posts, as the site's own page does.
func (a *Adapter) statuses(account, maxID string) scraper.Request {
	q := "?exclude_replies=true&only_replies=false&with_muted=true"
	if maxID != "" {
		q += "&max_id=" + maxID
	}
	r := a.request(endpointStatuses, "/api/v1/accounts/"+account+"/statuses"+q)
	r.Meta = map[string]string{metaAccount: account}
	return r
}

var _ scraper.Adapter = (*Adapter)(nil)
