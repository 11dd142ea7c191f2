package bluesky

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// own are Bluesky's hosts for people, views its AppView; clients are others that show
// its posts under its paths, and whose addresses people paste.
var (
	own     = []string{"bsky.app", "www.bsky.app", "staging.bsky.app", "main.bsky.dev"}
	clients = []string{"deer.social", "fxbsky.app", "bskx.app"}
	views   = []string{"public.api.bsky.app", "api.bsky.app"}
)

// place is what an address names: a post, an account, or neither.
type place struct {
	// actor is a DID, or a handle in lower case.
	actor, rkey string
	// base is the server that the address names, none where it is Bluesky's own;
	// repo says that it is asked as a PDS.
	base string
	repo bool
	// bad says what is wrong with the address.
	bad string
}

// document is the post's id, none where only a handle is known.
func (p place) document() store.DocumentID {
	if p.bad != "" || p.rkey == "" || !isDID(p.actor) {
		return ""
	}
	return documentID(p.actor, p.rkey)
}

func documentID(did, rkey string) store.DocumentID {
	return store.NewDocumentID(Platform, did+"/"+rkey)
}

// named makes a place of an actor and a key from outside.
func named(actor, rkey string) place {
	p := place{actor: strings.TrimPrefix(actor, "@"), rkey: rkey}
	if !isDID(p.actor) {
		p.actor = strings.ToLower(p.actor)
		if !isHandle(p.actor) || p.actor == "handle.invalid" {
			return place{bad: fmt.Sprintf("%q is neither a handle nor a DID", plain.Clip(actor, 60))}
		}
	}
	if rkey != "" && !isRkey(rkey) {
		p.bad = fmt.Sprintf("%q is no key of a post", plain.Clip(rkey, 40))
	}
	return p
}

// locateString reads an address that net/url may refuse.
func locateString(s string) place {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "at://") {
		return locateAT(s)
	}
	u, err := url.Parse(s)
	if err != nil {
		return place{bad: "it is no address"}
	}
	return locate(u)
}

// locate reads an address by its host, path and query alone.
func locate(u *url.URL) place {
	switch {
	case u == nil:
	case u.Scheme == "at":
		return locateAT("at://" + u.Host + u.Path)
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
	case isXRPC(u):
		return locateXRPC(u)
	case site.Is(u, own) || site.Is(u, clients):
		return locatePage(u)
	}
	return place{}
}

func locateAT(s string) place {
	a, ok := parseATURI(strings.TrimSuffix(s, "/"))
	switch {
	case !ok:
		return place{bad: "it is no at:// address"}
	case a.collection == "":
		return named(a.authority, "")
	case a.collection != collection:
		return place{bad: "it names a record that is no post"}
	}
	return named(a.authority, a.rkey)
}

// handleOf is a handle, which is a host's name, as the network knows it.
func handleOf(s string) string {
	if strings.HasPrefix(s, "did:") {
		return s
	}
	return site.ASCII(s)
}

// locatePage reads the addresses that people see.
func locatePage(u *url.URL) place {
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	switch {
	case len(parts) < 2 || parts[0] != "profile":
		return place{}
	case len(parts) == 2, len(parts) == 3 && parts[2] == "rss":
		return named(handleOf(parts[1]), "")
	case len(parts) >= 4 && parts[2] == "post":
		return named(handleOf(parts[1]), parts[3])
	}
	return place{}
}

// errAddress says what to give.
var errAddress = errors.New("give a post (https://bsky.app/profile/NAME/post/KEY), an account (https://bsky.app/profile/NAME), or a server's com.atproto.repo.listRecords address")

// readAs turns at://WHO/app.bsky.feed.post/KEY, or an account's at://WHO, into the
// address of its page.
func readAs(raw string) string {
	s := strings.TrimSpace(raw)
	if !strings.HasPrefix(s, "at://") {
		return raw
	}
	switch p := locateAT(s); {
	case p.bad != "" || p.actor == "":
		return raw
	case p.rkey != "":
		return "https://bsky.app/profile/" + p.actor + "/post/" + p.rkey
	default:
		return "https://bsky.app/profile/" + p.actor
	}
}

// CheckID takes DID/KEY.
func (a *Adapter) CheckID(native string) error {
	if did, rkey, _ := strings.Cut(native, "/"); !isDID(did) || !isRkey(rkey) {
		return fmt.Errorf("%q is no id of a post on Bluesky; give DID/KEY, as did:plc:…/3l…, or the post's address", plain.Clip(native, 60))
	}
	return nil
}

// Recognise tells a post from an account and names it.
func (a *Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	p := locate(u)
	where := "Bluesky"
	if p.base != "" {
		where = plain.Clip(u.Host, 100)
	}
	switch {
	case p.bad != "":
		return scraper.Target{}, fmt.Errorf("%s; %w", p.bad, errAddress)
	case p.rkey != "":
		return scraper.Target{Kind: store.SourcePost, Name: "post " + p.rkey + " of " + at(p.actor) + " on " + where}, nil
	case isDID(p.actor):
		return scraper.Target{Kind: store.SourceAccount, Name: p.actor + " on " + where, Unnamed: "posts name the account by its handle; give that, as https://bsky.app/profile/NAME"}, nil
	case p.actor != "":
		return scraper.Target{Kind: store.SourceAccount, Name: at(p.actor) + " on " + where, Account: store.Author{Handle: p.actor}}, nil
	}
	return scraper.Target{}, fmt.Errorf("this address of Bluesky names neither a post nor an account; %w", errAddress)
}

func at(actor string) string {
	if isDID(actor) {
		return actor
	}
	return "@" + actor
}
