package bluesky

import (
	"maps"
	"net/url"
	"strings"

	"onrecord/scraper"
)

// The adapter's own notes on a request.
const (
	metaActor  = "actor"  // the handle or DID that was asked for
	metaRkey   = "rkey"   // the post's key, none for an account
	metaHandle = "handle" // a handle known to be the DID's
	metaServer = "server" // how the PDS is known
)

// How it is known that a server is the account's own.
const (
	serverSet   = "set"   // the user configured it
	serverFound = "found" // the DID's document names it
	serverGiven = "given" // the source's address names it: nobody vouches for it
)

const collection = "app.bsky.feed.post"

// request is a request to an interface for programs, with the notes that the
// next ones need.
func request(endpoint string, p place, address string, q url.Values) scraper.Request {
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	r := scraper.Request{URL: address, Platform: Platform, Endpoint: endpoint, API: true, Document: p.document()}
	r.Meta = map[string]string{metaActor: p.actor}
	if p.rkey != "" {
		r.Meta[metaRkey] = p.rkey
	}
	return r
}

// view asks an AppView for a post's thread, or for what an account wrote.
// https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread
// https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed
func (a *Adapter) view(p place, base string) scraper.Request {
	if p.rkey != "" {
		return request("thread", p, threadURL(base, p.actor, p.rkey), nil)
	}
	q := url.Values{"actor": {p.actor}, "limit": {"100"}, "filter": {"posts_with_replies"}}
	return request("feed", p, base+"/xrpc/app.bsky.feed.getAuthorFeed", q)
}

// threadURL is where an AppView shows one post's thread.
func threadURL(base, actor, rkey string) string {
	q := url.Values{"uri": {"at://" + actor + "/" + collection + "/" + rkey}, "depth": {"10"}, "parentHeight": {"20"}}
	return base + "/xrpc/app.bsky.feed.getPostThread?" + q.Encode()
}

// repo asks a PDS for a post's record, or for all of an account's, newest first.
// https://docs.bsky.app/docs/api/com-atproto-repo-get-record
// https://docs.bsky.app/docs/api/com-atproto-repo-list-records
func (a *Adapter) repo(p place, base, server string) scraper.Request {
	r := request("records", p, base+"/xrpc/com.atproto.repo.listRecords",
		url.Values{"repo": {p.actor}, "collection": {collection}, "limit": {"100"}})
	if p.rkey != "" {
		r = request("record", p, recordURL(base, p.actor, p.rkey), nil)
	}
	r.Meta[metaServer] = server
	if server == serverSet && !isDID(p.actor) {
		r.Meta[metaHandle] = p.actor
	}
	return r
}

// recordURL is where a server shows one post's record.
func recordURL(base, repo, rkey string) string {
	q := url.Values{"repo": {repo}, "collection": {collection}, "rkey": {rkey}}
	return base + "/xrpc/com.atproto.repo.getRecord?" + q.Encode()
}

// identify begins the way to the account's own server. The AppView stands behind
// it once more, so that what it says about a missing post counts where the own
// server cannot be asked.
func (a *Adapter) identify(p place) scraper.Request {
	r := request("resolve", p, a.endpoints.AppView+"/xrpc/com.atproto.identity.resolveHandle", url.Values{"handle": {p.actor}})
	if isDID(p.actor) {
		r = request("did", p, a.didURL(p.actor), nil)
	}
	if p.rkey != "" {
		r.IfFailed = []scraper.Request{a.view(p, a.endpoints.AppView)}
	}
	return r
}

// didURL is where a DID's document is kept. https://atproto.com/specs/did
func (a *Adapter) didURL(did string) string {
	if name, ok := strings.CutPrefix(did, "did:web:"); ok && isHandle(name) {
		return "https://" + name + "/.well-known/did.json"
	}
	return a.endpoints.Directory + "/" + url.PathEscape(did)
}

// nextPage asks for what a list has further back.
func nextPage(p scraper.Page, cursor string) []scraper.Request {
	u, err := url.Parse(p.Request.URL)
	if err != nil || u.Host == "" || cursor == "" || len(cursor) > 1000 {
		return nil
	}
	q := u.Query()
	if p.Request.Endpoint != "feed" && p.Request.Endpoint != "records" || q.Get("cursor") == cursor {
		return nil
	}
	q.Set("cursor", cursor)
	u.RawQuery = q.Encode()
	r := p.Request
	r.URL, r.IfFailed, r.Meta = u.String(), nil, maps.Clone(r.Meta)
	if r.Meta == nil {
		r.Meta = map[string]string{}
	}
	return []scraper.Request{r}
}
