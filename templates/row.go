package templates

import (
	"strings"

	"onrecord/store"
)

// DocRow is a document in a list.
type DocRow struct {
	Ref
	Who, When, Lang string
	Kind            store.Kind
	Versions        int
	Gone, Missing   bool
}

// row is a document in a list.
func (p *painter) row(d store.Document) DocRow {
	r := DocRow{
		Ref: p.ref(pagePath(d.Kind, d.ID), clip(plain(d.Title), 200)), Who: p.t.who(d), When: p.t.moment(d.PublishedAt), Lang: langTag(d.Lang),
		Kind: d.Kind, Versions: d.Versions, Gone: d.Gone(), Missing: d.Tombstone != nil && !d.Gone(),
	}
	if d.Title == "" {
		r.Text = clip(plain(d.Excerpt), 200)
	}
	if strings.TrimSpace(r.Text) == "" {
		r.Text = name(string(d.ID))
	}
	return r
}

// who wrote a document, as a list says it.
func (t *tongue) who(d store.Document) string {
	switch {
	case d.Kind == store.Article && d.Publisher != "":
		return name(d.Publisher)
	case d.Author.Name != "" && d.Author.Handle != "":
		return name(d.Author.Name) + " (@" + name(d.Author.Handle) + ")"
	case d.Author.Name != "":
		return name(d.Author.Name)
	case d.Author.Handle != "":
		return "@" + name(d.Author.Handle)
	}
	return t.say("unknown author")
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
