package view

import (
	"context"
	"slices"
	"unicode/utf8"

	"onrecord/store"
)

// PostPage is one post.
type PostPage struct {
	DocumentPage
	Author Author
	Groups []QuoteGroup
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
	Related       []RelatedRow
}

func (p *PageBuilder) post(ctx context.Context, of store.DocumentView) (Page, error) {
	g := PostPage{Quoted: len(of.Links), Grave: graveOf(of.Links), QuoteTimeline: p.quoteTimeline(of)}
	var err error
	if g.Related, err = p.related(ctx, of); err != nil {
		return nil, err
	}
	if g.Groups, err = p.groups(ctx, of); err != nil {
		return nil, err
	}
	g.Marks = slices.ContainsFunc(g.Groups, func(q QuoteGroup) bool {
		return slices.ContainsFunc(q.Quotes, QuoteView.Marks) || slices.ContainsFunc(q.Folded, QuoteView.Marks)
	})
	if g.DocumentPage, err = p.documentPage(ctx, of, "post", "posts"); err != nil {
		return nil, err
	}
	n := utf8.RuneCountInString(g.Latest.Text)
	g.Long = n > 400
	if n > 1200 {
		g.Whole, g.Opening = n, clip(g.Latest.Text, 600)
	}
	if g.Author, err = p.authorOf(ctx, of.Document); err != nil {
		return nil, err
	}
	g.Kept, err = p.kept(ctx, of.Media)
	g.Pictured = p.pictured
	return g, err
}
