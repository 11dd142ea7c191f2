// Package platform lists the adapters.
package platform

import (
	"onrecord/scraper"
	"onrecord/scraper/platform/bluesky"
	"onrecord/scraper/platform/feed"
	"onrecord/scraper/platform/mastodon"
	"onrecord/scraper/platform/reddit"
	"onrecord/scraper/platform/telegram"
	"onrecord/scraper/platform/truthsocial"
	"onrecord/scraper/platform/webpage"
	"onrecord/scraper/platform/x"
	"onrecord/scraper/platform/youtube"
)

// Options set what an adapter can be told.
type Options struct {
	X       x.Doors
	Bluesky bluesky.Doors
}

// Adapters are all of them in the order in which they are asked whether an
// address is theirs: those that know their hosts, then Mastodon, which goes by the
// shape of a path, then feeds; the web, which takes any, is the last.
func Adapters(o Options) []scraper.Adapter {
	return []scraper.Adapter{
		x.New(o.X), bluesky.New(o.Bluesky), telegram.New(telegram.Doors{}), youtube.New(youtube.Doors{}), reddit.New(reddit.Doors{}),
		truthsocial.New(truthsocial.Doors{}), mastodon.New(mastodon.Doors{}), feed.New(), webpage.New(),
	}
}
