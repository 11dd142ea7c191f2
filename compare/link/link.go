package link

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"onrecord/compare/cross"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// Linker is the version of the matcher: raise it, and all links are made anew.
const Linker = 5

// Quoted is a quote of a text and what was found of it.
type Quoted struct {
	Quote  store.Quote
	Answer Answer
}

// Article finds the quotes of an article's version and the post that each
// one quotes. Every quote is in the result; its Match is zero where nothing was found.
func Article(ctx context.Context, f cross.Finder, t cross.Translators, doc store.Document, v store.Version) ([]store.Link, error) {
	all, err := Quotes(ctx, f, t, doc, v, time.Time{}, nil)
	if err != nil {
		return nil, fmt.Errorf("link %s: %w", doc.ID, err)
	}
	out := make([]store.Link, len(all))
	for i, q := range all {
		out[i].Quote = q.Quote
		if m := q.Answer.Match; m != nil {
			out[i].Match = m.Match
		}
	}
	return out, nil
}

// Quotes finds the quotes of a text and answers each as a look-up would. A post that
// the text embeds is certain, and wins ties for its other quotes. asked is when the question
// is put, for a text without a date of its own; told, where it is not nil, is given how many
// were looked up.
func Quotes(ctx context.Context, f cross.Finder, t cross.Translators, doc store.Document, v store.Version, asked time.Time, told func(done, total int)) ([]Quoted, error) {
	own := withoutClaims{f, map[store.DocumentID]bool{}}
	l := articleLinker{ctx: ctx, f: own, t: t, asked: asked, named: quote.NamedIn(v), own: own.embeds}
	quotes, err := l.parted(quote.Find(doc, v), v)
	if err != nil {
		return nil, err
	}
	out := make([]Quoted, len(quotes))
	for i, q := range quotes {
		out[i] = Quoted{q, Answer{Lang: q.Lang, Verdict: store.NotFound}}
		if q.Kind == store.QuoteEmbedded && q.Document != "" {
			if err := l.embedded(&out[i]); err != nil {
				return nil, err
			}
		}
	}
	for i, q := range quotes {
		if told != nil {
			told(i+1, len(quotes))
		}
		if q.Kind == store.QuoteEmbedded || q.Text == "" {
			continue
		}
		if out[i].Answer, err = l.lookup(q, ""); err != nil {
			return nil, err
		}
	}
	return out, l.support(out)
}

type articleLinker struct {
	ctx    context.Context
	f      cross.Finder
	t      cross.Translators
	embeds []store.DocumentID
	own    map[store.DocumentID]bool // as in withoutClaims
	asked  time.Time
	named  *quote.Named
}

// supported is the confidence from which a possible match is linked where the
// article quotes the same post elsewhere for certain.
const supported = 0.3

// support links the quotes whose possible source another quote of the article, or
// an embedded post, is linked to firmly.
func (l *articleLinker) support(out []Quoted) error {
	firm := map[store.DocumentID]bool{}
	for _, q := range out {
		if m := q.Answer.Match; m != nil && m.Confidence >= match.Threshold {
			firm[m.Document] = true
		}
	}
	for i, q := range out {
		sure := supportedBy(q.Answer, firm)
		if sure == "" {
			continue
		}
		ans, err := l.lookup(q.Quote, sure)
		if err != nil {
			return err
		}
		if ans.Match != nil {
			out[i].Answer = ans
		}
	}
	return nil
}

// supportedBy is the post that an unsure answer may be about, of those that the article
// quotes for certain: the only one in which a few words stand, or that they may translate.
func supportedBy(ans Answer, firm map[store.DocumentID]bool) store.DocumentID {
	if ans.Match != nil {
		return ""
	}
	if ans.Standing != nil {
		var in []store.DocumentID
		for _, s := range ans.Standing.Posts {
			if firm[s.Document] {
				in = append(in, s.Document)
			}
		}
		if len(in) == 1 {
			return in[0]
		}
		return ""
	}
	if all := ans.Candidates; len(all) > 0 && all[0].Verdict == store.Possible && all[0].Confidence >= supported && firm[all[0].Document] {
		return all[0].Document
	}
	return ""
}

// match looks one quote up by itself.
func (l *articleLinker) match(q store.Quote) (store.Match, error) {
	ans, err := l.lookup(q, "")
	if err != nil || ans.Match == nil {
		return store.Match{}, err
	}
	return ans.Match.Match, nil
}

// lookup looks one quote up; one that cannot be is not found.
func (l *articleLinker) lookup(q store.Quote, sure store.DocumentID) (Answer, error) {
	ans, err := Lookup(l.ctx, l.f, Query{
		Quote: q.Text, Lang: q.Lang, Speaker: q.Speaker, Handle: q.Handle, AsOf: q.PublishedAt, Asked: l.asked, Limit: listed, Prefer: l.embeds, Translators: l.t, Supported: sure, Named: l.named,
	})
	if errors.Is(err, ErrEmptyQuote) || errors.Is(err, ErrQuoteTooLong) {
		return Answer{Lang: q.Lang, Verdict: store.NotFound}, nil
	}
	return ans, err
}

// listed is how many candidates the answer to a quote of a text has.
const listed = 3

// embedded links an embedded post by the address that it names.
func (l *articleLinker) embedded(q *Quoted) error {
	doc, err := l.f.Document(l.ctx, q.Quote.Document)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	versions, err := l.f.Versions(l.ctx, doc.ID)
	l.own[doc.ID] = true
	versions = slices.DeleteFunc(versions, claimed)
	if err != nil || len(versions) == 0 {
		return err
	}
	l.embeds = append(l.embeds, doc.ID)
	m := match.Embedded(match.Quote{Folded: text.Fold(q.Quote.Text), AsOf: q.Quote.PublishedAt}, doc, versions)
	q.Answer = Answer{Lang: q.Quote.Lang, Verdict: m.Verdict, Confidence: m.Confidence, Match: &Found{Match: m, Doc: doc}}
	for _, v := range versions {
		if v.ID == m.VersionID {
			q.Answer.Match.Version = v
		}
	}
	return nil
}
