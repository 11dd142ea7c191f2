// Package platform lists the adapters.
package platform

import (
	"onrecord/scraper"
	"onrecord/scraper/platform/bluesky"
	"onrecord/scraper/platform/feed"
	"onrecord/scraper/platform/mastodon"
	"onrecord/scraper/platform/meta"
	"onrecord/scraper/platform/reddit"
	"onrecord/scraper/platform/telegram"
	"onrecord/scraper/platform/truthsocial"
	"onrecord/scraper/platform/webpage"
	"onrecord/scraper/platform/x"
	"onrecord/scraper/platform/youtube"
)

// Options set what an adapter can be told.
type Options struct {
	X       x.Endpoints
	Bluesky bluesky.Endpoints
}

// All are the platforms in the order in which they are asked whether an address is
// theirs: those that know their hosts, then Mastodon, which goes by the shape of a
// path, then feeds; the web, which takes any, is the last.
func All(o Options) *scraper.Registry {
	return scraper.NewRegistry(
		x.New(o.X),
		bluesky.New(o.Bluesky),
		telegram.New(telegram.Endpoints{}),
		youtube.New(youtube.Endpoints{}),
		reddit.New(reddit.Endpoints{}),
		truthsocial.New(truthsocial.Endpoints{}),
		mastodon.New(mastodon.Endpoints{}),
		feed.New(),
		webpage.New(),
	).Calling(meta.Names())
}
