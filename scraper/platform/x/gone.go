package x

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// goneHow reads in which way a post is gone from the platform's own notice, and
// from nothing else: never from a post's text. Notices that give no reason, or
// one that a login or a birth date would lift, are "unavailable".
// https://help.x.com/en/rules-and-policies/notices-on-x
func goneHow(notice string) store.GoneHow {
	n := strings.ToLower(notice)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(n, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("deleted by the post author", "deleted by the tweet author", "tweet was deleted", "post was deleted", "deleted by its author"):
		return store.Deleted
	case has("suspended"):
		return store.Suspended
	case has("withheld"):
		return store.Withheld
	case has("limits who can view", "protected", "not authorized to see"):
		return store.Protected
	}
	return store.Unavailable
}

// goneReason reads the one-word reasons of X's web client, of FxEmbed and of the
// compliance files.
func goneReason(reason string) store.GoneHow {
	switch strings.ToLower(reason) {
	case "deleted":
		return store.Deleted
	case "suspended":
		return store.Suspended
	case "protected", "private":
		return store.Protected
	case "withheld":
		return store.Withheld
	}
	return store.Unavailable
}

// gonePost says that a post is gone.
func gonePost(id string, how store.GoneHow, detail string) post {
	return post{id: id, gone: &store.Gone{How: how, Detail: plain.Clip(detail, 300)}}
}

// notice makes a tombstone of a post in whose place X has put a notice
// ("… has been withheld … Learn more."): its link leads straight to X's help
// pages, while an author's links, whatever they lead to, all go through t.co.
// Words alone never make a tombstone.
func (p *post) notice(shortLinks []string) {
	for _, l := range shortLinks {
		u, err := url.Parse(l)
		if err == nil && slices.Contains([]string{"support.twitter.com", "help.twitter.com", "help.x.com"}, site.Name(u)) {
			p.gone = &store.Gone{How: goneHow(p.text), Detail: plain.Clip(p.text, 300)}
		}
	}
}

// asked is the id of the post that a request was aimed at.
func asked(p scraper.Page) string {
	if d := p.Request.Document; d.Platform() == Platform && validID(d.Native()) {
		return d.Native()
	}
	if id := statusID(p.Request.URL); id != "" {
		return id
	}
	return locate(p.URL).post
}

// sideLook reports whether the request asks for one edit of a post, or for the
// whole of a text, after the post itself was seen: what is absent there says
// nothing about the post.
func sideLook(p scraper.Page) bool {
	return p.Request.Meta[metaEdits] != "" || p.Request.Meta[metaWhole] != ""
}

// wall says why an answer is a wall, by its status alone; "" where it is none.
func wall(p scraper.Page) string {
	switch p.Status {
	case http.StatusTooManyRequests, 420:
		return "X limits the rate of requests; try again later"
	case http.StatusUnauthorized:
		return "X asks for a login"
	case http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return "X refused the request (status " + http.StatusText(p.Status) + "), as it does for many cloud addresses"
	}
	return ""
}
