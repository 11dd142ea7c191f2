package templates

import (
	"fmt"

	"onrecord/store"
)

// QuoteGroup is the quotes with one verdict.
type QuoteGroup struct {
	Verdict string
	Total   int
	Quotes  []QuoteView
}

// QuoteView is a quote beside the post that it quotes.
type QuoteView struct {
	ID                    string
	Verdict, Text         string
	Speaker               string
	Lang, PostLang        string
	Kind                  string
	Confidence            string
	Pieces                []PieceView
	Warnings              []string
	Post, Article         Ref
	PostAuthor, Publisher string
	Version, Versions     int
	Published, After      string
	// Context is where a verbatim quote stands in its post: the words before it,
	// its own, those after.
	Context [3]string
	// Engine is what translated the post, where the quote was found so.
	Engine string
	Found  bool
	// Card is the path of the quote's card, where a server answers.
	Card string
}

// verdicts are in the order in which groups are shown: those that changed the words
// first.
var verdicts = []store.Verdict{store.Altered, store.Trimmed, store.Translated, store.Verbatim}

// groups are the quotes of a post by verdict.
func (p *painter) groups(d store.Document, links []store.Link, articles map[store.DocumentID]store.Document) []QuoteGroup {
	var out []QuoteGroup
	for _, v := range verdicts {
		g := QuoteGroup{Verdict: string(v)}
		for _, l := range links {
			if l.Match.Verdict != v {
				continue
			}
			if g.Total++; len(g.Quotes) < maxQuotes {
				q := p.quote(l, articles[l.Quote.Article], d)
				q.ID = fmt.Sprintf("quote-%s-%d", v, g.Total)
				g.Quotes = append(g.Quotes, q)
			}
		}
		if g.Total > 0 {
			out = append(out, g)
		}
	}
	return out
}

// articles are those of links, each read once.
func (p *painter) articles(links []store.Link) (map[store.DocumentID]store.Document, error) {
	out := map[store.DocumentID]store.Document{}
	for _, l := range links {
		if _, ok := out[l.Quote.Article]; ok {
			continue
		}
		a, err := p.r.Document(p.ctx, l.Quote.Article)
		if err != nil {
			return nil, err
		}
		out[l.Quote.Article] = a
	}
	return out, nil
}

// quote is a quote between its article and its post.
func (p *painter) quote(l store.Link, article, post store.Document) QuoteView {
	id := fmt.Sprintf("q%d", l.Quote.Seq)
	q := QuoteView{
		ID: id, Verdict: string(store.NotFound), Text: clip(plain(l.Quote.Text), 2000), Speaker: name(l.Quote.Speaker),
		Lang: langTag(l.Quote.Lang), Kind: string(l.Quote.Kind), Publisher: p.t.who(article), Published: p.t.moment(l.Quote.PublishedAt),
	}
	q.Article = p.ref(pagePath(store.Article, l.Quote.Article)+"#"+id, clip(plain(article.Title), 200))
	if p.alone {
		q.Article.Href = string(safeLink(article.URL))
	}
	if q.Article.Text == "" {
		q.Article.Text = name(string(l.Quote.Article))
	}
	if l.Match.Document != "" {
		p.matched(&q, l, post)
		if p.opts.Served && l.Quote.Article != "" {
			q.Card = "/card/" + slug(string(l.Quote.Article)) + "/" + CardKey(l.Quote.Text)
		}
	}
	return q
}

// matched adds what the quote was found to be.
func (p *painter) matched(q *QuoteView, l store.Link, post store.Document) {
	m := l.Match
	q.Found, q.Verdict, q.Confidence = true, string(m.Verdict), p.t.certainty(m.Confidence)
	q.Pieces, q.Warnings = edits(m.Edits), p.t.warnings(m.Warnings)
	q.Post = p.ref(pagePath(store.Post, m.Document), clip(plain(post.Excerpt), 200))
	q.PostAuthor, q.PostLang, q.Version, q.Versions = p.t.who(post), langTag(post.Lang), m.VersionSeq, post.Versions
	q.After, q.Engine = p.t.after(post.PublishedAt, l.Quote.PublishedAt), engine(m.Via)
}

// engine is the translator that a match came by.
func engine(via string) string {
	const rendition = "rendition:"
	if len(via) > len(rendition) && via[:len(rendition)] == rendition {
		return name(via[len(rendition):])
	}
	return ""
}

// maxPieces bounds an alignment that is shown.
const maxPieces = 600

// edits shows an alignment as a diff from the post to the quote.
func edits(es []store.Edit) []PieceView {
	var out []PieceView
	for i, e := range es[:min(len(es), maxPieces)] {
		if i > 0 {
			out = append(out, PieceView{"equal", " "})
		}
		switch e.Op {
		case "equal":
			out = append(out, PieceView{"equal", plain(e.Quote)})
		case "translate":
			out = append(out, PieceView{"translate", plain(e.Quote)})
			if e.Post != "" && e.Post != e.Quote {
				out = append(out, PieceView{"gloss", plain(e.Post)})
			}
		default:
			out = append(out, replaced(plain(e.Post), plain(e.Quote))...)
		}
	}
	return out
}

// replaced are the post's words and then the quote's.
func replaced(post, quote string) []PieceView {
	var out []PieceView
	if post != "" {
		out = append(out, PieceView{"delete", post})
	}
	if post != "" && quote != "" {
		out = append(out, PieceView{"equal", " "})
	}
	if quote != "" {
		out = append(out, PieceView{"insert", quote})
	}
	return out
}

// around is how many code points of a post stand beside a quote in it.
const around = 90

// inContext shows verbatim quotes where they stand in the post.
func inContext(groups []QuoteGroup, links []store.Link, vs []store.Version) {
	for g := range groups {
		if groups[g].Verdict != string(store.Verbatim) {
			continue
		}
		i := 0
		for _, l := range links {
			if l.Match.Verdict == store.Verbatim && i < len(groups[g].Quotes) {
				groups[g].Quotes[i].Context = standing(l.Match, vs)
				i++
			}
		}
	}
}

func standing(m store.Match, vs []store.Version) (out [3]string) {
	for _, v := range vs {
		if v.ID != m.VersionID {
			continue
		}
		r := []rune(v.Text)
		from, to := m.Span[0], m.Span[1]
		if from < 0 || to > len(r) || from >= to {
			return out
		}
		left, right := max(0, from-around), min(len(r), to+around)
		out = [3]string{plain(string(r[left:from])), plain(string(r[from:min(to, from+2000)])), plain(string(r[to:right]))}
		if left > 0 {
			out[0] = "…" + out[0]
		}
		if right < len(r) {
			out[2] += "…"
		}
	}
	return out
}
