package x

import (
	"slices"
	"strings"
	"time"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxEdits bounds the ids that one post is believed to have: X allows five edits.
const maxEdits = 20

// editSpan bounds how far apart the edits of one post can lie; X allows an hour.
const editSpan = 24 * time.Hour

// post is what any of the shapes says about one post, before it becomes an
// observation.
type post struct {
	id     string
	edits  []string
	author store.Author
	text   string
	title  string
	lang   string
	// created is this version's own claim, day true where only the day is known.
	created time.Time
	raw     string
	day     bool
	media   []store.Media
	cutWhy  string
	flags   []string
	gone    *store.Gone
	seenAt  time.Time
	// quotes and answers are the posts that this one quotes and answers; context
	// says that it is given only beside another one.
	quotes, answers string
	context         bool
	// continues says that the post that it answers is the author's own: a thread.
	continues bool
}

// beside marks posts that are given only because another one quotes, answers or
// repeats them, unless its own author wrote them.
func beside(of post, posts []post) []post {
	for i := range posts {
		posts[i].context = posts[i].context || of.author.Key() == "" || posts[i].author.Key() != of.author.Key()
	}
	return posts
}

// observation states the post in the archive's words.
func (p post) observation() store.Observation {
	edits := p.believedEdits()
	first := edits[0]
	o := store.Observation{
		Document:    store.NewDocumentID(Platform, first),
		Kind:        store.Post,
		URL:         postURL(p.author.Handle, first),
		Author:      p.author,
		IDTime:      idTime(first),
		SeenAt:      p.seenAt,
		VersionID:   p.id,
		VersionURL:  postURL(p.author.Handle, p.id),
		VersionTime: idTime(p.id),
		Gone:        p.gone,
	}
	for _, id := range edits[1:] {
		o.Aliases = append(o.Aliases, store.NewDocumentID(Platform, id))
	}
	for _, rel := range []store.Relation{{Kind: store.RelationRepliesTo, Document: store.NewDocumentID(Platform, p.answers)}, {Kind: store.RelationQuotes, Document: store.NewDocumentID(Platform, p.quotes)}} {
		if validID(rel.Document.Native()) && rel.Document != o.Document {
			o.Relations = append(o.Relations, rel)
		}
	}
	o.Context = p.context
	if p.gone != nil {
		o.VersionID, o.VersionURL, o.VersionTime = "", "", time.Time{}
		return o
	}
	o.Content = p.content(first)
	if o.VersionTime.IsZero() && !p.day {
		o.VersionTime = p.created
	}
	return o
}

func (p post) content(first string) store.Content {
	c := store.Content{
		Title: p.title, Text: plain.Valid(p.text), Lang: p.lang, Media: named(p.media),
		Cut: p.cutWhy != "", CutWhy: p.cutWhy, Flags: p.flags,
	}
	claim := store.Moment{Time: p.created, Precision: store.PrecisionSecond}
	if p.day {
		claim.Precision = store.PrecisionDay
	}
	switch at := idTime(p.id); {
	case p.created.IsZero() && p.raw != "":
		claim = store.Moment{Raw: plain.Clip(p.raw, 100)}
		c.Flags = jsontext.AddFlag(c.Flags, "unreadable-time")
	case p.created.IsZero():
		claim = store.Moment{}
	case at.IsZero():
	case claim.Disagrees(at):
		c.Flags = jsontext.AddFlag(c.Flags, "id-time-disagrees")
	}
	c.PublishedAt = claim
	if first != p.id && !idTime(first).IsZero() && !claim.IsZero() {
		// An edit claims its own time; the post stands since its first id.
		c.ModifiedAt = claim
		c.PublishedAt = store.Moment{Time: idTime(first).Truncate(time.Second), Precision: store.PrecisionSecond}
	}
	if strings.Contains(c.Text, "://t.co/") {
		c.Flags = jsontext.AddFlag(c.Flags, "links-not-expanded")
	}
	return c
}

// absent reports whether two times lie further apart than the tolerance.
func absent(a, b time.Time, tolerance time.Duration) bool {
	return a.Sub(b).Abs() > tolerance
}

// believedEdits are the post's ids, first one first. Ids that cannot be edits
// of this one (too many, too far away in time, its own missing) are not
// believed: they would merge two documents.
func (p *post) believedEdits() []string {
	alone := []string{p.id}
	if len(p.edits) == 0 {
		return alone
	}
	ok := len(p.edits) <= maxEdits && slices.Contains(p.edits, p.id)
	seen := map[string]bool{}
	var out []string
	for _, id := range p.edits {
		ok = ok && validID(id) && !absent(idTime(id), idTime(p.id), editSpan)
		if !seen[id] {
			out = append(out, id)
		}
		seen[id] = true
	}
	if !ok {
		p.flags = jsontext.AddFlag(p.flags, "edit-ids-disagree")
		return alone
	}
	sortIDs(out)
	return out
}

// sortIDs puts ids in the order of their numbers: the shorter is the smaller.
func sortIDs(ids []string) {
	for i := 1; i < len(ids); i++ {
		for j := i; j > 0 && idLess(ids[j], ids[j-1]); j-- {
			ids[j], ids[j-1] = ids[j-1], ids[j]
		}
	}
}

func idLess(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

func postURL(handle, id string) string {
	return "https://x.com/" + orI(handle) + "/status/" + id
}

// author makes an Author of what a payload says; a name that cannot be a handle
// is not taken for one.
func author(id, handle, name string) store.Author {
	a := store.Author{Name: plain.Valid(name)}
	if validID(id) {
		a.ID = id
	}
	if handle = strings.TrimPrefix(strings.TrimSpace(handle), "@"); handleLike(handle) {
		a.Handle = handle
		a.URL = "https://x.com/" + handle
	}
	return a
}

// The ways in which the sources write times.
var layouts = []string{time.RubyDate, time.RFC3339Nano, time.RFC1123, time.RFC1123Z, "Jan 2, 2006 · 3:04 PM MST", "2006-01-02 15:04:05 -0700"}

// parseTime reads a claimed time; zero where it cannot, or where it lies outside
// the years 1 to 9999.
func parseTime(s string) time.Time {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 {
			return t.UTC()
		}
	}
	return time.Time{}
}
