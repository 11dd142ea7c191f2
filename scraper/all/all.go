// Package all lists the adapters.
package all

import (
	"onrecord/scraper"
	"onrecord/scraper/feed"
	"onrecord/scraper/webpage"
	"onrecord/scraper/x"
)

// Options set what an adapter can be told.
type Options struct {
	X x.Doors
}

// Adapters are all of them in the order in which they are asked whether an
// address is theirs; the web, which takes any, is the last.
func Adapters(o Options) []scraper.Adapter {
	return []scraper.Adapter{x.New(o.X), feed.New(), webpage.New()}
}
