package bluesky

import (
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper/kit/site"
)

// isXRPC reports whether an address asks a server of the protocol for posts.
func isXRPC(u *url.URL) bool {
	return strings.HasPrefix(u.Path, "/xrpc/com.atproto.repo.") || strings.HasPrefix(u.Path, "/xrpc/app.bsky.feed.")
}

// locateXRPC reads the addresses that programs ask.
func locateXRPC(u *url.URL) place {
	q := u.Query()
	var p place
	switch method := strings.TrimPrefix(u.Path, "/xrpc/"); method {
	case "com.atproto.repo.getRecord", "com.atproto.repo.listRecords":
		p = locateRepo(method, q)
	case "app.bsky.feed.getPostThread", "app.bsky.feed.getPosts":
		uris := append(q["uri"], q["uris"]...)
		if len(uris) != 1 {
			return place{bad: "it does not name one post"}
		}
		if p = locateAT(uris[0]); p.rkey == "" && p.bad == "" {
			p.bad = "it does not name a post"
		}
	case "app.bsky.feed.getAuthorFeed":
		p = named(q.Get("actor"), "")
	default:
		return place{bad: "of this interface getRecord, listRecords, getPostThread, getPosts and getAuthorFeed are read"}
	}
	if !slices.Contains(views, site.Name(u)) {
		p.base = strings.ToLower(u.Scheme) + "://" + strings.ToLower(u.Host)
	}
	return p
}

func locateRepo(method string, q url.Values) place {
	p := named(q.Get("repo"), q.Get("rkey"))
	switch single := method == "com.atproto.repo.getRecord"; {
	case p.bad != "":
	case q.Get("collection") != collection:
		p.bad = "it needs collection=" + collection
	case single && p.rkey == "":
		p.bad = "it needs rkey="
	case !single:
		p.rkey = ""
	}
	p.repo = true
	return p
}
