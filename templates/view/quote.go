package view

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"onrecord/store"
)

// QuoteGroup is the quotes with one verdict.
type QuoteGroup struct {
	Verdict string
	Total   int
	Quotes  []QuoteView
	// Folded are more of them, shown when they are asked for.
	Folded []QuoteView
	// Briefly are those of them that are named only, Left how many are not even that.
	Briefly []QuoteBrief
	Left    int
}

// QuoteBrief names a quote.
type QuoteBrief struct {
	Article   Ref
	Publisher string
	Published store.Moment
}

// QuoteView is a quote beside the post that it quotes.
type QuoteView struct {
	ID      string
	Verdict string
	// Judged is the verdict in words, and whether the meaning changed.
	Judged         string
	Severity       store.Severity
	Speaker        string
	Lang, PostLang string
	// InText says that it stands in the article's text, not in the headline.
	InText bool
	// Place is where the article has it, in words, "" for in its text.
	Place      string
	Confidence string
	// Said is the quote, Posted the words of the post that it stands on, with what
	// each has that the other lacks; Before and After are the post's words around
	// them.
	Said, Posted []PieceView
	// Reading is the quote as a machine translated it, where that was compared.
	Reading []PieceView
	// Glossed says that Said has the post's own words between its own.
	Glossed        bool
	Before, Behind string
	Warnings       []string
	Post, Article  Ref
	// ArticleURL is the article's own address, on a page that leaves the site.
	ArticleURL Link
	PostAuthor string
	Publisher  string
	Version    int
	Versions   int
	// OfVersions is which of the post's versions, in words, "" where it has one.
	OfVersions string
	Published  store.Moment
	After      string
	// PostOrigin and ArticleOrigin say whose word the version quoted and the article are
	// where that is not their homes'.
	PostOrigin, ArticleOrigin template.HTML
	// Engine is what translated the post, where the quote was found so.
	Engine string
	Found  bool
	// Class is the quote's in a page's style: its verdict, and whether the meaning changed.
	Class string
	// Exact says that the quote has the post's letters but for capitals, so that showing
	// the post shows both; Whole that all of the words shown of the post are the quoted
	// ones.
	Exact, Whole bool
	// Listed says that it stands in a list of quotes of several posts.
	Listed bool
	// Review is the quote as a ClaimReview, as an element, on the page of its article.
	Review template.HTML
	// Card is the path of the quote's card, where a server answers.
	Card string
}

// verdicts are in the order in which groups are shown: those that changed the words
// first.
var verdicts = []store.Verdict{store.Altered, store.Trimmed, store.Translated, store.Verbatim}

// unfolded is how many quotes that left the words as they are stand open: a post that
// fifty outlets quote alike is no shorter to read otherwise.
const unfolded = 3

// Marks says that words are marked as one side's only.
func (q QuoteView) Marks() bool {
	return q.Verdict == string(store.Altered) || q.Verdict == string(store.Trimmed) || len(q.Reading) > 0
}

// Further is how many quotes are shown when they are asked for.
func (g QuoteGroup) Further() int { return len(g.Folded) + len(g.Briefly) }

// exact says that two texts have the same letters but for capitals and their ends.
func exact(said, posted []PieceView) bool {
	const ends = ".,;…"
	return strings.EqualFold(strings.TrimRight(letters(said), ends), strings.TrimRight(letters(posted), ends))
}

func letters(ps []PieceView) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Grave says that the quote changed what the post means.
func (q QuoteView) Grave() bool { return q.Severity == store.SeverityMeaning }

// By leads to the post, named by its author.
func (q QuoteView) By() Ref { return Ref{q.Post.Href, q.PostAuthor} }

// graver puts the links that change the meaning first.
func graver(a, b store.Link) int {
	return cmp.Compare(min(a.Match.Severity.Rank(), 1), min(b.Match.Severity.Rank(), 1))
}

// graveOf counts the links that change the meaning.
func graveOf(all []store.Link) int {
	n := 0
	for _, l := range all {
		if l.Match.Severity == store.SeverityMeaning {
			n++
		}
	}
	return n
}

// groups are the quotes of a post by verdict, those with a changed meaning first.
func (p *PageBuilder) groups(ctx context.Context, of store.DocumentView) ([]QuoteGroup, error) {
	var out []QuoteGroup
	links := slices.SortedStableFunc(slices.Values(of.Links), graver)
	for _, v := range verdicts {
		g := QuoteGroup{Verdict: string(v)}
		for _, l := range links {
			if l.Match.Verdict != v {
				continue
			}
			g.Total++
			switch a := of.Related[l.Quote.Article]; {
			case len(g.Quotes) < p.most.quotes:
				q, err := p.quote(ctx, l, a, of.Document)
				if err != nil {
					return nil, err
				}
				q.ID = fmt.Sprintf("quote-%s-%d", v, g.Total)
				g.Quotes = append(g.Quotes, q)
			case len(g.Briefly) < p.most.brief:
				g.Briefly = append(g.Briefly, QuoteBrief{p.articleRef(l, a), p.who(a), l.Quote.PublishedAt})
			default:
				g.Left++
			}
		}
		if open := max(unfolded, g.grave()); v != store.Altered && len(g.Quotes) > open+1 {
			g.Quotes, g.Folded = g.Quotes[:open], g.Quotes[open:]
		}
		if g.Total > 0 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b QuoteGroup) int { return cmp.Compare(min(b.grave(), 1), min(a.grave(), 1)) })
	return out, nil
}

