package link

import (
	"cmp"
	"slices"

	"onrecord/compare/index"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// Standing are the posts in which the words of a short quote stand unbroken, though
// they are too few to say which post is quoted.
type Standing struct {
	// Posts are the newest of them, the newest first.
	Posts []store.DocumentID
	// Count is how many there are; More says that no more were looked for.
	Count int
	More  bool
}

// Bounds on the search for short quotes.
const (
	shortQuote    = 12  // words, of a quote that may stand in posts by chance
	standingMost  = 400 // texts looked at
	standingShown = 20
)

// What it takes to attribute a short quote to the only post that has its words.
const (
	leastOfSpeaker = 2   // words, of the named speaker's only post with them
	leastOfAnybody = 4   // words, of the archive's only post with them
	onlySourceSure = 0.3 // confidence, for the latter
	onlySourceBits = 13  // of fewer words, where they are as rare as that
)

// onlySource attributes a short quote, word for word, to the only post of the named
// speaker that has it, or to the only post of all where it is a little longer.
func (l *lookup) onlySource(posts []match.Scored) error {
	words := text.CountWords(l.quote.Tokens)
	if words < leastOfSpeaker || words > shortQuote {
		return nil
	}
	var own, all []match.Scored
	for _, s := range posts {
		if !match.Stands(l.quote.Folded, text.Fold(s.Version.Text)) {
			continue
		}
		all = append(all, s)
		if s.Speaker == quote.Agrees {
			own = append(own, s)
		}
	}
	switch {
	case len(own) == 1:
		own[0].Confidence = max(own[0].Confidence, 0.75)
		return l.take(own[0])
	case len(all) == 1 && l.quote.Speaker == (quote.Speaker{}) && (words >= leastOfAnybody && all[0].Confidence >= onlySourceSure || bitsOf(l.quote.Tokens) >= onlySourceBits):
		all[0].Confidence = max(all[0].Confidence, 0.72)
		return l.take(all[0])
	}
	return nil
}

// bitsOf is how much the words of a short quote tell.
func bitsOf(ts []text.Token) float64 {
	sum := 0.0
	for _, t := range ts {
		if t.Kind == text.Word {
			sum += text.Bits(t.Key)
		}
	}
	return sum
}

// standing looks for a short quote's words as they are in all posts that have them.
func (l *lookup) standing(find *index.Search) error {
	if n := text.CountWords(l.quote.Tokens); n > shortQuote {
		return nil
	}
	hits, err := find.Hits(l.ctx, standingMost)
	if err != nil || len(hits) == 0 {
		return err
	}
	var refs []int64
	for _, h := range hits {
		if h.Score < hits[0].Score*0.999 {
			break
		}
		refs = append(refs, h.Ref)
	}
	out := &Standing{More: len(refs) > standingMost}
	var docs []store.Document
	for page := range slices.Chunk(refs[:min(len(refs), standingMost)], 100) {
		found, err := l.f.Candidates(l.ctx, page)
		if err != nil {
			return err
		}
		for _, c := range found {
			known := slices.ContainsFunc(docs, func(d store.Document) bool { return d.ID == c.Document.ID })
			if !known && index.PostedBefore(c, index.Cutoff(l.q.Before)) && match.Stands(l.quote.Folded, text.Fold(c.Version.Text)) {
				docs = append(docs, c.Document)
			}
		}
	}
	slices.SortStableFunc(docs, func(a, b store.Document) int {
		return cmp.Or(b.PublishedAt.Time.Compare(a.PublishedAt.Time), cmp.Compare(a.ID, b.ID))
	})
	for _, d := range docs[:min(len(docs), standingShown)] {
		out.Posts = append(out.Posts, d.ID)
	}
	if out.Count = len(docs); out.Count > 0 {
		l.ans.Standing = out
	}
	return nil
}
