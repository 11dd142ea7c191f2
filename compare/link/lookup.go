// Package link finds the posts that quotes come from: for one quote, and for all the
// quotes of an article.
package link

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"onrecord/compare/cross"
	"onrecord/compare/index"
	"onrecord/compare/lang"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// MaxWords is the longest quote that is looked up, in words.
const MaxWords = 4000

// The errors of a look-up.
var (
	// ErrEmptyQuote: there is no word in the quote.
	ErrEmptyQuote = errors.New("the quote is empty: give at least one word")
	// ErrQuoteTooLong: the quote has more than MaxWords words.
	ErrQuoteTooLong = fmt.Errorf("the quote is too long: give at most %d words of it", MaxWords)
)

// maxQuoteBytes refuses a quote before it is folded.
const maxQuoteBytes = 64 * MaxWords

// Query is a quote to look up and what is known about it.
type Query struct {
	Quote string
	// Lang is the quote's language, guessed where empty.
	Lang string
	// Speaker is a name or @handle, Handle an account.
	Speaker, Handle string
	// Before is when the quote was published; posts after it are not meant.
	Before store.Moment
	// AsOf is like Before, but only warns: an article's own date.
	AsOf store.Moment
	// Asked is when the question is put, where neither is known.
	Asked time.Time
	// Limit bounds the candidates that are listed, 5 when 0.
	Limit int
	// Prefer are posts that the same article embeds; they win ties.
	Prefer []store.DocumentID
	// Translators is what is at hand to look among posts of other languages.
	Translators cross.Translators
	// Parallel asks as well for posts that say the same in other languages.
	Parallel bool
	// Supported is a post that the same article quotes elsewhere for certain: a
	// possible translation of it is one, and a few words that stand in it are its.
	Supported store.DocumentID
	// Named is who the same article names, nil where there is none.
	Named *quote.Named
}

// Answer is what was found.
type Answer struct {
	Lang       string
	Verdict    store.Verdict
	Confidence float64
	// Match is nil where nothing was found.
	Match *Found
	// Candidates are the best posts, the match first where there is one.
	Candidates []store.Candidate
	// Same are other posts that say the same words as well, the earliest first.
	Same []store.DocumentID
	// Standing are the posts in which the words of a quote too short to attribute
	// stand; nil where it is attributed or stands in none.
	Standing *Standing
	// Pictures are posts with the quote among the words that a machine read from their
	// pictures, where no post says it; the best first.
	Pictures []InPicture
	// Spliced is a second post that the rest of the quote is from.
	Spliced store.DocumentID
}

// Found is the match with its post.
type Found struct {
	store.Match
	Doc     store.Document
	Version store.Version
}

// Lookup finds the post and version that a quote comes from, or says that it
// was not found. Its errors are ErrEmptyQuote, ErrQuoteTooLong and the finder's.
func Lookup(ctx context.Context, f cross.Finder, q Query) (Answer, error) {
	if len(q.Quote) > maxQuoteBytes {
		return Answer{}, ErrQuoteTooLong
	}
	l := lookup{ctx: ctx, f: f, q: q, quote: q.matched()}
	if err := checkQuote(l.quote.Folded); err != nil {
		return Answer{}, err
	}
	l.ans = Answer{Lang: q.Lang, Verdict: store.NotFound}
	if err := l.run(); err != nil {
		return l.ans, fmt.Errorf("look up: %w", err)
	}
	return l.ans, nil
}

// matched is the query as matching needs it.
func (q Query) matched() match.Quote {
	return match.Quote{
		Folded: text.Fold(q.Quote), Speaker: quote.Speaker{Name: q.Speaker, Handle: q.Handle}, Before: q.Before, AsOf: q.AsOf, Asked: q.Asked, Prefer: q.Prefer, Named: q.Named,
	}
}

func checkQuote(q text.Folded) error {
	switch words := text.CountWords(q.Tokens); {
	case words == 0:
		return ErrEmptyQuote
	case words > MaxWords:
		return ErrQuoteTooLong
	}
	return nil
}

// lookup is one look-up under way.
type lookup struct {
	ctx   context.Context
	f     cross.Finder
	q     Query
	quote match.Quote
	m     match.Matcher
	find  *index.Search
	ans   Answer
}

