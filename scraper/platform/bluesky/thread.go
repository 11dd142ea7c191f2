package bluesky

import (
	"strings"

	"onrecord/scraper"
	"onrecord/store"
)

// thread reads a post with what it answers and how its author went on.
func (l *list) thread(t *wireThread) (scraper.Parsed, error) {
	switch {
	case t.Blocked || t.Type == "app.bsky.feed.defs#blockedPost":
		return scraper.Parsed{Blocked: "the post's author has blocked, or is blocked by, somebody: the AppView does not show it"}, nil
	case t.NotFound || t.Type == "app.bsky.feed.defs#notFoundPost":
		return l.notFound(t.URI)
	}
	main := t.Post.post()
	if main == nil || !l.isAsked(main) {
		return scraper.Parsed{}, errNoPost
	}
	l.add(main, main.did)
	for up := t.Parent; up != nil; up = up.Parent {
		l.add(up.Post.post(), main.did)
	}
	l.ownReplies(t.Replies, main.did)
	return l.parsed(title(main.author))
}

// ownReplies takes the posts in which the author goes on by answering himself.
func (l *list) ownReplies(replies []*wireThread, did string) {
	for _, r := range replies {
		if r == nil {
			continue
		}
		if p := r.Post.post(); p != nil && p.did == did {
			l.add(p, did)
			l.ownReplies(r.Replies, did)
		}
	}
}

// isAsked reports whether a post is the one that was asked for, as far as the
// request says.
func (l *list) isAsked(p *post) bool {
	if d := asked(l.page); d != "" {
		return p.document() == d
	}
	key := l.page.Request.Meta[metaRkey]
	return key == "" || p.rkey == key
}

// notFound takes the AppView's notice for the post that was asked for. Where it
// was asked for by a handle, the notice says whose post it is.
func (l *list) notFound(uri string) (scraper.Parsed, error) {
	d := asked(l.page)
	if u, ok := parsePost(uri); ok {
		named := documentID(u.authority, u.rkey)
		if d == "" && u.rkey == l.page.Request.Meta[metaRkey] {
			d = named
		}
		if named != d {
			d = ""
		}
	}
	return absent(l.page, d, store.Unavailable, "notFoundPost")
}

// feed reads what an account wrote. Of a repost only the original is kept, as
// context.
func (l *list) feed(w wireAnswer) (scraper.Parsed, error) {
	name := ""
	for _, item := range w.Feed {
		p := item.Post.post()
		if p == nil {
			continue
		}
		if item.Reason != nil && item.Reason.Type == "app.bsky.feed.defs#reasonRepost" {
			l.add(p, "")
			continue
		}
		l.add(p, p.did)
		if item.Reply != nil {
			l.add(item.Reply.Parent.post(), p.did)
			l.add(item.Reply.Root.post(), p.did)
		}
		if name == "" && l.isActor(p) {
			name = title(p.author)
		}
	}
	return l.listing(w.Cursor, name, len(w.Feed))
}

// isActor reports whether a post is by the account that was asked for.
func (l *list) isActor(p *post) bool {
	actor := l.page.Request.Meta[metaActor]
	return actor == "" || actor == p.did || strings.EqualFold(actor, p.author.Handle)
}

// listing states a page of a list, and asks for the next. An empty list is an
// account that wrote nothing.
func (l *list) listing(cursor, name string, items int) (scraper.Parsed, error) {
	if items == 0 {
		return scraper.Parsed{Title: name}, nil
	}
	out, err := l.parsed(name)
	if len(out.Observations) > 0 && out.Observations[0].Gone == nil {
		out.Older = nextPage(l.page, cursor)
	}
	return out, err
}

// views reads posts that were asked for one by one, or that quote one.
func (l *list) views(views []wireView) (scraper.Parsed, error) {
	for i := range views {
		if p := views[i].post(); p != nil {
			l.add(p, p.did)
		}
	}
	return l.parsed("")
}
