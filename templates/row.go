package templates

import (
	"strings"

	"onrecord/store"
)

// DocRow is a document in a list.
type DocRow struct {
	Ref
	// Who wrote it; Handle is without "@".
	Who, Handle, Lang string
	When              store.Moment
	Kind              store.Kind
	Versions          int
	Gone, Missing     bool
}

// row is a document in a list.
func (p *painter) row(d store.Document) DocRow {
	r := DocRow{
		Ref: p.ref(pagePath(d.Kind, d.ID), clip(plain(d.Title), 200)), When: d.PublishedAt, Lang: langTag(d.Lang),
		Kind: d.Kind, Versions: d.Versions, Gone: d.Gone(), Missing: d.Tombstone != nil && !d.Gone(),
	}
	r.Who, r.Handle = p.t.byline(d)
	if d.Title == "" {
		r.Text = clip(plain(d.Excerpt), 200)
	}
	if strings.TrimSpace(r.Text) == "" {
		r.Text = name(string(d.ID))
	}
	return r
}

// byline is who wrote a document, and the handle where it says more.
func (t *tongue) byline(d store.Document) (who, handle string) {
	switch {
	case d.Kind == store.Article && d.Publisher != "":
		return name(d.Publisher), ""
	case d.Author.Name != "":
		return name(d.Author.Name), name(d.Author.Handle)
	case d.Author.Handle != "":
		return "@" + name(d.Author.Handle), ""
	}
	return t.say("unknown author"), ""
}

// who is the byline in one.
func (t *tongue) who(d store.Document) string {
	who, handle := t.byline(d)
	if handle != "" {
		who += " (@" + handle + ")"
	}
	return who
}

// platform is written as it writes itself, one without a name as its ids begin.
func (t *tongue) platform(p store.Platform) string {
	if n := t.platforms[p]; n != "" {
		return n
	}
	return name(string(p))
}

// title is a page's, as tabs and bookmarks show it.
func (t *tongue) title(d store.Document) string {
	switch {
	case d.Title != "":
		return d.Title
	case d.Excerpt == "":
		return string(d.ID)
	}
	return t.who(d) + ": " + clip(d.Excerpt, 80)
}

// authorName is how an author is called.
func authorName(a store.Author) string {
	switch {
	case a.Name != "":
		return name(a.Name)
	case a.Handle != "":
		return "@" + name(a.Handle)
	}
	return name(a.ID)
}