func (l *lookup) run() error {
	posts, err := l.candidates()
	if err != nil {
		return err
	}
	if err := l.answer(posts); err != nil {
		return err
	}
	l.tellLanguage()
	if l.ans.Match == nil {
		if err := l.standing(l.find); err != nil {
			return err
		}
	}
	if l.ans.Match == nil && l.ans.Standing == nil {
		if err := l.crossLanguage(posts); err != nil {
			return fmt.Errorf("across languages: %w", err)
		}
	}
	if l.ans.Match == nil && l.ans.Standing == nil {
		if err := l.inPictures(); err != nil {
			return fmt.Errorf("among pictures: %w", err)
		}
	}
	if l.ans.Match == nil || !l.q.Parallel {
		return nil
	}
	also, err := cross.Parallel(l.ctx, l.f, l.q.Translators, l.ans.Match.Doc, l.ans.Match.Version)
	for _, id := range also {
		if !slices.Contains(l.ans.Same, id) {
			l.ans.Same = append(l.ans.Same, id)
		}
	}
	return err
}

// candidates are the posts that share most with the quote, judged, the best first.
func (l *lookup) candidates() ([]match.Scored, error) {
	ask := index.Ask(l.quote.Folded)
	find, err := index.NewSearch(l.ctx, l.f, store.PostSpace, ask.Terms)
	if err != nil {
		return nil, err
	}
	hits, err := find.Hits(l.ctx, index.AlignedMost)
	if err != nil {
		return nil, err
	}
	found, err := index.Candidates(l.ctx, l.f, hits, index.Cutoff(l.q.Before))
	if err != nil {
		return nil, err
	}
	l.find = find
	l.m = match.New(l.quote, find.Rarity(l.quote.Folded, ask))
	return l.m.Rank(found), nil
}

func (l *lookup) tellLanguage() {
	switch m := l.ans.Match; {
	case l.ans.Lang != "":
	case m != nil && m.Version.Lang != "":
		l.ans.Lang = m.Version.Lang
	default:
		l.ans.Lang = lang.Guess(l.q.Quote)
	}
}

// answer takes the best post where it is sure enough.
func (l *lookup) answer(posts []match.Scored) error {
	l.list(posts)
	if len(posts) == 0 {
		return nil
	}
	top := posts[0]
	if l.ans.Confidence = match.Round(top.Confidence); top.Confidence < match.Threshold || top.Missing() > 0.1 {
		if first, second := l.m.Spliced(posts); first != nil {
			l.ans.Spliced = second.Document.ID
			err := l.take(*first)
			if l.ans.Match != nil {
				l.ans.Match.Warnings = append(l.ans.Match.Warnings, match.Spliced)
				l.ans.Match.Severity = match.Severity(l.ans.Match.Match)
			}
			return err
		}
	}
	if top.Confidence < match.Threshold {
		if err := l.onlySource(posts); err != nil || l.ans.Match != nil {
			return err
		}
		if posts = l.m.Explained(posts); posts[0].Confidence < match.Threshold {
			return nil
		}
	}
	posts = match.EarliestFirst(posts)
	for _, s := range posts[1:] {
		if match.SameWords(posts[0], s) {
			l.ans.Same = append(l.ans.Same, s.Document.ID)
		}
	}
	return l.take(posts[0])
}

// leastListed is the confidence below which no post is listed.
const leastListed = 0.005

// limit is how many posts are listed.
func (l *lookup) limit() int {
	if l.q.Limit == 0 {
		return 5
	}
	return l.q.Limit
}

// list puts the best posts among the answer's candidates.
func (l *lookup) list(posts []match.Scored) {
	for _, s := range posts[:min(len(posts), l.limit())] {
		if s.Confidence >= leastListed {
			l.ans.Candidates = append(l.ans.Candidates, candidate(s.Indexed, s.Verdict(), s.Confidence))
		}
	}
}

func candidate(x store.Indexed, v store.Verdict, confidence float64) store.Candidate {
	return store.Candidate{Document: x.Document.ID, VersionID: x.Version.ID, VersionSeq: x.Version.Seq, Authority: x.Version.Authority, Verdict: v, Confidence: match.Round(confidence)}
}

// take makes a post's version the answer.
func (l *lookup) take(top match.Scored) error {
	doc, versions, err := l.post(top.Document.ID)
	if err != nil {
		return err
	}
	l.found(l.m.Match(top, versions), doc, versions, top.Version)
	return nil
}

// post is a document with its versions.
func (l *lookup) post(id store.DocumentID) (store.Document, []store.Version, error) {
	versions, err := l.f.Versions(l.ctx, id)
	if err != nil {
		return store.Document{}, nil, err
	}
	doc, err := l.f.Document(l.ctx, id)
	return doc, versions, err
}

// found makes a match the answer, with the version in full where it is at hand.
func (l *lookup) found(m store.Match, doc store.Document, versions []store.Version, v store.Version) {
	for _, full := range versions {
		if full.ID == v.ID {
			v = full
		}
	}
	l.ans.Match = &Found{Match: m, Doc: doc, Version: v}
	l.ans.Verdict, l.ans.Confidence = m.Verdict, m.Confidence
}
