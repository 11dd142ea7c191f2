package x

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// v2Index finds authors and media by their keys.
type v2Index struct {
	users map[wireID]v2User
	media map[string]v2Media
	polls map[wireID]v2Poll
}

// readV2 reads an answer of the API v2: the posts asked for, then those that it
// includes, then those that it says are not there.
func readV2(p scraper.Page, raw json.RawMessage, s shape) (answer, error) {
	var v v2Answer
	if err := jsontext.Decode(raw, &v); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	posts := v2Data(v.Data)
	index := v2Index{map[wireID]v2User{}, map[string]v2Media{}, map[wireID]v2Poll{}}
	for _, u := range v.Includes.Users {
		index.users[u.ID] = u
	}
	for _, m := range v.Includes.Media {
		index.media[m.Key] = m
	}
	for _, p := range v.Includes.Polls {
		index.polls[p.ID] = p
	}
	var out answer
	authors := map[wireID]bool{}
	for i, t := range append(posts, v.Includes.Tweets...) {
		authors[t.AuthorID] = authors[t.AuthorID] || i < len(posts)
		if t.ID == "" || t.Text == "" || t.repost() {
			continue
		}
		p := index.post(t)
		p.context = i >= len(posts) && !authors[t.AuthorID]
		out.add(p)
	}
	for _, e := range v.Errors {
		if how, ok := e.gone(); ok {
			out.add(gonePost(string(e.ID), how, e.Detail))
		}
	}
	switch {
	case len(out.posts) > 0:
		return out, nil
	case len(v.Errors) > 0:
		return readError(p, s)
	}
	return readAccount(raw)
}

// v2Data are the posts under "data": one, or a list.
func v2Data(raw json.RawMessage) []v2Post {
	var one v2Post
	var many []v2Post
	switch {
	case len(raw) == 0:
	case raw[0] == '{' && jsontext.Decode(raw, &one) == nil:
		return []v2Post{one}
	case jsontext.Decode(raw, &many) == nil:
		return many
	}
	return nil
}

// readV2Post reads a post of the API v2 that stands alone, with all that twarc put into
// it where it flattened an answer.
func readV2Post(raw json.RawMessage) (answer, error) {
	var t v2Post
	if err := jsontext.Decode(raw, &t); err != nil || t.ID == "" {
		return answer{}, errNoPost
	}
	index := v2Index{map[wireID]v2User{}, map[string]v2Media{}, map[wireID]v2Poll{}}
	posts := t.flattened(index, maxQuotes)
	if len(posts) == 0 {
		return answer{}, errNoPost
	}
	return answer{posts: posts}, nil
}

// flattened are a post and those within it; a repost gives its original alone.
func (t v2Post) flattened(index v2Index, depth int) (out []post) {
	if depth == 0 {
		return nil
	}
	if t.Author != nil {
		index.users[t.AuthorID], index.users[t.Author.ID] = *t.Author, *t.Author
	}
	for _, m := range t.Attachments.Media {
		index.media[m.Key] = m
	}
	var self post
	if !t.repost() {
		if t.AuthorID == "" && t.Author != nil {
			t.AuthorID = t.Author.ID
		}
		self = index.post(t)
		out = append(out, self)
	}
	for _, r := range t.Referenced {
		if r.Text != "" {
			out = append(out, beside(self, r.v2Post.flattened(index, depth-1))...)
		}
	}
	return out
}

// oldRepost is how a repost reads where nothing else marks it.
var oldRepost = regexp.MustCompile(`^RT @\w{1,20}: `)

// repost reports whether the post only repeats another. Where the answer names
// no relations (they were not asked for), the text tells.
func (t v2Post) repost() bool {
	for _, r := range t.Referenced {
		if r.Type == "retweeted" {
			return true
		}
	}
	return t.CreatedAt == "" && t.AuthorID == "" && oldRepost.MatchString(t.Text)
}

