package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"onrecord/compare/text"
	"onrecord/store"
)

// Finder is what matching needs of an archive.
type Finder interface {
	Lists(ctx context.Context, space store.Space, terms []store.Term, most int) ([]store.List, int, error)
	Candidates(ctx context.Context, versionIDs []int64) ([]store.Indexed, error)
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
}

// Bounds on the search for candidates. Cost follows them and not the archive.
const (
	askedWords   = 48      // of a quote, the longest ones
	askedPairs   = 24      // of short neighbours
	listedMost   = 2000    // a list up to this length is read with its count
	newcomers    = 4000    // candidates that the rarest terms may bring in
	sureTerms    = 6       // that bring in candidates however common they are
	furtherMost  = 60_000  // a list up to this length is read to tell candidates apart
	furtherTotal = 200_000 // of all of those
	AlignedMost  = 14      // candidates aligned
	alignedLeast = 4       // however far behind the best
	loadedMost   = 240     // candidates loaded to find some that pass the filter
)

// PostedBefore reports whether a post may be from before a time, the zero time for any.
func PostedBefore(c store.Indexed, t time.Time) bool {
	at := c.Document.PublishedAt.Time
	return t.IsZero() || at.IsZero() || at.Before(t)
}

// Cutoff is the end of the day where only the day is known.
func Cutoff(m store.Moment) time.Time {
	if !m.IsZero() && m.Precision == store.PrecisionDay {
		return m.Time.AddDate(0, 0, 1)
	}
	return m.Time
}

// Asked are the terms of a quote that are looked up: each token's word, by its
// place, and pairs.
type Asked struct {
	Terms []store.Term
	// tokens are the quote's tokens behind each of the first terms; pairs follow.
	tokens []int
}

// Ask chooses the terms: before the archive is asked how common a word is,
// its length has to tell.
func Ask(q text.Folded) Asked {
	var a Asked
	first := map[string]bool{}
	for i, t := range q.Tokens {
		if t.Kind == text.Word && !t.Bracketed && !first[t.Key] {
			first[t.Key] = true
			a.tokens = append(a.tokens, i)
		}
	}
	if len(a.tokens) > askedWords {
		slices.SortStableFunc(a.tokens, func(x, y int) int { return cmp.Compare(text.Bits(q.Tokens[y].Key), text.Bits(q.Tokens[x].Key)) })
		a.tokens = a.tokens[:askedWords]
		slices.Sort(a.tokens)
	}
	for _, i := range a.tokens {
		a.Terms = append(a.Terms, Word(q.Tokens[i].Key))
	}
	pairs := pairTerms(q)
	if len(pairs) > askedPairs { // spread over the quote
		some := make([]store.Term, askedPairs)
		for i := range some {
			some[i] = pairs[i*len(pairs)/askedPairs]
		}
		pairs = some
	}
	a.Terms = append(a.Terms, pairs...)
	return a
}

// Search is what the archive's index says of a quote's terms.
type Search struct {
	f     Finder
	space store.Space
	terms []store.Term
	// Lists are the terms' lists, Total the number of texts.
	Lists []store.List
	Total int
	// order has the terms that stand anywhere, the rarest first.
	order []int
}

// NewSearch asks the index for the terms of a quote.
func NewSearch(ctx context.Context, f Finder, space store.Space, terms []store.Term) (*Search, error) {
	s := &Search{f: f, space: space, terms: terms}
	var err error
	if s.Lists, s.Total, err = f.Lists(ctx, space, terms, listedMost); err != nil {
		return nil, err
	}
	for i, l := range s.Lists {
		if l.Count > 0 {
			s.order = append(s.order, i)
		}
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return cmp.Compare(s.Lists[a].Count, s.Lists[b].Count) })
	return s, nil
}

// Hit is a text with the rarity of the terms that it shares with a quote.
type Hit struct {
	// Ref is the version's number.
	Ref int64
	// Score is the sum of the terms' rarities.
	Score float64
}

// Hits are the texts that share the most telling terms, best first. The rarest
// terms bring candidates in; commoner ones only tell them apart, so that their
// long lists are read past and not remembered.
func (s *Search) Hits(ctx context.Context, least int) ([]Hit, error) {
	var found []Hit
	left := 0.0 // what the terms yet to come are worth
	for _, i := range s.order {
		left += Rarity(s.Lists[i].Count, s.Total)
	}
	brought, further := 0, 0
	for n, i := range s.order {
		l := s.Lists[i]
		worth := Rarity(l.Count, s.Total)
		left -= worth
		newcomer := n < sureTerms && brought == 0 || brought+l.Count <= newcomers
		if !newcomer && (l.Count > furtherMost || further+l.Count > furtherTotal) {
			break // and so are all that follow
		}
		read, err := s.Refs(ctx, i)
		if err != nil {
			return nil, err
		}
		refs := read[0]
		if newcomer {
			brought += len(refs)
			found = union(found, refs, worth)
		} else {
			further += len(refs)
			confirm(found, refs, worth)
		}
		if n >= 2 && decided(found, left) {
			break
		}
	}
	return best(found, least), nil
}

