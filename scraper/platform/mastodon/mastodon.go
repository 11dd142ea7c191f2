// Package mastodon reads Mastodon and the servers that speak its language: its REST
// API (Pleroma, Akkoma, GoToSocial and others answer the same), ActivityPub objects,
// and Misskey's notes. There is no list of servers: an address is known by its path.
package mastodon

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// Platform is the part of the document ids before the colon.
const Platform store.Platform = "mastodon"

// The endpoints of a server.
const (
	endpointStatus   = "status"
	endpointHistory  = "history"
	endpointContext  = "context"
	endpointLookup   = "lookup"
	endpointStatuses = "statuses"
	endpointActivity = "activitypub"
	endpointOutbox   = "outbox"
)

// The adapter's own notes on a request.
const (
	metaHost    = "host"
	metaAccount = "account"
)

// activityType is what an ActivityPub server must be asked for.
// https://www.w3.org/TR/activitypub/#retrieving-objects
const activityType = `application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"`

// Endpoints say where the servers are.
type Endpoints struct {
	// Base, where set, stands for "https://HOST" of every server, without a final
	// slash: a test's own server.
	Base string
}

// Adapter reads Mastodon. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	d.Base = strings.TrimRight(d.Base, "/")
	return &Adapter{endpoints: d}
}

// Platform is "mastodon".
func (a *Adapter) Platform() store.Platform { return Platform }

// Traits name Mastodon. Its kin have addresses of shapes that any site may have.
func (a *Adapter) Traits() scraper.Traits {
	return scraper.Traits{Name: "Mastodon", Guess: a.guesses, ReadAs: readAs, Bare: bare.MatchString, IDTime: timeOf}
}

// bare are the ids of servers that do not count in numbers (Pleroma, Misskey): whose they
// are, they do not say.
var bare = regexp.MustCompile(`^[A-Za-z]*[0-9][A-Za-z0-9]{8,25}$|^[A-Za-z0-9]{8,25}[0-9][A-Za-z0-9]*$`)

func timeOf(native string) time.Time {
	_, id, _ := strings.Cut(native, "/")
	return IDTime(id)
}

// Start asks the API for a post, with the post's ActivityPub object behind it; for
// an account it looks the account up, with its outbox behind that.
func (a *Adapter) Start(s store.Source) []scraper.Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	if g := guess(u); g.id != "" {
		return []scraper.Request{a.object(u, g)}
	}
	p := locate(u)
	switch {
	case p.id != "" && p.object:
		return []scraper.Request{a.activity(p)}
	case p.id != "":
		r := a.status(p.host, p.id)
		if p.path != "" {
			r.IfFailed = []scraper.Request{a.activity(p)}
		}
		return []scraper.Request{r}
	case p.user != "":
		r := a.request(endpointLookup, p.host, "/api/v1/accounts/lookup?acct="+url.QueryEscape(p.user))
		if !strings.Contains(p.user, "@") {
			r.IfFailed = []scraper.Request{a.outbox(p.host, "/users/"+p.user+"/outbox?page=true")}
		}
		return []scraper.Request{r}
	}
	return nil
}

func (a *Adapter) request(endpoint, host, path string) scraper.Request {
	base := a.endpoints.Base
	if base == "" {
		base = "https://" + host
	}
	return scraper.Request{
		URL: base + path, Platform: Platform, Endpoint: endpoint, API: true,
		Meta: map[string]string{metaHost: host},
	}
}

// status asks for one post. https://docs.joinmastodon.org/methods/statuses/#get
func (a *Adapter) status(host, id string) scraper.Request {
	r := a.request(endpointStatus, host, "/api/v1/statuses/"+id)
	r.Document = store.NewDocumentID(Platform, host+"/"+id)
	return r
}

// activity asks for the post's ActivityPub object at the post's own address.
func (a *Adapter) activity(p place) scraper.Request {
	r := a.request(endpointActivity, p.host, p.path)
	r.Document = store.NewDocumentID(Platform, p.host+"/"+p.id)
	r.Header = http.Header{"Accept": {activityType}}
	return r
}

func (a *Adapter) outbox(host, path string) scraper.Request {
	r := a.request(endpointOutbox, host, path)
	r.Header = http.Header{"Accept": {activityType}}
	return r
}

// statuses asks for an account's posts.
// https://docs.joinmastodon.org/methods/accounts/#statuses
func (a *Adapter) statuses(host, account, maxID string) scraper.Request {
	q := "?limit=40&exclude_reblogs=true"
	if maxID != "" {
		q += "&max_id=" + maxID
	}
	r := a.request(endpointStatuses, host, "/api/v1/accounts/"+account+"/statuses"+q)
	r.Meta[metaAccount] = account
	return r
}

var _ scraper.Adapter = (*Adapter)(nil)
