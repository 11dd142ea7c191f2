package link

import (
	"cmp"
	"slices"
	"time"

	"onrecord/compare/cross"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// crossLanguage looks among the posts of other languages for a quote that was not found
// in its own. It links only what stands well above chance.
func (l *lookup) crossLanguage(same []match.Scored) error {
	found, err := cross.Find(l.ctx, l.f, l.q.Translators, l.quote, l.ans.Lang)
	if err != nil {
		return err
	}
	l.listCrossLanguage(found)
	if len(found) == 0 || !found[0].IsPossible() {
		return nil
	}
	top := found[0]
	l.ans.Verdict, l.ans.Confidence = store.Possible, match.Round(top.Confidence)
	if top.Document.ID != l.q.Supported && (!top.Firm() || l.strange(top)) {
		return nil
	}
	if own := ownWords(top, same); own != nil {
		return l.take(*own)
	}
	doc, versions, err := l.post(top.Document.ID)
	if err != nil {
		return err
	}
	l.found(top.Match(l.quote, versions), doc, versions, top.Version)
	for _, x := range found[1:] {
		if top.Twin(x) && x.Confidence >= cross.Possible {
			l.ans.Same = append(l.ans.Same, x.Document.ID)
		}
	}
	l.lead(candidate(top.Indexed, store.Translated, top.Confidence))
	return nil
}

// A few words of nobody who is named, in an article that does not name the author of the post either,
// are its translation only from strangeSure on: strangeWords are as many as that.
const (
	strangeWords = 12
	strangeSure  = 0.8
)

// strange reports whether a post is too unsure a source for a quote of a few words, as the article
// has nothing of its author.
func (l *lookup) strange(x cross.Found) bool {
	return l.q.Named != nil && l.quote.Speaker == (quote.Speaker{}) && text.CountWords(l.quote.Tokens) <= strangeWords && x.Confidence < strangeSure &&
		!l.q.Named.Has(x.Document.Author, x.Document.AuthorNames)
}

// lead puts a candidate that became the match in front of the others.
func (l *lookup) lead(c store.Candidate) {
	others := slices.DeleteFunc(l.ans.Candidates, func(o store.Candidate) bool { return o.VersionID == c.VersionID })
	l.ans.Candidates = slices.Insert(others, 0, c)
	l.ans.Candidates = l.ans.Candidates[:min(len(l.ans.Candidates), l.limit())]
}

// listCrossLanguage puts the posts among the answer's other candidates: those with the quote's
// own words first, then those that are possible, then all others by how sure they are.
func (l *lookup) listCrossLanguage(found []cross.Found) {
	for _, x := range found[:min(len(found), l.limit())] {
		if x.Confidence >= leastListed {
			l.ans.Candidates = append(l.ans.Candidates, candidate(x.Indexed, store.Possible, x.Confidence))
		}
	}
	rank := func(c store.Candidate) float64 {
		switch {
		case c.Verdict == store.Verbatim:
			return c.Confidence + 2
		case c.Verdict == store.Possible && c.Confidence >= cross.Possible:
			return c.Confidence + 1
		}
		return c.Confidence
	}
	slices.SortStableFunc(l.ans.Candidates, func(a, b store.Candidate) int { return cmp.Compare(rank(b), rank(a)) })
	l.ans.Candidates = l.ans.Candidates[:min(len(l.ans.Candidates), l.limit())]
}

// ownWords is the post in the quote's own language that the same author wrote at
// about the same time as the one that the quote seems to translate, where it fits
// as well: not well enough alone, but two say more than one.
func ownWords(top cross.Found, same []match.Scored) *match.Scored {
	for _, s := range same {
		d := s.Document.PublishedAt.Time.Sub(top.Document.PublishedAt.Time)
		if s.Confidence >= cross.Possible && s.Document.ID != top.Document.ID && s.Document.Author == top.Document.Author && !s.Document.PublishedAt.IsZero() && d.Abs() <= 36*time.Hour {
			s.Confidence = max(s.Confidence, top.Confidence)
			return &s
		}
	}
	return nil
}
