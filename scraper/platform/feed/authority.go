package feed

import (
	"onrecord/scraper"
	"onrecord/store"
)

// Address is "": no document is a feed.
func (*Adapter) Address(string) string { return "" }

// Authority is a claim's: a feed speaks for no document.
func (*Adapter) Authority(store.Observation, scraper.Page) store.Authority {
	return store.AuthorityClaim
}
