package mastodon

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Address is where a post's own server shows it: the API's address where the id is
// the API's, else the object's own.
func (a *Adapter) Address(native string) string {
	host, id, _ := strings.Cut(native, "/")
	switch {
	case a.CheckID(native) != nil:
		return ""
	case statusID(id):
		return "https://" + host + "/api/v1/statuses/" + id
	case uuid.MatchString(id):
		return "https://" + host + "/objects/" + id
	case isNote(id):
		return "https://" + host + "/notes/" + id
	}
	return "https://" + native
}

// Authority is an origin's where the server of the post's id answered, and its author
// is one of its own: servers speak for nobody else's accounts (ActivityPub §3, «the
// origin of the object»). A remote server's copy is a relay's, and a post that names a
// foreign author a claim.
func (a *Adapter) Authority(o store.Observation, p scraper.Page) store.Authority {
	home, _, _ := strings.Cut(o.Document.Native(), "/")
	switch {
	case home == "" || home != a.answering(p):
		return store.AuthorityRelay
	case foreign(o.Author, home):
		return store.AuthorityClaim
	}
	return store.AuthorityOrigin
}

// answering is the server that answered, "" where nothing proves which.
func (a *Adapter) answering(p scraper.Page) string {
	if base, err := url.Parse(a.endpoints.Base); err == nil && base.Host != "" && p.URL != nil && strings.EqualFold(base.Host, p.URL.Host) {
		return p.Request.Meta[metaHost] // a test's server stands for all
	}
	if !site.Proven(p.URL) {
		return ""
	}
	return hostOf(p.URL)
}

// foreign reports whether an author's name, id or page is of another server than home.
func foreign(who store.Author, home string) bool {
	if _, host, ok := strings.Cut(who.Handle, "@"); ok && !strings.EqualFold(host, home) {
		return true
	}
	for _, s := range []string{who.ID, who.URL} {
		u, err := url.Parse(s)
		if err != nil || u.Host != "" && hostOf(u) != home {
			return true
		}
	}
	return false
}
