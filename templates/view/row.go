package view

import (
	"context"
	"html/template"
	"strings"

	"onrecord/store"
)

// DocRow is a document in a list.
type DocRow struct {
	Ref Ref
	// Who wrote it; Handle is without "@".
	Who, Handle, Lang string
	When              store.Moment
	Kind              store.Kind
	Versions          int
	// Compare is the address of the page that compares the versions, where there are several.
	Compare string
	// Contradicted says that others tell of it in ways that contradict each other.
	Contradicted bool
	// Gone, Erased and Missing exclude each other.
	Gone, Erased, Missing bool
	// Origin says whose word the title is where that is not its home's.
	Origin template.HTML
}

// row is a document in a list.
func (p *PageBuilder) row(ctx context.Context, d store.Document) (DocRow, error) {
	r := DocRow{
		Ref: p.ref(PagePath(d.Kind, d.ID), clip(Plain(d.Title), 200)), When: d.Dated(), Lang: LangTag(d.Lang),
		Kind: d.Kind, Versions: d.Versions, Contradicted: d.Told.Contradicted, Gone: d.Gone() && !d.Erased(), Erased: d.Erased(), Missing: d.Tombstone != nil && !d.Gone(),
	}
	if d.Versions > 1 {
		r.Compare = p.ref(ComparePath(d.ID), "").Href
	}
	r.Who, r.Handle = p.byline(d)
	if d.Title == "" {
		r.Ref.Text = clip(Plain(d.Excerpt), 200)
	}
	if strings.TrimSpace(r.Ref.Text) == "" {
		r.Ref.Text = Name(string(d.ID))
	}
	var err error
	r.Origin, err = p.origin(ctx, d.Word())
	return r, err
}

// byline is who wrote a document, and the handle where it says more.
func (b *Builder) byline(d store.Document) (who, handle string) {
	switch {
	case d.Kind == store.Article && d.Publisher != "":
		return Name(d.Publisher), ""
	case d.Author.Name != "":
		return Name(d.Author.Name), Name(d.Author.Handle)
	case d.Author.Handle != "":
		return "@" + Name(d.Author.Handle), ""
	}
	return b.Say("unknown author"), ""
}

// who is the byline in one.
func (b *Builder) who(d store.Document) string {
	who, handle := b.byline(d)
	if handle != "" {
		who += " (@" + handle + ")"
	}
	return who
}

// title is a page's, as tabs and bookmarks show it.
func (b *Builder) title(d store.Document) string {
	switch {
	case d.Title != "":
		return d.Title
	case d.Excerpt == "":
		return string(d.ID)
	}
	return b.who(d) + ": " + clip(d.Excerpt, 80)
}

// authorName is how an author is called.
func authorName(a store.Author) string {
	switch {
	case a.Name != "":
		return Name(a.Name)
	case a.Handle != "":
		return "@" + Name(a.Handle)
	}
	return Name(a.ID)
}
