package bluesky

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// maxPosts bounds what is read of one answer; the interface gives at most 100
// posts, each with at most three others.
const maxPosts = 1000

// errNoPost is what an answer says that holds nothing to keep.
var errNoPost = errors.New("no post in the answer")

// Parse reads one answer of any known shape: a thread, a feed, posts, records, a
// handle's DID, a DID's document, an error. Each post is observed once.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	out, err := a.read(p)
	if err != nil {
		err = fmt.Errorf("read Bluesky's answer: %w", err)
	}
	return out, err
}

func (a *Adapter) read(p scraper.Page) (scraper.Parsed, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF")))
	if why := wall(p, body); why != "" {
		return scraper.Parsed{Blocked: why}, nil
	}
	if p.Status == http.StatusGone {
		return absent(p, asked(p), store.Deleted, "status 410")
	}
	if len(body) == 0 || body[0] != '{' {
		return scraper.Parsed{}, fmt.Errorf("the answer (status %d) is no JSON object; try again later", p.Status)
	}
	look, err := jsontext.Inspect(body)
	if err != nil {
		return scraper.Parsed{}, err
	}
	if len(look.Tops) != 1 {
		return scraper.Parsed{}, errors.New("the answer is more than one JSON value")
	}
	var w wireAnswer
	if err := jsontext.Decode(look.Tops[0], &w); err != nil {
		return scraper.Parsed{}, err
	}
	if w.Error != "" {
		return failure(p, w)
	}
	if p.Status >= 400 {
		return scraper.Parsed{}, fmt.Errorf("the server failed with status %d; try again later", p.Status)
	}
	return a.answer(p, w, look.Flags)
}

// answer tells the shapes apart by what is there.
func (a *Adapter) answer(p scraper.Page, w wireAnswer, flags []string) (scraper.Parsed, error) {
	l := &list{page: p, flags: flags, at: map[store.DocumentID]int{}}
	switch {
	case w.Thread != nil:
		return l.thread(w.Thread)
	case w.Feed != nil:
		return l.feed(w)
	case w.Posts != nil:
		return l.views(w.Posts)
	case w.Records != nil:
		return l.records(w.Records, w.Cursor)
	case w.Value != nil:
		return l.records([]wireView{w.wireView}, "")
	case w.DIDDoc != nil:
		return a.identity(p, *w.DIDDoc)
	case w.ID != "":
		return a.identity(p, wireDID{ID: w.ID, Known: w.Known, wireServices: w.wireServices})
	case w.DID != "":
		return a.resolved(p, w.DID)
	}
	return scraper.Parsed{}, errNoPost
}

// list gathers posts, each once.
type list struct {
	page  scraper.Page
	flags []string
	posts []*post
	at    map[store.DocumentID]int
}

// add takes a post and what it quotes. Posts of others than the DID that is
// watched are context.
func (l *list) add(p *post, watched string) {
	l.put(p, watched)
	if p != nil {
		l.put(p.embed.quoted().post(), watched)
	}
}

func (l *list) put(p *post, watched string) {
	if p == nil || len(l.posts) >= maxPosts {
		return
	}
	p.context = p.did != watched
	if i, ok := l.at[p.document()]; ok {
		l.posts[i].context = l.posts[i].context && p.context
		return
	}
	l.at[p.document()] = len(l.posts)
	l.posts = append(l.posts, p)
}

// parsed states all that was gathered. A post that the platform took down is
// gone only where it was asked for.
func (l *list) parsed(title string) (scraper.Parsed, error) {
	out := scraper.Parsed{Title: title}
	for _, p := range l.posts {
		if p.takenDown() {
			if p.document() == asked(l.page) {
				return absent(l.page, p.document(), store.Suspended, "label !takedown")
			}
			p.flags = append(p.flags, "label-takedown")
		}
		if p.url = givenURL(l.page, p.did, p.rkey); p.url != "" {
			p.flags = append(p.flags, "server-not-checked")
		}
		out.Observations = append(out.Observations, p.observation(l.flags))
	}
	if len(out.Observations) == 0 {
		return out, errNoPost
	}
	return out, nil
}

// title is what an account calls itself.
func title(a store.Author) string {
	if a.Name != "" || a.Handle == "" {
		return a.Name
	}
	return "@" + a.Handle
}