func (x v2Index) post(t v2Post) post {
	p := post{id: string(t.ID), lang: language(t.Lang), raw: t.CreatedAt, created: parseTime(t.CreatedAt)}
	for _, id := range t.EditIDs {
		p.edits = append(p.edits, string(id))
	}
	for _, r := range t.Referenced {
		switch r.Type {
		case "replied_to":
			p.answers = string(r.ID)
		case "quoted":
			p.quotes = string(r.ID)
		}
	}
	u := x.users[t.AuthorID]
	p.author = author(string(t.AuthorID), u.Username, u.Name)
	for _, key := range t.Attachments.Keys {
		p.media = append(p.media, x.media[key].media(key))
	}
	lo, hi := 0, -1
	if len(t.Range) == 2 {
		lo, hi = int(t.Range[0]), int(t.Range[1])
	}
	p.text = render(t.Text, lo, hi, t.links(t.Entities), true)
	switch {
	case t.Note != nil && t.Note.Text != "":
		p.text = render(t.Note.Text, 0, -1, t.links(t.Note.Entities), true)
	case t.Note != nil || t.shortened():
		p.cutWhy = "the API v2 gave only the beginning of this post"
	}
	if p.text == "" && len(p.media) == 0 {
		p.text = render(t.Text, 0, -1, nil, true)
	}
	if a := t.Article.whole(); a != nil && a.Title != "" {
		p.title, p.text = a.Title, first(a.Plain, p.text)
	}
	if t.Attachments.Poll != nil {
		p.text = withPoll(p.text, t.Attachments.Poll.labels())
	} else if len(t.Attachments.PollIDs) > 0 {
		p.text = withPoll(p.text, x.polls[t.Attachments.PollIDs[0]].labels())
	}
	var short []string
	for _, u := range t.Entities.URLs {
		short = append(short, u.URL)
	}
	p.notice(short)
	if t.Withheld != nil {
		p.flags = jsontext.AddFlag(p.flags, "withheld-in:"+plain.Clip(strings.Join(t.Withheld.Countries, ","), 100))
	}
	return p
}

// links are the addresses in the post's text.
func (t v2Post) links(e v2Entities) []link {
	var out []link
	for _, u := range e.URLs {
		l := link{from: int(u.Start), to: int(u.End), short: u.URL, full: u.Expanded}
		id := statusID(u.Expanded)
		l.media = u.MediaKey != "" || id != "" && strings.HasPrefix(u.Display, "pic.")
		l.tail = id != "" && id == string(t.ID) && strings.Contains(u.Expanded, "/i/web/status/")
		for _, r := range t.Referenced {
			l.tail = l.tail || r.Type == "quoted" && id == string(r.ID)
		}
		out = append(out, l)
	}
	return out
}

// shortened reports whether the text ends in an ellipsis and the post's own
// address, as the API writes what it cut.
func (t v2Post) shortened() bool {
	for _, u := range t.Entities.URLs {
		if statusID(u.Expanded) == string(t.ID) && strings.Contains(u.Expanded, "/i/web/status/") &&
			strings.HasSuffix(strings.TrimSpace(t.Text), "… "+u.URL) {
			return true
		}
	}
	return false
}

func (m v2Media) media(key string) store.Media {
	kind := m.Type
	if kind == "" { // not included: the key's first digit tells
		kind = map[byte]string{'3': "photo", '7': "video", '1': "video"}[(key + " ")[0]]
	}
	w := medium{Type: kind, MediaURL: first(m.URL, m.Preview), Alt: m.Alt}
	w.VideoInfo.Variants = m.Variants
	return w.media()
}

// gone reports whether the error says that a post is not there, and how.
func (e apiError) gone() (store.GoneHow, bool) {
	if e.Resource != "tweet" || !validID(string(e.ID)) {
		return "", false
	}
	switch {
	case strings.HasSuffix(e.Type, "/resource-not-found"):
		return goneHow(e.Detail), true
	case strings.HasSuffix(e.Type, "/not-authorized-for-resource"):
		return store.Protected, true
	}
	return "", false
}
