// Package all lists the adapters.
package all

import (
	"onrecord/scraper"
	"onrecord/scraper/bluesky"
	"onrecord/scraper/feed"
	"onrecord/scraper/mastodon"
	"onrecord/scraper/reddit"
	"onrecord/scraper/telegram"
	"onrecord/scraper/truthsocial"
	"onrecord/scraper/webpage"
	"onrecord/scraper/x"
	"onrecord/scraper/youtube"
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
