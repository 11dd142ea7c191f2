package x

import (
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
)

// The adapter's own notes on a request.
const (
	// metaEdits lists the edits of a post that have been asked for.
	metaEdits = "edits"
	// metaWhole marks the request for the whole text of a post that was cut.
	metaWhole = "whole"
)

// maxFollow bounds the requests that follow from one page.
const maxFollow = 20

// follow asks for the edits that the page names and does not contain, and for
// the whole of a text that was cut; nothing twice.
func (a *Adapter) follow(p scraper.Page, posts []post) []scraper.Request {
	have := map[string]bool{}
	for _, q := range posts {
		have[q.id] = true
	}
	known := strings.FieldsFunc(p.Request.Meta[metaEdits], func(r rune) bool { return r == ',' })
	var missing []string
	for i := range posts {
		edits := posts[i].believedEdits()
		if len(edits) == 1 {
			continue
		}
		for _, id := range edits {
			if !have[id] && !slices.Contains(known, id) && len(missing) < maxFollow {
				missing = append(missing, id)
			}
			known = jsontext.AddFlag(known, id)
		}
	}
	var next []scraper.Request
	all := strings.Join(known, ",")
	for _, id := range missing {
		r := a.syndication(id)
		r.Meta = map[string]string{metaEdits: all}
		next = append(next, r)
	}
	next = append(append(next, a.whole(p, posts)...), thread(p, posts, have)...)
	return append(next, a.officialPosts(p)...)
}

// thread leads to the post that the one asked for continues, an own post of the
// author's: a target of its own, so that it is asked for once.
func thread(p scraper.Page, posts []post, have map[string]bool) []scraper.Request {
	for _, q := range posts {
		if q.continues && q.id == asked(p) && validID(q.answers) && !have[q.answers] && !sideLook(p) {
			return []scraper.Request{{URL: postURL(q.author.Handle, q.answers), Endpoint: "thread"}}
		}
	}
	return nil
}

// whole asks for the text of the post that the request was aimed at, where it
// came cut: from x.com's page, or from the relay where one is allowed.
func (a *Adapter) whole(p scraper.Page, posts []post) []scraper.Request {
	if p.Request.Meta[metaWhole] != "" {
		return nil
	}
	for _, q := range posts {
		if q.cutWhy == "" || q.id != asked(p) {
			continue
		}
		r := a.page(q.id, q.author.Handle)
		if a.endpoints.Relay != "" {
			page := r
			r = a.relayPost(q.id)
			page.Meta = map[string]string{metaWhole: "asked", metaEdits: p.Request.Meta[metaEdits]}
			r.IfFailed = []scraper.Request{page}
		}
		r.Meta = map[string]string{metaWhole: "asked", metaEdits: p.Request.Meta[metaEdits]}
		return []scraper.Request{r}
	}
	return nil
}
