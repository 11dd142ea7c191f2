package templates

import (
	"fmt"
	"sort"

	"onrecord/store"
)

// post writes a post's page.
func (w *writer) post(d store.Document) error {
	vs, err := w.r.Versions(w.ctx, d.ID)
	if err != nil {
		return err
	}
	events, err := w.r.Timeline(w.ctx, d.ID)
	if err != nil {
		return err
	}
	links, err := w.r.LinksTo(w.ctx, d.ID)
	if err != nil {
		return err
	}
	p := PostPage{Layout: w.layout(title(d), "../", "posts"), Doc: d, State: state(d), Timeline: timeline(events), Claims: claims(d), Quoted: len(links)}
	if p.Versions, err = w.versions(vs); err != nil {
		return err
	}
	if n := len(p.Versions); n > 0 {
		p.Latest = p.Versions[n-1]
	}
	if d.Author.Key() != "" {
		p.Author = &Ref{"../" + authorPath(d.Platform, d.Author), who(d)}
	}
	if p.Groups, err = w.groups(d, links); err != nil {
		return err
	}
	if p.Beside, err = w.beside(d); err != nil {
		return err
	}
	if p.Kept, err = w.kept(d); err != nil {
		return err
	}
	return w.page(pagePath(d.Kind, d.ID), "post", p)
}

func title(d store.Document) string {
	if d.Title != "" {
		return d.Title
	}
	if d.Excerpt == "" {
		return string(d.ID)
	}
	return who(d) + ": " + clip(d.Excerpt, 80)
}

// verdicts are in the order in which groups are shown.
var verdicts = []store.Verdict{store.Altered, store.Trimmed, store.Translated, store.Verbatim}

// groups are the quotes of a post by verdict, those that changed it first.
func (w *writer) groups(d store.Document, links []store.Link) ([]QuoteGroup, error) {
	by := map[store.Verdict][]QuoteView{}
	for _, l := range links {
		a, err := w.r.Document(w.ctx, l.Quote.Article)
		if err != nil {
			return nil, err
		}
		by[l.Match.Verdict] = append(by[l.Match.Verdict], quoteView(l, a, d, "../"))
	}
	var out []QuoteGroup
	for _, v := range verdicts {
		if len(by[v]) > 0 {
			out = append(out, QuoteGroup{string(v), by[v]})
		}
	}
	return out, nil
}

// quoteView is a quote between its article and its post.
func quoteView(l store.Link, article, post store.Document, root string) QuoteView {
	q := QuoteView{
		ID: fmt.Sprintf("q%d", l.Quote.Seq), Verdict: string(store.NotFound), Text: plain(l.Quote.Text), Speaker: name(l.Quote.Speaker),
		Lang: l.Quote.Lang, Kind: string(l.Quote.Kind), Publisher: who(article), PublishedAt: moment(l.Quote.PublishedAt),
	}
	q.Article = &Ref{root + pagePath(article.Kind, article.ID) + "#" + q.ID, clip(plain(article.Title), 160)}
	if q.Article.Text == "" {
		q.Article.Text = name(string(article.ID))
	}
	if l.Match.Document == "" {
		return q
	}
	q.Found, q.Verdict, q.Confidence = true, string(l.Match.Verdict), certainty(l.Match.Confidence)
	q.Pieces, q.Warnings = edits(l.Match.Edits), warnings(l.Match.Warnings)
	q.Post = &Ref{root + pagePath(post.Kind, post.ID), clip(plain(post.Excerpt), 160)}
	q.PostAuthor, q.Version, q.Versions = who(post), l.Match.VersionSeq, post.Versions
	q.After = after(post.PublishedAt, l.Quote.PublishedAt)
	return q
}

// article writes an article's page.
func (w *writer) article(d store.Document) error {
	vs, err := w.r.Versions(w.ctx, d.ID)
	if err != nil {
		return err
	}
	events, err := w.r.Timeline(w.ctx, d.ID)
	if err != nil {
		return err
	}
	p := ArticlePage{Layout: w.layout(title(d), "../", "articles"), Doc: d, State: state(d), Timeline: timeline(events), Claims: claims(d)}
	if p.Versions, err = w.versions(vs); err != nil {
		return err
	}
	if n := len(p.Versions); n > 0 {
		p.Latest = p.Versions[n-1]
		if err := w.quotes(&p, d); err != nil {
			return err
		}
	}
	return w.page(pagePath(d.Kind, d.ID), "article", p)
}

// quotes fills in an article's quotes and marks them in its text.
func (w *writer) quotes(p *ArticlePage, d store.Document) error {
	links, err := w.r.Quotes(w.ctx, p.Latest.ID)
	if err != nil {
		return err
	}
	var spans []span
	for i, l := range links {
		post := store.Document{}
		if l.Match.Document != "" {
			if post, err = w.r.Document(w.ctx, l.Match.Document); err != nil {
				return err
			}
		}
		p.Quotes = append(p.Quotes, quoteView(l, d, post, "../"))
		if l.Quote.Kind == store.Headline {
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
	p.Segments = segments(p.Latest.Version.Text, spans, p.Quotes)
	return nil
}

// span is a part of a quote in the text.
type span struct{ from, to, quote int }

// segments cuts a text at its quotes; overlapping spans keep the first.
func segments(text string, spans []span, quotes []QuoteView) []Segment {
	r := []rune(text)
	sort.SliceStable(spans, func(a, b int) bool { return spans[a].from < spans[b].from })
	var out []Segment
	at := 0
	seen := map[int]bool{}
	for _, s := range spans {
		if s.from < at || s.to > len(r) || s.from >= s.to {
			continue
		}
		if s.from > at {
			out = append(out, Segment{Text: plain(string(r[at:s.from]))})
		}
		out = append(out, Segment{Text: plain(string(r[s.from:s.to])), Quote: &quotes[s.quote], Head: !seen[s.quote]})
		seen[s.quote] = true
		at = s.to
	}
	if at < len(r) {
		out = append(out, Segment{Text: plain(string(r[at:]))})
	}
	return out
}