// best sorts the hits near the best one, best first; all of them where those are fewer
// than least.
func best(found []Hit, least int) []Hit {
	top := 0.0
	for _, h := range found {
		top = max(top, h.Score)
	}
	near := found
	for _, share := range []float64{nearBest, nearBest / 2} { // most are far behind: not worth sorting
		some := slices.DeleteFunc(slices.Clone(found), func(h Hit) bool { return h.Score < share*top })
		if len(some) >= least {
			near = some
			break
		}
	}
	slices.SortFunc(near, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(math.Round(b.Score*1e6), math.Round(a.Score*1e6)), cmp.Compare(a.Ref, b.Ref))
	})
	return near
}

// Rarity gives how rare each word of a quote is, by its key, in bits.
func (s *Search) Rarity(q text.Folded, a Asked) map[string]float64 {
	rare := make(map[string]float64, len(a.tokens))
	for n, i := range a.tokens {
		rare[q.Tokens[i].Key] = Rarity(s.Lists[n].Count, s.Total)
	}
	return rare
}

// Rarity of a word among the archive's posts, in bits, smoothed so that a small
// archive does not make every word look rare.
func Rarity(df, total int) float64 {
	const prior = 200
	return math.Log2(float64(total+prior)/(float64(df)+1)) * text.MaxBits / math.Log2(float64(total+prior))
}

// Refs are the texts of some lists, those read that were too many to come with their
// count.
func (s *Search) Refs(ctx context.Context, lists ...int) ([][]int64, error) {
	out := make([][]int64, len(lists))
	var terms []store.Term
	var of []int
	most := furtherMost
	for n, i := range lists {
		if l := s.Lists[i]; l.Refs != nil || l.Count == 0 {
			out[n] = l.Refs
			continue
		}
		terms, of, most = append(terms, s.terms[i]), append(of, n), max(most, s.Lists[i].Count)
	}
	if len(terms) == 0 {
		return out, nil
	}
	more, _, err := s.f.Lists(ctx, s.space, terms, most)
	for i, l := range more {
		out[of[i]] = l.Refs
	}
	return out, err
}

// decided reports whether what is left can bring so few others near the best hit
// that all of those can be aligned.
func decided(found []Hit, left float64) bool {
	best := 0.0
	for _, h := range found {
		best = max(best, h.Score)
	}
	if left >= nearBest*best { // one that was not seen yet may come near
		return false
	}
	n := 0
	for _, h := range found {
		if h.Score+left >= nearBest*best {
			n++
		}
	}
	return n <= AlignedMost
}

// nearBest is the share of the best hit's score below which none is aligned.
const nearBest = 0.55

// union adds a list to the hits; both are in order.
func union(found []Hit, refs []int64, worth float64) []Hit {
	out := make([]Hit, 0, len(found)+len(refs))
	for len(found) > 0 && len(refs) > 0 {
		switch a, b := found[0], refs[0]; {
		case a.Ref < b:
			out, found = append(out, a), found[1:]
		case a.Ref > b:
			out, refs = append(out, Hit{b, worth}), refs[1:]
		default:
			out, found, refs = append(out, Hit{b, a.Score + worth}), found[1:], refs[1:]
		}
	}
	out = append(out, found...)
	for _, r := range refs {
		out = append(out, Hit{r, worth})
	}
	return out
}

// confirm adds to the hits that a list holds as well.
func confirm(found []Hit, refs []int64, worth float64) {
	i := 0
	for _, r := range refs {
		for i < len(found) && found[i].Ref < r {
			i++
		}
		if i == len(found) {
			return
		}
		if found[i].Ref == r {
			found[i].Score += worth
		}
	}
}

// Candidates loads the best of the hits that were posted before a time.
func Candidates(ctx context.Context, f Finder, found []Hit, before time.Time) ([]store.Indexed, error) {
	var out []store.Indexed
	for i, h := range found {
		if h.Score < nearBest*found[0].Score && i >= alignedLeast {
			found = found[:i]
			break
		}
	}
	for from, n := 0, AlignedMost; from < min(len(found), loadedMost) && len(out) < AlignedMost; from, n = from+n, 2*n {
		ids := make([]int64, 0, n)
		for _, h := range found[from:min(from+n, len(found))] {
			ids = append(ids, h.Ref)
		}
		page, err := f.Candidates(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			if PostedBefore(c, before) && len(out) < AlignedMost {
				out = append(out, c)
			}
		}
	}
	return out, nil
}
