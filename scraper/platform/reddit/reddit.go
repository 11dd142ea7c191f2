// Package reddit reads Reddit's posts and comments through its feeds, which
// answer without a login, and the JSON listings that it gave until 2026 and that
// old captures hold.
package reddit

import (
	"net/http"
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Platform is the part of Reddit's document ids before the colon. The part
// behind it is Reddit's "fullname": t3_ID for a post, t1_ID for a comment.
// https://www.reddit.com/dev/api/#fullnames
const Platform store.Platform = "reddit"

// The names of the endpoints, which are all feeds.
const (
	endpointPost      = "feed"
	endpointAccount   = "account"
	endpointSubreddit = "subreddit"
)

// Endpoints are the addresses that Reddit's answers come from, each a base without a
// final slash; an empty field means the real one.
type Endpoints struct {
	// Web answers /comments/ID/.rss, /user/NAME/.rss and /r/NAME/.rss.
	Web string
}

// Adapter reads Reddit. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	if d.Web == "" {
		d.Web = "https://www.reddit.com"
	}
	d.Web = strings.TrimRight(d.Web, "/")
	return &Adapter{endpoints: d}
}

// Platform is "reddit".
func (*Adapter) Platform() store.Platform { return Platform }

// Traits name Reddit.
func (*Adapter) Traits() scraper.Traits { return scraper.Traits{Name: "Reddit"} }

// Start asks the feed of a post with its comments, of an account, or of a
// subreddit. https://www.reddit.com/wiki/rss
func (a *Adapter) Start(s store.Source) []scraper.Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	r := scraper.Request{
		Platform: Platform, API: true, // feeds are made for programs
		Header: http.Header{"Accept": {"application/atom+xml, application/xml;q=0.9, */*;q=0.5"}},
	}
	switch p := locate(u); {
	case p.comment != "":
		r.Endpoint, r.URL = endpointPost, a.endpoints.Web+"/comments/"+p.post+"/_/"+p.comment+"/.rss"
		r.Document = p.document()
	case p.post != "":
		r.Endpoint, r.URL = endpointPost, a.endpoints.Web+"/comments/"+p.post+"/.rss"
		r.Document = p.document()
	case p.user != "":
		r.Endpoint, r.URL = endpointAccount, a.endpoints.Web+"/user/"+p.user+"/.rss"
	case p.subreddit != "":
		r.Endpoint, r.URL = endpointSubreddit, a.endpoints.Web+"/r/"+p.subreddit+"/.rss"
	default:
		return nil
	}
	return []scraper.Request{r}
}

var _ scraper.Adapter = (*Adapter)(nil)
