package view

import (
	"context"
	"html/template"
	"slices"
	"sort"
	"strings"

	"onrecord/store"
)

// ArticlePage is one article.
type ArticlePage struct {
	DocumentPage
	// Publisher is the outlet, Published when it says that it published it, as an element.
	Publisher string
	Published template.HTML
	Quotes    []QuoteView
	// Marks says that words of some quote are marked as one side's only.
	Marks    bool
	Segments []Segment
	// Excerpt says that the text is shown only where quotes stand, Cut that it is
	// too long for a page.
	Excerpt, Cut bool
}

// Segment is a stretch of an article's text; Quote is set inside a quote. Gap marks
// words that are left out.
type Segment struct {
	Text  string
	Quote *QuoteView
	Head  bool
	Gap   bool
}

func (p *PageBuilder) article(ctx context.Context, of store.DocumentView) (Page, error) {
	d, vs := of.Document, of.Versions
	g := ArticlePage{Publisher: Name(d.Publisher), Published: p.Claimed(d.PublishedAt), Excerpt: p.opts.Excerpts}
	var err error
	if g.DocumentPage, err = p.documentPage(ctx, of, "article", "articles"); err != nil {
		return nil, err
	}
	if n := len(g.Versions); n > 0 {
		g.Versions[0].Folded, g.Versions[0].Hidden = n > 1, g.Excerpt
		if err := p.quotes(ctx, &g, d, of.Links, vs[len(vs)-1].Text); err != nil {
			return nil, err
		}
	}
	if !p.hideBytes {
		g.Kept, err = p.kept(ctx, of.Media)
	}
	g.Pictured = p.pictured
	return g, err
}

// discreet shows of an article's edits the words around them; where no more of it is
// to be shown than must be, also of a short one.
func (p *PageBuilder) discreet(d store.Document) {
	if d.Kind == store.Article {
		p.most.whole = min(p.most.whole, 600)
	}
	if d.Kind == store.Article && p.opts.Excerpts {
		p.most.whole, p.hideBytes = 0, true
	}
}

// quotes fills in an article's quotes and marks them in its text.
func (p *PageBuilder) quotes(ctx context.Context, g *ArticlePage, d store.Document, links []store.Link, text string) error {
	var spans []span
	links = slices.SortedStableFunc(slices.Values(links), graver)
	for i, l := range links[:min(len(links), 4*p.most.quotes)] {
		post := store.Document{}
		if l.Match.Document != "" {
			var err error
			if post, err = p.document(ctx, l.Match.Document); err != nil {
				return err
			}
		}
		q, err := p.quote(ctx, l, d, post)
		if err != nil {
			return err
		}
		q.ArticleOrigin = "" // the page says it above
		if q.Review, err = p.review(ctx, l, d, post); err != nil {
			return err
		}
		g.Quotes = append(g.Quotes, q)
		if l.Quote.Kind == store.QuoteHeadline {
			continue
		}
		parts := l.Quote.Parts
		if len(parts) == 0 {
			parts = [][2]int{{l.Quote.From, l.Quote.To}}
		}
		for _, part := range parts {
			spans = append(spans, span{part[0], part[1], i})
		}
	}
	g.Marks = slices.ContainsFunc(g.Quotes, QuoteView.Marks)
	g.Segments, g.Cut = segments(text, spans, g.Quotes, 3*p.most.text)
	if p.opts.Excerpts {
		g.Segments = excerpts(g.Segments)
	}
	return nil
}

// span is a part of a quote in the text.
type span struct{ from, to, quote int }

// segments cuts a text at its quotes; overlapping spans keep the first. It ends
// where a page does.
func segments(text string, spans []span, quotes []QuoteView, most int) (out []Segment, cut bool) {
	r := []rune(text)
	if cut = len(r) > most; cut {
		r = r[:most]
	}
	sort.SliceStable(spans, func(a, b int) bool { return spans[a].from < spans[b].from })
	at := 0
	seen := map[int]bool{}
	for _, s := range spans {
		if s.from < at || s.to > len(r) || s.from >= s.to {
			continue
		}
		if s.from > at {
			out = append(out, Segment{Text: Plain(string(r[at:s.from]))})
		}
		out = append(out, Segment{Text: Plain(string(r[s.from:s.to])), Quote: &quotes[s.quote], Head: !seen[s.quote]})
		seen[s.quote] = true
		at = s.to
	}
	if at < len(r) {
		out = append(out, Segment{Text: Plain(string(r[at:]))})
	}
	return out, cut
}

// excerpts keeps the paragraphs in which quotes stand.
func excerpts(all []Segment) []Segment {
	var out []Segment
	for i, s := range all {
		if s.Quote != nil {
			out = append(out, s)
			continue
		}
		paragraphs := strings.Split(s.Text, "\n\n")
		first, last := paragraphs[0], paragraphs[len(paragraphs)-1]
		switch before, after := i > 0, i < len(all)-1; {
		case before && after && len(paragraphs) == 1:
			out = append(out, s)
		case before && after:
			out = append(out, Segment{Text: first}, Segment{Gap: true}, Segment{Text: last})
		case before:
			out = append(out, Segment{Text: first}, Segment{Gap: true})
		case after:
			out = append(out, Segment{Gap: true}, Segment{Text: last})
		}
	}
	return out
}
