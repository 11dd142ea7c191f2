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
	Posts []Stand
	// Count is how many there are; More says that no more were looked for.
	Count int
	More  bool
}

// Stand is a post that has the words, and the latest of its versions that has them.
type Stand struct {
	Document store.DocumentID
	Version  store.Version
	// Versions is how many the post has.
	Versions int
}

// Edited reports whether the words stand only in a version that was edited since.
func (s Stand) Edited() bool { return s.Version.Seq < s.Versions }

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
	recentBits     = 9   // of a post from the days before, whose author the article names
	supportedBits  = 8   // of a post that the article quotes elsewhere
)

// How sure a short quote is that is attributed by what else its article says.
const (
	supportedSure = 0.8
	namedSure     = 0.73
)

// onlySource attributes a short quote, word for word, to the only post of the named
// speaker that has it, to a post that the article quotes elsewhere, to the only one of those
// whom the article names, or to the only post of all where it is a little longer.
func (l *lookup) onlySource(posts []match.Scored) error {
	words := text.CountWords(l.quote.Tokens)
	if words < leastOfSpeaker || words > shortQuote {
		return nil
	}
	var own, named, all []match.Scored
	bits := bitsOf(l.quote.Tokens)
	for _, s := range posts {
		if !match.Stands(l.quote.Folded, text.Fold(s.Version.Text)) {
			continue
		}
		if s.Document.ID == l.q.Supported && s.Speaker != quote.Differs && bits >= supportedBits {
			s.Confidence = max(s.Confidence, supportedSure)
			return l.take(s)
		}
		all = append(all, s)
		if s.Speaker == quote.Agrees {
			own = append(own, s)
		}
		if s.Named {
			named = append(named, s)
		}
	}
	switch {
	case len(own) == 1:
		own[0].Confidence = max(own[0].Confidence, 0.75)
		return l.take(own[0])
	case len(named) == 1 && (named[0].Recent && bits >= recentBits || bits >= onlySourceBits):
		named[0].Confidence = max(named[0].Confidence, namedSure)
		return l.take(named[0])
	case len(all) == 1 && l.quote.Speaker == (quote.Speaker{}) && (words >= leastOfAnybody && all[0].Confidence >= onlySourceSure || bits >= onlySourceBits):
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
	var with []store.Indexed // of each post, the latest version with the words
	for page := range slices.Chunk(refs[:min(len(refs), standingMost)], 100) {
		found, err := l.f.Candidates(l.ctx, page)
		if err != nil {
			return err
		}
		for _, c := range found {
			if !index.PostedBefore(c, index.Cutoff(l.q.Before)) || !match.Stands(l.quote.Folded, text.Fold(c.Version.Text)) {
				continue
			}
			known := slices.IndexFunc(with, func(o store.Indexed) bool { return o.Document.ID == c.Document.ID })
			switch {
			case known < 0:
				with = append(with, c)
			case c.Version.Seq > with[known].Version.Seq:
				with[known] = c
			}
		}
	}
	slices.SortStableFunc(with, func(a, b store.Indexed) int {
		return cmp.Or(b.Document.PublishedAt.Time.Compare(a.Document.PublishedAt.Time), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	for _, c := range with[:min(len(with), standingShown)] {
		versions, err := l.f.Versions(l.ctx, c.Document.ID)
		if err != nil {
			return err
		}
		s := Stand{Document: c.Document.ID, Version: c.Version}
		for _, v := range versions {
			s.Versions = max(s.Versions, v.Seq)
		}
		out.Posts = append(out.Posts, s)
	}
	if out.Count = len(with); out.Count > 0 {
		l.ans.Standing = out
	}
	return nil
}
