// Package telegram reads public Telegram channels through the pages that t.me
// shows to anyone: a channel's preview and the embedding page of one post.
package telegram

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// Platform is the part of Telegram's document ids before the colon. The part
// behind it is "channel/number", the channel in lower case.
const Platform store.Platform = "telegram"

// Endpoints are the addresses that Telegram's answers come from, each a base without
// a final slash; an empty field means the real one.
type Endpoints struct {
	// Web answers /s/CHANNEL and /CHANNEL/NUMBER?embed=1 as pages.
	Web string
}

// Adapter reads Telegram. It does no I/O and may be used by many goroutines.
type Adapter struct{ endpoints Endpoints }

// New makes an adapter that asks the given endpoints.
func New(d Endpoints) *Adapter {
	if d.Web == "" {
		d.Web = "https://t.me"
	}
	d.Web = strings.TrimRight(d.Web, "/")
	return &Adapter{endpoints: d}
}

// Platform is "telegram".
func (*Adapter) Platform() store.Platform { return Platform }

// Traits name Telegram.
func (*Adapter) Traits() scraper.Traits { return scraper.Traits{Name: "Telegram"} }

// Start asks the embedding page of a post, or the preview of a channel.
// https://core.telegram.org/widgets/post
func (a *Adapter) Start(s store.Source) []scraper.Request {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	switch p := locate(u); {
	case p.number != "":
		return []scraper.Request{a.embed(p)}
	case p.channel != "":
		return []scraper.Request{a.channel(p.channel, "")}
	}
	return nil
}

// embed asks for one post. mode=tme gives the markup of the channel's preview.
func (a *Adapter) embed(p place) scraper.Request {
	return scraper.Request{
		URL:      a.endpoints.Web + "/" + p.channel + "/" + p.number + "?embed=1&mode=tme",
		Platform: Platform, Endpoint: endpointEmbed, Document: p.document(),
	}
}

// channel asks for the newest posts of a channel, or for those before a number.
func (a *Adapter) channel(name, before string) scraper.Request {
	r := scraper.Request{URL: a.endpoints.Web + "/s/" + name, Platform: Platform, Endpoint: endpointChannel}
	if before != "" {
		r.URL += "?before=" + before
	}
	return r
}

// The names of the endpoints.
const (
	endpointEmbed   = "embed"
	endpointChannel = "channel"
)

var _ scraper.Adapter = (*Adapter)(nil)
