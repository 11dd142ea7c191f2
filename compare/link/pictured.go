package link

import (
	"cmp"
	"slices"

	"onrecord/compare/index"
	"onrecord/compare/match"
	"onrecord/compare/text"
	"onrecord/store"
)

// InPicture is a post with a quote among the words that a machine read from a picture of
// it. The words are no more certain than the reading, and are not the post's text.
type InPicture struct {
	store.Pictured
	// Verdict and Confidence say how the quote fits the words as they were read.
	Verdict    store.Verdict
	Confidence float64
}

// PictureTerms are what the words of a picture are indexed by.
func PictureTerms(w store.PictureWords) []store.Term { return index.TermsOf(text.Fold(w.Text)) }

// picturesMost is how many pictures are held against a quote.
const picturesMost = 14

// inPictures looks for a quote that no post has among the words read from pictures.
func (l *lookup) inPictures() error {
	ask := index.Ask(l.quote.Folded)
	find, err := index.NewSearch(l.ctx, l.f, store.PictureSpace, ask.Terms)
	if err != nil || find.Total == 0 {
		return err
	}
	hits, err := find.Hits(l.ctx, picturesMost)
	if err != nil {
		return err
	}
	ids := make([]int64, 0, picturesMost)
	for _, h := range hits[:min(len(hits), picturesMost)] {
		ids = append(ids, h.Ref)
	}
	all, err := l.f.Pictured(l.ctx, ids)
	if err != nil {
		return err
	}
	m := match.New(l.quote, find.Rarity(l.quote.Folded, ask))
	for _, p := range all {
		if !index.PostedBefore(p.Indexed, index.Cutoff(l.q.Before)) {
			continue
		}
		for _, s := range m.Rank([]store.Indexed{p.Indexed}) {
			if s.Confidence >= match.Threshold {
				l.ans.Pictures = append(l.ans.Pictures, InPicture{p, s.Verdict(), match.Round(s.Confidence)})
			}
		}
	}
	slices.SortStableFunc(l.ans.Pictures, func(a, b InPicture) int { return cmp.Compare(b.Confidence, a.Confidence) })
	if n := len(l.ans.Pictures); n > 0 {
		l.ans.Pictures = l.ans.Pictures[:min(n, l.limit())]
		l.ans.Verdict, l.ans.Confidence = store.InPicture, l.ans.Pictures[0].Confidence
	}
	return nil
}
