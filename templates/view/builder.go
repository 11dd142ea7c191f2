// Package view fills the structs that pages are drawn from: what a page says, in the
// words of a language, with all that comes from outside made safe to read. A page is
// one struct here and one template in the package page.
package view

import (
	"context"
	"html/template"
	"net/url"
	"time"

	"onrecord/store"
	"onrecord/templates/locale"
)

// Options say how pages look.
type Options struct {
	// Title is the site's, "On the record" in the language when empty.
	Title string
	// Pages is the address at which the site is published, nil where that is not known.
	Pages *url.URL
	// Lang is the language of the interface, one of locale.Languages; "en" when empty.
	Lang string
	// Excerpts shows no more of an article than the paragraphs with its quotes.
	Excerpts bool
	// Platforms are the names of platforms, by what their ids begin with.
	Platforms map[store.Platform]string
	// Exact gives times with their seconds, as what is printed as evidence needs them.
	Exact bool
	// Served says that a server answers: pages have a form and addresses of its
	// interface.
	Served bool
	// Managed says that readers may manage the archive there: pages lead to where.
	Managed bool
	// Signed says that readers sign in, and may sign out.
	Signed bool
	// Pictures say where kept pictures are shown, nil for nowhere; PicturesFrom is the
	// sources of theirs, as a Content-Security-Policy names them.
	Pictures     Pictures
	PicturesFrom string
	// Generated is printed on the overview only, so that pages that did not
	// change are not rewritten.
	Generated time.Time
}

// Builder fills the pages of one archive. It is safe for use by many goroutines.
type Builder struct {
	*locale.Locale
	archive Archive
	opts    Options
	// by is the site as who publishes it, nil where nobody named it.
	by          *ReviewParty
	people      people
	slugs       slugs
	checkpoints checkpoints
	edits       edits
}

// NewBuilder makes a builder that speaks a language.
func NewBuilder(a Archive, l *locale.Locale, o Options) *Builder {
	b := &Builder{Locale: l, archive: a, opts: o, by: party("Organization", o.Title, "")}
	if o.Title == "" {
		b.opts.Title = l.Say("On the record")
	}
	return b
}

// Options are those given, with the site's title.
func (b *Builder) Options() Options { return b.opts }

// PageBuilder fills one page: where it stands leads its links.
type PageBuilder struct {
	*Builder
	root string
	// alone is set for a page that leaves the site: it links to none of its pages.
	alone bool
	open  Opener
	// pictured says that the page shows kept pictures.
	pictured bool
	// hideBytes gives no way to the bytes of captures.
	hideBytes bool
	// of is what was read beforehand for the page of a document.
	of   store.DocumentView
	most limits
	// brought are captures that brought words of others.
	brought map[int64]store.Capture
}

// Page begins a page from which root leads to the site's folder, such as "" or "../".
func (b *Builder) Page(root string) *PageBuilder {
	return &PageBuilder{Builder: b, root: root, most: defaultLimits}
}

// Page is what a template draws: each embeds Layout.
type Page interface{ Frame() Layout }

// Layout is what every page has.
type Layout struct {
	// Template is what draws the page's body.
	Template string
	// Title is the page's, SiteTitle the site's.
	Title, SiteTitle string
	// Root leads from the page to the site's folder: "" or "../".
	Root string
	// Section marks the place in the navigation.
	Section string
	// Lang is the language of the interface.
	Lang string
	// Served and Managed are as in Options, Alone is for a page by itself.
	Served, Managed, Alone, Signed bool
	// Posts says that the page has a form that sends more than an address can hold. A
	// browser then names the site that it comes from only where the page lets it.
	Posts bool
	// Empty says that what was asked can find nothing, since the archive has nothing yet.
	Empty bool
	// Pictured says that the page shows kept pictures.
	Pictured bool
	// Script is the page's own, "" for none. It may load others of the report's.
	Script template.JS
}

// Frame is the layout itself.
func (l Layout) Frame() Layout { return l }

// askedOf is the layout of a page that asks the archive something, or has an answer to show.
func (p *PageBuilder) askedOf(ctx context.Context, template, title string, answered bool) (l Layout, err error) {
	if l = p.layout(template, title, template); answered {
		l.Empty, err = store.Empty(ctx, p.archive.Documents)
	}
	return l, err
}

func (p *PageBuilder) layout(template, title, section string) Layout {
	return Layout{
		Template: template, Title: Name(title), SiteTitle: p.opts.Title, Root: p.root, Section: section, Lang: p.opts.Lang, Served: p.opts.Served,
		Managed: p.opts.Managed && !p.alone, Alone: p.alone, Signed: p.opts.Signed && template != "login",
	}
}

// Original is where a document's home shows it, and its id.
type Original struct {
	URL Link
	ID  string
}

func original(d store.Document) Original {
	return Original{SafeLink(d.URL), Name(string(d.ID))}
}

// Ref is a link within the site; without Href it is its text.
type Ref struct{ Href, Text string }

// ref is a link within the site, without an address where the page leaves it.
func (p *PageBuilder) ref(path, text string) Ref {
	if p.alone {
		return Ref{Text: text}
	}
	return Ref{p.root + path, text}
}