// grave counts the open quotes that change the meaning: they stand first.
func (g QuoteGroup) grave() int {
	n := 0
	for _, q := range g.Quotes {
		if q.Grave() {
			n++
		}
	}
	return n
}

// document is one that the page's own stands beside, or any other.
func (p *PageBuilder) document(ctx context.Context, id store.DocumentID) (store.Document, error) {
	if d, ok := p.of.Related[id]; ok {
		return d, nil
	}
	return p.archive.Documents.Document(ctx, id)
}

// quote is a quote between its article and its post.
func (p *PageBuilder) quote(ctx context.Context, l store.Link, article, post store.Document) (QuoteView, error) {
	id := fmt.Sprintf("q%d", l.Quote.Seq)
	q := QuoteView{
		ID: id, Verdict: string(store.NotFound), Class: string(store.NotFound), Said: []PieceView{{"equal", clip(Plain(l.Quote.Text), maxSaid)}}, Speaker: Name(l.Quote.Speaker),
		Lang: LangTag(l.Quote.Lang), InText: l.Quote.Kind != store.QuoteHeadline, Publisher: p.who(article), Published: l.Quote.PublishedAt,
	}
	if l.Quote.Article != p.of.ID {
		q.Article = p.articleRef(l, article)
	}
	if p.alone {
		q.ArticleURL = SafeLink(article.URL)
	}
	switch l.Quote.Kind {
	case store.QuoteHeadline:
		q.Place = p.Say("in the headline")
	case store.QuoteEmbedded:
		q.Place = p.Say("embedded post")
	}
	var err error
	if q.ArticleOrigin, err = p.origin(ctx, article.Word()); err != nil {
		return q, err
	}
	if l.Match.Document != "" {
		if err := p.matched(ctx, &q, l, post); err != nil {
			return q, err
		}
		if p.opts.Served && l.Quote.Article != "" {
			q.Card = "/card/" + slug(string(l.Quote.Article)) + "/" + CardKey(l.Quote.Text)
		}
	}
	q.Judged = p.judged(q)
	return q, nil
}

// articleRef leads to a quote in its article.
func (p *PageBuilder) articleRef(l store.Link, article store.Document) Ref {
	r := p.ref(fmt.Sprintf("%s#q%d", PagePath(store.Article, l.Quote.Article), l.Quote.Seq), clip(Plain(article.Title), 200))
	if p.alone {
		r.Href = string(SafeLink(article.URL))
	}
	if r.Text == "" {
		r.Text = Name(string(l.Quote.Article))
	}
	return r
}

// matched adds what the quote was found to be.
func (p *PageBuilder) matched(ctx context.Context, q *QuoteView, l store.Link, post store.Document) error {
	m := l.Match
	text, err := p.text(ctx, m.VersionID)
	if err != nil {
		return err
	}
	q.align(l, text)
	q.Glossed = m.Verdict == store.Translated && len(q.Reading) == 0
	q.Found, q.Verdict, q.Severity, q.Confidence = true, string(m.Verdict), m.Severity, p.Certainty(m.Confidence)
	q.Exact = m.Verdict == store.Verbatim && exact(q.Said, q.Posted)
	q.Whole = m.Verdict == store.Verbatim || m.Verdict == store.Translated
	if q.Class = q.Verdict; q.Grave() {
		q.Class += " meaning"
	}
	q.Warnings = p.warnings(m)
	q.Post = p.ref(PagePath(store.Post, m.Document), clip(Plain(post.Excerpt), 200))
	q.PostAuthor, q.PostLang, q.Version, q.Versions = p.who(post), LangTag(post.Lang), m.VersionSeq, post.Versions
	if q.Versions > 1 {
		q.OfVersions = p.Say("version %d of %d", q.Version, q.Versions)
	}
	q.After, q.Engine = p.After(post.PublishedAt, l.Quote.PublishedAt), engine(m.Via)
	word, err := p.wordOf(ctx, post, m)
	if err != nil {
		return err
	}
	q.PostOrigin, err = p.origin(ctx, word)
	return err
}

// wordOf is whose word the version is that a quote stands on, the zero one for its home's.
func (p *PageBuilder) wordOf(ctx context.Context, post store.Document, m store.Match) (store.Word, error) {
	switch {
	case !m.Brought.Authority.Under(store.AuthorityOrigin):
		return store.Word{}, nil
	case m.VersionSeq == post.Versions:
		return post.Word(), nil
	}
	for _, v := range p.of.Versions {
		if v.ID == m.VersionID {
			return v.Word(), nil
		}
	}
	v, err := p.archive.Documents.Version(ctx, m.VersionID)
	return v.Word(), err
}

// engine is the translator that a match came by.
func engine(via string) string {
	const rendition = "rendition:"
	if len(via) > len(rendition) && via[:len(rendition)] == rendition {
		return Name(via[len(rendition):])
	}
	return ""
}
