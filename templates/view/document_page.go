package view

import (
	"context"

	"onrecord/store"
)

// DocumentPage is what the pages of posts and of articles both show.
type DocumentPage struct {
	Layout
	Doc      store.Document
	Original Original
	Latest   VersionView
	State    State
	Claims   []Claim
	Versions []VersionView
	// Older is how many earlier versions the page leaves to the page that compares.
	Older    int
	Compare  Ref
	Kept     []KeptRow
	Timeline []EventRow
	Notes    []NoteView
	// MoreEvents is how many earlier ones are not shown.
	MoreEvents int
	// Proof is that of the version of which least is proved.
	Proof    Proof
	Observed Observed
	// Aside are words that others say are its, and its home does not have.
	Aside []Aside
}

// Erased reports whether the archive's owner erased its words.
func (g DocumentPage) Erased() bool { return g.Doc.Erased() }

// Document is the page of a post or an article.
func (p *PageBuilder) Document(ctx context.Context, d store.DocumentView) (Page, error) {
	p.of = d
	if d.Kind == store.Article {
		return p.article(ctx, d)
	}
	return p.post(ctx, d)
}

// documentPage fills in all but the media kept, which an article may hide; template and section
// are the page's.
func (p *PageBuilder) documentPage(ctx context.Context, of store.DocumentView, template, section string) (DocumentPage, error) {
	d := of.Document
	g := DocumentPage{Layout: p.layout(template, p.title(d), section), Doc: d, Original: original(d), Notes: p.notes(of.Notes)}
	var err error
	if g.State, err = p.state(ctx, d); err != nil {
		return g, err
	}
	if g.Timeline, g.MoreEvents, err = p.events(ctx, of); err != nil {
		return g, err
	}
	p.discreet(d)
	if g.Versions, g.Older, err = p.versions(ctx, of); err != nil {
		return g, err
	}
	g.Proof, g.Observed, g.Claims = weakest(g.Versions), observed(g.Versions), p.claims(d, g.Versions, of.Captures)
	if g.Aside, err = p.asides(ctx, of); err != nil {
		return g, err
	}
	if n := len(g.Versions); n > 0 {
		g.Latest = g.Versions[n-1]
		g.Versions[n-1].Repeated = n == 1 && g.Older == 0
	}
	if len(of.Versions) > 1 {
		g.Compare = p.ref(ComparePath(d.ID), "")
	}
	return g, nil
}
