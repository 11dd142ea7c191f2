package bluesky

import (
	"regexp"
	"strings"
	"time"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// indexTolerance is how long after its claimed time the index may first see a post;
// scheduled and imported posts lie far apart.
const indexTolerance = 24 * time.Hour

// post is one post as any of the shapes tells it.
type post struct {
	did, rkey, cid string
	author         store.Author
	authorLabels   []wireLabel
	labels         []wireLabel
	record         *wireRecord
	embed          *wireEmbed
	indexedAt      string
	// server is where a repository was asked; url what readers are given where
	// it is not Bluesky's own page.
	server, url string
	context     bool
	flags       []string
}

// post makes a post of a view; nil where it is none: another kind of record, one
// not shown, or one without a DID.
func (v *wireView) post() *post {
	if v == nil {
		return nil
	}
	record := v.Record
	if v.Value != nil {
		record = v.Value
	}
	u, ok := parsePost(v.URI)
	if !ok || record == nil || record.Type != collection || record.Text == nil {
		return nil
	}
	p := &post{did: u.authority, rkey: u.rkey, record: record, embed: v.Embed, indexedAt: v.IndexedAt, labels: v.Labels}
	if p.embed == nil && len(v.Embeds) > 0 {
		p.embed = &v.Embeds[0]
	}
	if cidSyntax.MatchString(v.CID) {
		p.cid = v.CID
	}
	p.author = store.Author{ID: p.did, URL: "https://bsky.app/profile/" + p.did}
	if a := v.Author; a != nil && a.DID == p.did {
		p.author.Name, p.author.Handle, p.authorLabels = plain.Clip(a.DisplayName, 640), handle(a.Handle), a.Labels
	}
	return p
}

// post makes a post of a quoted one.
func (q *wireQuoted) post() *post {
	if q == nil {
		return nil
	}
	v := wireView{URI: q.URI, CID: q.CID, Author: q.Author, Value: q.Value, Embeds: q.Embeds, IndexedAt: q.IndexedAt, Labels: q.Labels}
	return v.post()
}

// handle is a name that is really the account's: the AppView writes
// "handle.invalid" for one that does not lead back to it.
func handle(s string) string {
	if !isHandle(s) || strings.EqualFold(s, "handle.invalid") {
		return ""
	}
	return s
}

func (p post) document() store.DocumentID { return documentID(p.did, p.rkey) }

// postURL names the author by DID, so that the address alone names the post.
func postURL(did, rkey string) string { return "https://bsky.app/profile/" + did + "/post/" + rkey }

// observation states the post in the archive's words. There is no time of the
// version: nobody but the author dates an edit.
func (p post) observation(flags []string) store.Observation {
	o := store.Observation{
		Document: p.document(), Kind: store.Post, URL: p.url, Author: p.author,
		IDTime: idTime(p.rkey), VersionID: p.cid, Context: p.context,
		Relations: p.relations(),
		Content:   store.Content{Text: p.record.words(), Lang: p.lang(), Media: p.media()},
	}
	if o.URL == "" {
		o.URL = postURL(p.did, p.rkey)
	}
	o.Content.PublishedAt, _ = p.claim()
	for _, f := range append(append([]string(nil), flags...), p.oddities()...) {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, f)
	}
	return o
}

// claim is the time that the post claims, and what is odd about it. Programs write it in
// forms that the protocol does not allow, most often without the zone.
func (p post) claim() (store.Moment, string) {
	said := p.record.CreatedAt
	if t := parseTime(said); !t.IsZero() {
		return store.Moment{Time: t, Precision: store.PrecisionSecond}, ""
	}
	raw := plain.Clip(said, 100)
	if loose.MatchString(said) {
		if m, flag := format.ParseTime(said); !m.IsZero() {
			m.Raw = raw
			return m, flag
		}
	}
	if said == "" {
		return store.Moment{}, ""
	}
	return store.Moment{Raw: raw}, "unreadable-time"
}

// loose is a date and a time of day, however they are joined.
var loose = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d`)

func (p post) lang() string {
	if len(p.record.Langs) == 0 || !langSyntax.MatchString(p.record.Langs[0]) {
		return ""
	}
	return strings.ToLower(p.record.Langs[0])
}

// relations are the post that this one answers, and the one that it quotes.
func (p post) relations() []store.Relation {
	var out []store.Relation
	add := func(kind store.RelationKind, uri string) {
		if u, ok := parsePost(uri); ok && documentID(u.authority, u.rkey) != p.document() {
			out = append(out, store.Relation{Kind: kind, Document: documentID(u.authority, u.rkey)})
		}
	}
	if p.record.Reply != nil {
		add(store.RelationRepliesTo, p.record.Reply.Parent.URI)
	}
	if q := p.record.Embed.quoted(); q != nil {
		add(store.RelationQuotes, q.URI)
	} else if q := p.embed.quoted(); q != nil {
		add(store.RelationQuotes, q.URI)
	}
	return out
}

// oddities compares what the key, the record and the index say, and names the
// labels that matter.
func (p post) oddities() []string {
	flags := append([]string(nil), p.flags...)
	key, indexed := idTime(p.rkey), parseTime(p.indexedAt)
	claim, odd := p.claim()
	switch {
	case odd != "":
		flags = append(flags, odd)
	case claim.Disagrees(key):
		flags = append(flags, "id-time-disagrees")
	}
	if odd == "" && !claim.IsZero() && !indexed.IsZero() && claim.Time.Sub(indexed).Abs() > indexTolerance {
		flags = append(flags, "indexed-later")
	}
	if labelled(p.authorLabels, "!no-unauthenticated", "") || labelled(p.labels, "!no-unauthenticated", "") {
		flags = append(flags, "no-unauthenticated")
	}
	return flags
}

// takenDown reports whether the platform itself took the post or its author
// down; a label that authors give themselves says nothing.
func (p post) takenDown() bool {
	return labelled(p.labels, "!takedown", p.did) || labelled(p.authorLabels, "!takedown", p.did)
}

// labelled reports whether a label stands that its source has not undone.
func labelled(labels []wireLabel, value, exceptFrom string) bool {
	for _, l := range labels {
		if l.Value == value && !l.Undone && (exceptFrom == "" || l.Source != exceptFrom) {
			return true
		}
	}
	return false
}
