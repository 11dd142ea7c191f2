package reddit

import (
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Address is a post's page. A comment's id does not tell whose answer it is, and so
// not where it stands.
func (a *Adapter) Address(native string) string {
	id, ok := strings.CutPrefix(native, "t3_")
	if !ok || a.CheckID(native) != nil {
		return ""
	}
	return "https://www.reddit.com/comments/" + id + "/"
}

// Authority is an origin's for what Reddit's own hosts say.
func (a *Adapter) Authority(_ store.Observation, p scraper.Page) store.Authority {
	if site.IsOrProven(p.URL, a.endpoints.Web, a.Match(p.URL)) {
		return store.AuthorityOrigin
	}
	return store.AuthorityRelay
}
