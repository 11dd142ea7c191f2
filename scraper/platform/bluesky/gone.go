package bluesky

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// wall says why an answer is none, by its status and form; "" where it is one.
func wall(p scraper.Page, body []byte) string {
	switch p.Status {
	case http.StatusTooManyRequests:
		return "Bluesky limits the rate of requests; try again later"
	case http.StatusUnauthorized:
		return "Bluesky asks for a login"
	case http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("the server refused the request (status %d)", p.Status)
	}
	if p.Status < 500 && bytes.HasPrefix(body, []byte("<")) {
		return "the server answered with a page instead of data; it may ask for a login or a consent"
	}
	return ""
}

// asked is the post that a request was aimed at; none where its DID is unknown.
func asked(p scraper.Page) store.DocumentID {
	d := p.Request.Document
	if d.Platform() != Platform {
		d = locateString(p.Request.URL).document()
	}
	if u, ok := parsePost(nativeURI(d.Native())); ok {
		return documentID(u.authority, u.rkey)
	}
	return ""
}

// nativeURI writes the native id DID/RKEY as an at:// address.
func nativeURI(native string) string {
	did, rkey, _ := strings.Cut(native, "/")
	return "at://" + did + "/" + collection + "/" + rkey
}

// refusals are the errors by which a server refuses to show what is there.
var refusals = map[string]store.Cause{
	"RateLimitExceeded": store.CauseRate, "AuthMissing": store.CauseLogin, "AuthenticationRequired": store.CauseLogin,
	"BlockedActor": store.CauseForbidden, "BlockedByActor": store.CauseForbidden,
}

// failure reads the error that a server states.
// https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread
func failure(p scraper.Page, w wireAnswer) (scraper.Parsed, error) {
	words := plain.Clip(w.Error, 100)
	if w.Message != "" {
		words += ": " + plain.Clip(w.Message, 200)
	}
	if c, ok := refusals[w.Error]; ok {
		return scraper.Parsed{Blocked: "the server refuses: " + words, Cause: c}, nil
	}
	how, ok := goneHow(p, w.Error)
	if !ok || p.Status != http.StatusBadRequest && p.Status != http.StatusNotFound {
		return scraper.Parsed{}, fmt.Errorf("the server says %s; check the address, or try again later", words)
	}
	return absent(p, asked(p), how, words)
}

// goneHow says what an error's name means for the post that was asked for. An
// account that is not there is no statement about a post.
func goneHow(p scraper.Page, name string) (store.GoneHow, bool) {
	switch name {
	case "AccountTakedown", "RepoTakendown", "RepoSuspended":
		return store.Suspended, true
	case "AccountDeactivated", "RepoDeactivated":
		return store.Unavailable, true
	case "RecordNotFound":
		if p.Request.Endpoint == "record" { // said by the account's own server
			return store.Deleted, true
		}
		return store.Unavailable, true
	case "NotFound":
		return store.Unavailable, true
	}
	return "", false
}

// absent says that the post asked for is gone. Where the account's own server is
// still to be asked, the AppView's word alone does not count: its index may have
// lost what the author keeps.
func absent(p scraper.Page, d store.DocumentID, how store.GoneHow, words string) (scraper.Parsed, error) {
	switch {
	case d == "" || p.Request.Endpoint == "did" || p.Request.Endpoint == "resolve":
		return scraper.Parsed{}, fmt.Errorf("the server says %s", words)
	case p.Request.Endpoint == "thread" && len(p.Request.IfFailed) > 0:
		return scraper.Parsed{}, fmt.Errorf("the AppView says %s; the account's own server is asked next", words)
	}
	u, ok := parsePost(nativeURI(d.Native()))
	if !ok {
		return scraper.Parsed{}, errors.New("the answer is about no post")
	}
	o := store.Observation{
		Document: d, Kind: store.Post, URL: postURL(u.authority, u.rkey), IDTime: idTime(u.rkey),
		Author: store.Author{ID: u.authority, URL: "https://bsky.app/profile/" + u.authority},
		Gone:   &store.Gone{How: how, Detail: words},
	}
	if here := givenURL(p, u.authority, u.rkey); here != "" {
		o.URL = here
	}
	return scraper.Parsed{Observations: []store.Observation{o}}, nil
}

// givenURL is where a post is looked at again that a server showed which only the
// source's address names; "" for posts of known servers.
func givenURL(p scraper.Page, did, rkey string) string {
	base := baseOf(p)
	switch {
	case base == "" || p.Request.Meta[metaServer] != serverGiven:
		return ""
	case p.Request.Endpoint == "record" || p.Request.Endpoint == "records":
		return recordURL(base, did, rkey)
	}
	return threadURL(base, did, rkey)
}

// baseOf is the server that was asked.
func baseOf(p scraper.Page) string {
	u, err := url.Parse(p.Request.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
