package mastodon

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxWraps bounds activities within activities.
const maxWraps = 4

// activity reads an ActivityPub object or activity. only says that it is the whole
// answer, and so the thing that was asked for.
func (w *answer) activity(raw []byte, only bool) error {
	return w.wrapped(raw, nil, activityState{only: only})
}

// activityState is what the wrapping activities said.
type activityState struct {
	depth                  int
	only, context, updated bool
	audience               []string
}

func (w *answer) wrapped(raw []byte, outer *object, st activityState) error {
	var o object
	if st.depth > maxWraps || len(raw) == 0 || raw[0] != '{' {
		return nil
	}
	if err := jsontext.Decode(raw, &o); err != nil {
		return err
	}
	st.depth++
	switch {
	case o.is("Note", "Article", "Page", "Question", "Video", "Audio", "Event", "Image"):
		return w.post(&o, outer, st)
	case o.is("Create"):
		return w.wrapped(o.Object, &o, st.within(&o))
	case o.is("Update"):
		st.updated = true
		return w.wrapped(o.Object, &o, st.within(&o))
	case o.is("Announce"): // a repost: the original is somebody else's
		st.context = true
		return w.wrapped(o.Object, &o, st.within(&o))
	case o.is("Delete") && st.only && st.depth == 1:
		return w.tombstone(objectID(o.Object), "ActivityPub Delete")
	case o.is("Tombstone") && st.only && st.depth == 1:
		return w.tombstone(string(o.ID), "ActivityPub Tombstone")
	case o.is("OrderedCollection", "OrderedCollectionPage", "Collection", "CollectionPage"):
		return w.collection(&o, st)
	case o.is("Person", "Group", "Organization", "Service", "Application"):
		w.out.Title = strings.TrimSpace(plain.Valid(string(o.Name)))
	}
	return nil
}

// within is the state inside an activity.
func (st activityState) within(o *object) activityState {
	st.audience = append(append(append([]string(nil), st.audience...), o.To...), o.Cc...)
	return st
}

func objectID(raw json.RawMessage) string {
	var l list
	_ = l.UnmarshalJSON(raw) // it never fails
	return l.first()
}

// collection reads the posts of an outbox or of pinned posts, and asks for the next
// page of an outbox.
func (w *answer) collection(o *object, st activityState) error {
	st.only = false
	items := append(append(many(nil), o.Ordered...), o.Items...)
	for _, item := range items[:min(len(items), maxItems)] {
		_ = w.wrapped(item, nil, st) // one unreadable item does not spoil the others
	}
	next := string(o.Next)
	if len(o.First) > 0 && o.First[0] == '{' {
		return w.wrapped(o.First, nil, st)
	} else if next == "" && len(items) == 0 {
		next = objectID(o.First)
	}
	u, err := url.Parse(next)
	if w.page.Request.Endpoint != endpointOutbox || err != nil || w.host == "" || hostOf(u) != w.host {
		return nil
	}
	page := w.a.outbox(w.host, u.RequestURI())
	if page.URL == w.page.Request.URL {
		return nil
	}
	if len(items) == 0 { // the collection itself, whose first page is next
		w.out.Next = append(w.out.Next, page)
	} else {
		w.out.Older = append(w.out.Older, page)
	}
	return nil
}

// public reports whether everybody may read an object. One that names no audience
// was given to everybody who asked.
func (o *object) public(st activityState) bool {
	all := append(append(append([]string(nil), o.To...), o.Cc...), st.audience...)
	return len(all) == 0 || slices.ContainsFunc(all, func(s string) bool {
		return s == "https://www.w3.org/ns/activitystreams#Public" || s == "as:Public" || s == "Public"
	})
}

// post states an object that is a post.
func (w *answer) post(o, outer *object, st activityState) error {
	home := objectOf(string(o.ID))
	if home.document() == "" || !o.public(st) {
		return nil
	}
	out := store.Observation{
		Document: home.document(), Kind: store.Post, URL: pageAddress(o), Context: st.context,
		IDTime: IDTime(home.id), Author: w.actor(o, outer),
	}
	w.alias(&out, home, st)
	out.Relations = o.relations(out)
	out.Content = store.Content{Media: append(o.ownFile(), o.media()...), Flags: append([]string(nil), w.flags...)}
	if w.host != "" && home.host != w.host {
		out.Content.Flags = jsontext.AddFlag(out.Content.Flags, remoteCopy)
	}
	o.words(&out.Content)
	created, updated := string(o.Published), string(o.Updated)
	if outer != nil && created == "" {
		created = string(outer.Published)
	}
	if outer != nil && st.updated && updated == "" {
		updated = string(outer.Updated)
	}
	if updated == created {
		updated = ""
	}
	Stamp(&out, created, updated)
	w.add(out)
	if st.context = true; len(o.Quote) > 0 && o.Quote[0] == '{' { // the quoted post, as its quoter tells it
		st.only, st.audience = false, nil
		_ = w.wrapped(o.Quote, nil, st) // one that cannot be read does not spoil the post
	}
	return nil
}

// alias joins the object's id with the id that was asked for, where the one answer
// tells that they are of one post: two servers, or the two kinds of id of Pleroma.
func (w *answer) alias(o *store.Observation, home origin, st activityState) {
	want := asked(w.page)
	if want == "" || want == o.Document || !st.only || w.page.Request.Endpoint != endpointActivity {
		return
	}
	switch host, _, _ := strings.Cut(want.Native(), "/"); {
	case home.host != host:
		o.Aliases = append(o.Aliases, want)
	case sameHost(home, want):
		o.Aliases = append(o.Aliases, o.Document)
		o.Document = want
	}
}

// words fills in what an object says. A Note's summary is its content warning; an
// Article's and a Page's name is the headline.
func (o *object) words(c *store.Content) {
	content := string(o.Content)
	langs := slices.Sorted(maps.Keys(o.ContentMap))
	if len(langs) == 1 {
		c.Lang = language(langs[0])
	}
	if content == "" && len(langs) > 0 {
		content, c.Lang = string(o.ContentMap[langs[0]]), language(langs[0])
	}
	c.Text = Words(content, o.options()...)
	c.Title = plain.Valid(string(o.Summary))
	if name := plain.Valid(string(o.Name)); name != "" {
		c.Title, c.Description = name, Words(string(o.Summary))
	}
}

func (o *object) relations(out store.Observation) []store.Relation {
	var rs []store.Relation
	add := func(kind store.RelationKind, address string) {
		if d := objectOf(address).document(); d != "" && d != out.Document {
			rs = append(rs, store.Relation{Kind: kind, Document: d})
		}
	}
	add(store.RelationRepliesTo, o.InReplyTo.first())
	add(store.RelationQuotes, o.quoted())
	return rs
}
