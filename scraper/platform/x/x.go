package x

import (
	"net/url"
	"regexp"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Endpoints are the addresses that X's answers come from, each a base without a
// final slash. Empty fields of Syndication, OEmbed and Profile mean the real
// ones; an empty Relay means that no third party is asked.
type Endpoints struct {
	// Syndication answers /tweet-result?id=… for one post.
	Syndication string
	// OEmbed answers /oembed?url=… for one post.
	OEmbed string
	// Profile answers /NAME and /NAME/status/ID as pages.
	Profile string
	// Relay is an FxEmbed instance, such as https://api.fxtwitter.com.
	Relay string
	// Token is the user's own for the official API v2, which answers at API; without
	// one it is not asked.
	Token, API string
}

// Adapter reads X. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	fill := func(s *string, real string) {
		if *s == "" {
			*s = real
		}
		*s = strings.TrimRight(*s, "/")
	}
	fill(&d.Syndication, "https://cdn.syndication.twimg.com")
	fill(&d.OEmbed, "https://publish.x.com")
	fill(&d.Profile, "https://x.com")
	fill(&d.Relay, "")
	fill(&d.API, "https://api.x.com")
	return &Adapter{endpoints: d}
}

// Platform is "x".
func (a *Adapter) Platform() store.Platform { return Platform }

// Traits name X, which others make feeds of.
func (a *Adapter) Traits() scraper.Traits {
	return scraper.Traits{Name: "X", Aliases: []store.Platform{"twitter"}, OthersFeeds: true, Rounded: rounded, IDTime: idTime, Cut: cut}
}

var cutEnd = regexp.MustCompile(`…\s*https://t\.co/[A-Za-z0-9]+$`)

// cut knows the end of a post that X's interfaces for programs cut.
func cut(text string) string {
	if cutEnd.MatchString(text) {
		return "it ends as X ends what it cuts: with an ellipsis and a short link"
	}
	return ""
}

// Start asks the syndication endpoint for a post, with oEmbed behind it; for an
// account x.com's page, or the relay with that page behind it.
func (a *Adapter) Start(s store.Source) []scraper.Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	p := locate(u)
	switch {
	case s.Kind == store.SourceFeed:
		return []scraper.Request{a.feed(s.URL)}
	case p.post != "":
		r := a.syndication(p.post)
		r.IfFailed = []scraper.Request{a.oembed(p)}
		if a.endpoints.Token != "" {
			r.IfFailed = append(r.IfFailed, a.officialPost(p.post))
		}
		if a.endpoints.Relay != "" {
			relay := a.relayPost(p.post)
			relay.IfFailed = r.IfFailed
			r.IfFailed = []scraper.Request{relay}
		}
		return []scraper.Request{r}
	case p.handle != "":
		return []scraper.Request{a.account(p.handle)}
	}
	return nil
}

// features are what X's embedding script names; without them long posts and
// edits are left out of the answer.
var features = strings.Join([]string{
	"tfw_timeline_list:", "tfw_follower_count_sunset:true", "tfw_tweet_edit_backend:on",
	"tfw_refsrc_session:on", "tfw_fosnr_soft_interventions_enabled:on",
	"tfw_show_birdwatch_pivots_enabled:on", "tfw_show_business_verified_badge:on",
	"tfw_duplicate_scribes_to_settings:on", "tfw_use_profile_image_shape_enabled:on",
	"tfw_show_blue_verified_badge:on", "tfw_legacy_timeline_sunset:true",
	"tfw_show_gov_verified_badge:on", "tfw_show_business_affiliate_badge:on",
	"tfw_tweet_edit_frontend:on",
}, ";")

func (a *Adapter) syndication(id string) scraper.Request {
	q := url.Values{"id": {id}, "lang": {"en"}, "token": {token(id)}, "features": {features}}
	return a.api("syndication", id, a.endpoints.Syndication+"/tweet-result?"+q.Encode())
}

func (a *Adapter) oembed(p place) scraper.Request {
	q := url.Values{"url": {"https://twitter.com/" + orI(p.handle) + "/status/" + p.post}, "omit_script": {"1"}, "lang": {"en"}}
	return a.api("oembed", p.post, a.endpoints.OEmbed+"/oembed?"+q.Encode())
}

// page asks x.com's own page of a post.
func (a *Adapter) page(id, handle string) scraper.Request {
	return a.request("page", id, a.endpoints.Profile+"/"+orI(handle)+"/status/"+id)
}

func (a *Adapter) relayPost(id string) scraper.Request {
	r := a.api("relay", id, a.endpoints.Relay+"/2/status/"+id)
	r.Relay = hostOf(a.endpoints.Relay)
	return r
}

func (a *Adapter) account(handle string) scraper.Request {
	r := a.request("profile", "", a.endpoints.Profile+"/"+handle)
	if a.endpoints.Relay != "" {
		relay := a.api("relay", "", a.endpoints.Relay+"/2/profile/"+handle+"/statuses")
		relay.Relay = hostOf(a.endpoints.Relay)
		relay.IfFailed = []scraper.Request{r}
		r = relay
	}
	if a.endpoints.Token != "" {
		user := a.officialUser(handle)
		user.IfFailed = append([]scraper.Request{r}, r.IfFailed...)
		user.IfFailed[0].IfFailed = nil
		return user
	}
	return r
}

func (a *Adapter) request(endpoint, id, address string) scraper.Request {
	r := scraper.Request{URL: address, Platform: Platform, Endpoint: endpoint}
	if id != "" {
		r.Document = store.NewDocumentID(Platform, id)
	}
	return r
}

// api is a request to an interface for programs.
func (a *Adapter) api(endpoint, id, address string) scraper.Request {
	r := a.request(endpoint, id, address)
	r.API = true
	return r
}

// orI is the account's name in an address, or "i", which X takes for any.
func orI(handle string) string {
	if handleLike(handle) {
		return handle
	}
	return "i"
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Host
}
