package bluesky

import (
	"errors"
	"fmt"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// records reads what a repository keeps. A server speaks for the account that
// was asked for, and for no other.
func (l *list) records(records []wireView, cursor string) (scraper.Parsed, error) {
	others := 0
	for i := range records {
		p := records[i].post()
		if p == nil {
			continue
		}
		if !l.isOf(p) {
			others++
			continue
		}
		l.place(p)
		l.add(p, p.did)
	}
	if others > 0 && len(l.posts) == 0 {
		return scraper.Parsed{}, errors.New("the server gave records of another account than the one asked for")
	}
	if l.page.Request.Endpoint == "records" {
		return l.listing(cursor, "", len(records))
	}
	return l.parsed("")
}

// isOf reports whether a record is of the account and the post asked for; where
// a handle was asked for, the first record says whose it is.
func (l *list) isOf(p *post) bool {
	actor := l.page.Request.Meta[metaActor]
	if isDID(actor) && actor != p.did || len(l.posts) > 0 && l.posts[0].did != p.did {
		return false
	}
	return l.page.Request.Endpoint != "record" || l.isAsked(p)
}

// place says where the record was found, and under which name.
func (l *list) place(p *post) {
	p.server = baseOf(l.page)
	// A server writes what it likes beside a record; only the DID's document vouches
	// for a name.
	p.author, p.authorLabels = store.Author{ID: p.did, URL: "https://bsky.app/profile/" + p.did}, nil
	if name := handle(l.page.Request.Meta[metaHandle]); name != "" {
		p.author.Handle = name
	}
}

// errIdentity wraps what is wrong with an identity.
func errIdentity(why string, did string) error {
	return fmt.Errorf("%s %s, so its own server cannot be asked", plain.Clip(did, 100), why)
}
