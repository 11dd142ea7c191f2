package link

import (
	"context"
	"errors"
	"fmt"

	"onrecord/compare/cross"
	"onrecord/compare/index"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// Linker numbers the matcher: its links are made anew when it changes.
const Linker = 3

// Article finds the quotes of an article's version and the post that each
// one quotes. Every quote is in the answer; its Match is zero where nothing was
// found. A post that the article embeds is certain, and wins ties for the
// article's other quotes.
func Article(ctx context.Context, f index.Finder, t cross.Translators, doc store.Document, v store.Version) ([]store.Link, error) {
	l := articleLinker{ctx: ctx, f: f, t: t, possible: map[int]Answer{}}
	quotes, err := l.parted(quote.Find(doc, v), v)
	if err != nil {
		return nil, fmt.Errorf("link %s: %w", doc.ID, err)
	}
	out := make([]store.Link, len(quotes))
	for i, q := range quotes {
		out[i].Quote = q
		if q.Kind == store.QuoteEmbedded && q.Document != "" {
			m, err := l.embedded(q)
			if err != nil {
				return nil, fmt.Errorf("link %s: %w", doc.ID, err)
			}
			out[i].Match = m
		}
	}
	for i, q := range quotes {
		if q.Kind == store.QuoteEmbedded || q.Text == "" {
			continue
		}
		m, err := l.quoted(i, q)
		if err != nil {
			return nil, fmt.Errorf("link %s: %w", doc.ID, err)
		}
		out[i].Match = m
	}
	if err := l.support(out); err != nil {
		return nil, fmt.Errorf("link %s: %w", doc.ID, err)
	}
	return out, nil
}

type articleLinker struct {
	ctx    context.Context
	f      index.Finder
	t      cross.Translators
	embeds []store.DocumentID
	// possible are the answers that need support, by the quote's place.
	possible map[int]Answer
}

// supported is the confidence from which a possible match is linked where the
// article quotes the same post elsewhere for certain.
const supported = 0.3

// support links the quotes whose possible source another quote of the article, or
// an embedded post, is linked to firmly.
func (l *articleLinker) support(out []store.Link) error {
	firm := map[store.DocumentID]bool{}
	for _, k := range out {
		if k.Match.Document != "" && k.Match.Confidence >= match.Threshold {
			firm[k.Match.Document] = true
		}
	}
	for i, ans := range l.possible {
		if len(ans.Candidates) == 0 || ans.Candidates[0].Verdict != store.Possible || ans.Candidates[0].Confidence < supported || !firm[ans.Candidates[0].Document] {
			continue
		}
		q := out[i].Quote
		m, err := l.lookup(q, ans.Candidates[0].Document)
		if err != nil {
			return err
		}
		if m.Match != nil {
			out[i].Match = m.Match.Match
		}
	}
	return nil
}

// match looks one quote up by itself.
func (l *articleLinker) match(q store.Quote) (store.Match, error) {
	ans, err := l.lookup(q, "")
	switch {
	case errors.Is(err, ErrEmptyQuote), errors.Is(err, ErrQuoteTooLong):
		return store.Match{}, nil
	case err != nil:
		return store.Match{}, err
	case ans.Match == nil:
		return store.Match{}, nil
	}
	return ans.Match.Match, nil
}

// quoted looks one quote up.
func (l *articleLinker) quoted(at int, q store.Quote) (store.Match, error) {
	ans, err := l.lookup(q, "")
	switch {
	case errors.Is(err, ErrEmptyQuote), errors.Is(err, ErrQuoteTooLong):
		return store.Match{}, nil
	case err != nil:
		return store.Match{}, err
	case ans.Match == nil:
		l.possible[at] = ans
		return store.Match{}, nil
	}
	return ans.Match.Match, nil
}

func (l *articleLinker) lookup(q store.Quote, sure store.DocumentID) (Answer, error) {
	return Lookup(l.ctx, l.f, Query{
		Quote: q.Text, Lang: q.Lang, Speaker: q.Speaker, Handle: q.Handle, AsOf: q.PublishedAt, Limit: 1, Prefer: l.embeds, Translators: l.t, Supported: sure,
	})
}

// embedded links an embedded post by the address that it names.
func (l *articleLinker) embedded(q store.Quote) (store.Match, error) {
	doc, err := l.f.Document(l.ctx, q.Document)
	if errors.Is(err, store.ErrNotFound) {
		return store.Match{}, nil
	}
	if err != nil {
		return store.Match{}, err
	}
	versions, err := l.f.Versions(l.ctx, doc.ID)
	if err != nil || len(versions) == 0 {
		return store.Match{}, err
	}
	l.embeds = append(l.embeds, doc.ID)
	return match.Embedded(match.Quote{Folded: text.Fold(q.Text), AsOf: q.PublishedAt}, doc, versions), nil
}
