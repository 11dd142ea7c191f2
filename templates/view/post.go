package view

import (
	"context"
	"slices"
	"unicode/utf8"

	"onrecord/store"
)

// PostPage is one post.
type PostPage struct {
	Layout
	Doc      store.Document
	Original Original
	Latest   VersionView
	State    State
	Claims   []Claim
	Author   Author
	Groups   []QuoteGroup
	// Marks says that words of some quote are marked as one side's only.
	Marks bool
	// Quoted counts its quotes, Grave those that changed what it means.
	Quoted, Grave int
	// Long marks a statement too long to be set large.
	Long bool
	// Opening is the beginning of a statement that is too long to stand first, Whole
	// how long all of it is, in code points.
	Opening       string
	Whole         int
	QuoteTimeline QuoteTimeline
	Versions      []VersionView
	// Older is how many earlier versions the page leaves to the page that compares.
	Older    int
	Compare  Ref
	Related  []RelatedRow
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

// Document is the page of a post or an article.
func (p *PageBuilder) Document(ctx context.Context, d store.DocumentView) (Page, error) {
	p.of = d
	if d.Kind == store.Article {
		return p.article(ctx, d)
	}
	return p.post(ctx, d)
}

func (p *PageBuilder) post(ctx context.Context, of store.DocumentView) (Page, error) {
	d := of.Document
	g := PostPage{
		Layout: p.layout("post", p.title(d), "posts"), Doc: d, Original: original(d), Quoted: len(of.Links), Grave: graveOf(of.Links),
		QuoteTimeline: p.quoteTimeline(of), Notes: p.notes(of.Notes),
	}
	var err error
	if g.State, err = p.state(ctx, d); err != nil {
		return nil, err
	}
	if g.Related, err = p.related(ctx, of); err != nil {
		return nil, err
	}
	if g.Timeline, g.MoreEvents, err = p.events(ctx, of); err != nil {
		return nil, err
	}
	if g.Groups, err = p.groups(ctx, of); err != nil {
		return nil, err
	}
	g.Marks = slices.ContainsFunc(g.Groups, func(q QuoteGroup) bool {
		return slices.ContainsFunc(q.Quotes, QuoteView.Marks) || slices.ContainsFunc(q.Folded, QuoteView.Marks)
	})
	if g.Versions, g.Older, err = p.versions(ctx, of); err != nil {
		return nil, err
	}
	g.Proof, g.Observed, g.Claims = weakest(g.Versions), observed(g.Versions), p.claims(d, g.Versions, of.Captures)
	if g.Aside, err = p.asides(ctx, of); err != nil {
		return nil, err
	}
	if n := len(g.Versions); n > 0 {
		g.Latest = g.Versions[n-1]
		g.Long = utf8.RuneCountInString(g.Latest.Text) > 400
		if n := utf8.RuneCountInString(g.Latest.Text); n > 1200 {
			g.Whole, g.Opening = n, clip(g.Latest.Text, 600)
		}
		g.Versions[n-1].Repeated = n == 1 && g.Older == 0
	}
	if len(of.Versions) > 1 {
		g.Compare = p.ref(ComparePath(d.ID), "")
	}
	if g.Author, err = p.authorOf(ctx, d); err != nil {
		return nil, err
	}
	g.Kept, err = p.kept(ctx, of.Media)
	g.Pictured = p.pictured
	return g, err
}
