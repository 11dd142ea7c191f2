// Package youtube reads YouTube's videos: their titles and descriptions are the
// words of a post. It reads a channel's feed, a video's page and oEmbed.
package youtube

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Platform is the part of YouTube's document ids before the colon. The part
// behind it is the video's id of 11 characters.
const Platform store.Platform = "youtube"

// The names of the endpoints.
const (
	endpointFeed    = "feed"
	endpointChannel = "channel"
	endpointWatch   = "watch"
	endpointOEmbed  = "oembed"
)

// Endpoints are the addresses that YouTube's answers come from, each a base without
// a final slash; an empty field means the real one.
type Endpoints struct {
	// Web answers /watch?v=…, /@HANDLE, /feeds/videos.xml and /oembed.
	Web string
}

// Adapter reads YouTube. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	if d.Web == "" {
		d.Web = "https://www.youtube.com"
	}
	d.Web = strings.TrimRight(d.Web, "/")
	return &Adapter{endpoints: d}
}

// Platform is "youtube".
func (*Adapter) Platform() store.Platform { return Platform }

// Traits name YouTube.
func (*Adapter) Traits() scraper.Traits { return scraper.Traits{Name: "YouTube"} }

// Start asks a video's page with oEmbed behind it, a channel's feed, or the page
// of a channel of which only the name is known.
func (a *Adapter) Start(s store.Source) []scraper.Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	switch p := locate(u); {
	case p.video != "":
		r := a.watch(p.video)
		r.IfFailed = []scraper.Request{a.oembed(p.video)}
		return []scraper.Request{r}
	case p.channel != "":
		return []scraper.Request{a.feed(p.channel)}
	case p.name != "":
		return []scraper.Request{{URL: a.endpoints.Web + "/" + p.name, Platform: Platform, Endpoint: endpointChannel}}
	}
	return nil
}

// watch asks a video's own page.
func (a *Adapter) watch(id string) scraper.Request {
	return scraper.Request{
		URL: a.endpoints.Web + "/watch?v=" + id, Platform: Platform, Endpoint: endpointWatch,
		Document: store.NewDocumentID(Platform, id),
	}
}

// oembed asks for a video's title and channel. https://oembed.com
func (a *Adapter) oembed(id string) scraper.Request {
	q := url.Values{"url": {watchURL(id)}, "format": {"json"}}
	return scraper.Request{
		URL: a.endpoints.Web + "/oembed?" + q.Encode(), Platform: Platform, Endpoint: endpointOEmbed, API: true,
		Document: store.NewDocumentID(Platform, id),
	}
}

// feed asks for the newest 15 videos of a channel.
// https://developers.google.com/youtube/v3/guides/push_notifications
func (a *Adapter) feed(channel string) scraper.Request {
	return scraper.Request{
		URL: a.endpoints.Web + "/feeds/videos.xml?channel_id=" + channel, Platform: Platform, Endpoint: endpointFeed, API: true,
	}
}

// watchURL is where a reader finds a video.
func watchURL(id string) string { return "https://www.youtube.com/watch?v=" + id }

var _ scraper.Adapter = (*Adapter)(nil)
