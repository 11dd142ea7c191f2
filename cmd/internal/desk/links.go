package desk

import (
	"context"
	"slices"

	"onrecord/compare/find"
	"onrecord/store"
)

// LinkArchive is what links are read from.
type LinkArchive interface {
	SearchArchive
	Links(ctx context.Context, f func(store.Link) error) error
	Version(ctx context.Context, versionID int64) (store.Version, error)
}

// Linked is a link with the two documents that it joins, so that it can be read alone.
type Linked struct {
	store.Link
	Article, Post store.Document
	// Version is the post's that is quoted.
	Version store.Version
}

// EachLink calls each for the links that pass, the gravest first, then in the order of
// the articles' publication. The time and the outlet are the article's; words are the quote's;
// author, platform, language and state are the post's; observed is both. A *BadQuestion
// says that it cannot be asked.
func EachLink(ctx context.Context, a LinkArchive, f Filter, each func(store.Link) error) error {
	_, q, err := f.search()
	if err != nil {
		return err
	}
	posts := f
	posts.Words, posts.Kind, posts.Outlet, posts.From, posts.To, posts.Observed, posts.Undated, posts.Quoted = "", string(store.Post), "", "", "", "", false, true
	articles := Filter{Kind: string(store.Article), Outlet: f.Outlet, From: f.From, To: f.To, Undated: f.Undated, Quoted: true}
	among, err := linkedSet(ctx, a, posts, f.Author != "" || f.Platform != "" || f.Lang != "" || len(f.State) > 0 || f.GoneWithin != "" || f.Source != 0)
	if err != nil {
		return err
	}
	in, err := linkedSet(ctx, a, articles, f.Outlet != "" || f.From != "" || f.To != "" || f.Undated)
	if err != nil {
		return err
	}
	part := takePart(&f)
	return part.ended(a.Links(ctx, func(l store.Link) error {
		if !f.passes(l, q) || among != nil && !among[l.Match.Document] || in != nil && !in[l.Quote.Article] {
			return nil
		}
		return part.next(func() error { return each(l) })
	}))
}

// Among are the documents that pass, nil where the Filter asks nothing of them.
func Among(ctx context.Context, a SearchArchive, f Filter) (map[store.DocumentID]bool, error) {
	f.Sort, f.Limit, f.Offset, f.Page = "", 0, 0, 0
	return linkedSet(ctx, a, f, len(f.Values()) > 0)
}

// linkedSet are the documents that pass, nil where nothing is asked of them.
func linkedSet(ctx context.Context, a SearchArchive, f Filter, asked bool) (map[store.DocumentID]bool, error) {
	if !asked {
		return nil, nil
	}
	s, _, err := f.search()
	if err == nil {
		err = by(ctx, a, f.Author, &s)
	}
	if err != nil {
		return nil, err
	}
	out := map[store.DocumentID]bool{}
	s.Offset = 0
	return out, hits(ctx, a, s, 0, func(h store.Hit) error {
		out[h.Document] = true
		return nil
	})
}

// passes holds a link to what a Filter says of links.
func (f Filter) passes(l store.Link, q find.Query) bool {
	if len(f.Verdict) > 0 && !slices.Contains(f.Verdict, string(l.Match.Verdict)) || len(f.Severity) > 0 && !slices.Contains(f.Severity, string(l.Match.Severity)) {
		return false
	}
	if len(f.Warning) > 0 && !slices.ContainsFunc(l.Match.Warnings, func(w string) bool { return slices.Contains(f.Warning, w) }) {
		return false
	}
	if f.Observed != "" && l.Observed() != (f.Observed == "true") {
		return false
	}
	return f.Words == "" || q.In(l.Quote.Text).All() && !q.Excluded(l.Quote.Text)
}

// Joined reads the documents that a link joins.
func Joined(ctx context.Context, a LinkArchive, l store.Link) (Linked, error) {
	out := Linked{Link: l}
	var err error
	if out.Article, err = a.Document(ctx, l.Quote.Article); err != nil || l.Match.Document == "" {
		return out, err
	}
	if out.Post, err = a.Document(ctx, l.Match.Document); err != nil {
		return out, err
	}
	out.Version, err = a.Version(ctx, l.Match.VersionID)
	return out, err
}
