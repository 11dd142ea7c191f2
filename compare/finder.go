package compare

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

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
	alignedMost  = 14      // candidates aligned
	alignedLeast = 4       // however far behind the best
	loadedMost   = 240     // candidates loaded to find some that pass the filter
)

// filter narrows the candidates.
type filter struct {
	before time.Time
}

func (f filter) passes(c store.Indexed) bool {
	at := c.Document.PublishedAt.Time
	return f.before.IsZero() || at.IsZero() || at.Before(f.before)
}

// asked are the terms of a quote that are looked up: each token's word, by its
// place, and pairs.
type asked struct {
	terms []store.Term
	// tokens are the quote's tokens behind each of the first terms; pairs follow.
	tokens []int
}

// askFor chooses the terms: before the archive is asked how common a word is,
// its length has to tell.
func askFor(q Folded) asked {
	var a asked
	first := map[string]bool{}
	for i, t := range q.Tokens {
		if t.Kind == Word && !t.Writer && !first[t.Key] {
			first[t.Key] = true
			a.tokens = append(a.tokens, i)
		}
	}
	if len(a.tokens) > askedWords {
		slices.SortStableFunc(a.tokens, func(x, y int) int { return cmp.Compare(common(q.Tokens[y].Key), common(q.Tokens[x].Key)) })
		a.tokens = a.tokens[:askedWords]
		slices.Sort(a.tokens)
	}
	for _, i := range a.tokens {
		a.terms = append(a.terms, wordTerm(q.Tokens[i].Key))
	}
	pairs := pairTerms(q)
	if len(pairs) > askedPairs { // spread over the quote
		some := make([]store.Term, askedPairs)
		for i := range some {
			some[i] = pairs[i*len(pairs)/askedPairs]
		}
		pairs = some
	}
	a.terms = append(a.terms, pairs...)
	return a
}

// search is what the archive's index says of a quote's terms.
type search struct {
	f     Finder
	space store.Space
	terms []store.Term
	lists []store.List
	total int
	// order has the terms that stand anywhere, the rarest first.
	order []int
}

func newSearch(ctx context.Context, f Finder, space store.Space, terms []store.Term) (*search, error) {
	s := &search{f: f, space: space, terms: terms}
	var err error
	if s.lists, s.total, err = f.Lists(ctx, space, terms, listedMost); err != nil {
		return nil, err
	}
	for i, l := range s.lists {
		if l.Count > 0 {
			s.order = append(s.order, i)
		}
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return cmp.Compare(s.lists[a].Count, s.lists[b].Count) })
	return s, nil
}

// hit is a text with the rarity of the terms that it shares with a quote.
type hit struct {
	ref   int64
	score float64
}

// hits are the texts that share the most telling terms, best first. The rarest
// terms bring candidates in; commoner ones only tell them apart, so that their
// long lists are read past and not remembered.
func (s *search) hits(ctx context.Context, least int) ([]hit, error) {
	var found []hit
	left := 0.0 // what the terms yet to come are worth
	for _, i := range s.order {
		left += rarity(s.lists[i].Count, s.total)
	}
	brought, further := 0, 0
	for n, i := range s.order {
		l := s.lists[i]
		worth := rarity(l.Count, s.total)
		left -= worth
		newcomer := n < sureTerms && brought == 0 || brought+l.Count <= newcomers
		if !newcomer && (l.Count > furtherMost || further+l.Count > furtherTotal) {
			break // and so are all that follow
		}
		refs, err := s.refs(ctx, i)
		if err != nil {
			return nil, err
		}
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
func best(found []hit, least int) []hit {
	top := 0.0
	for _, h := range found {
		top = max(top, h.score)
	}
	near := found
	for _, share := range []float64{nearBest, nearBest / 2} { // most are far behind: not worth sorting
		some := slices.DeleteFunc(slices.Clone(found), func(h hit) bool { return h.score < share*top })
		if len(some) >= least {
			near = some
			break
		}
	}
	slices.SortFunc(near, func(a, b hit) int {
		return cmp.Or(cmp.Compare(math.Round(b.score*1e6), math.Round(a.score*1e6)), cmp.Compare(a.ref, b.ref))
	})
	return near
}

func (s *search) refs(ctx context.Context, i int) ([]int64, error) {
	l := s.lists[i]
	if l.Refs != nil {
		return l.Refs, nil
	}
	more, _, err := s.f.Lists(ctx, s.space, s.terms[i:i+1], max(l.Count, furtherMost))
	if err != nil {
		return nil, err
	}
	return more[0].Refs, nil
}

// decided reports whether what is left can bring so few others near the best hit
// that all of those can be aligned.
func decided(found []hit, left float64) bool {
	best := 0.0
	for _, h := range found {
		best = max(best, h.score)
	}
	if left >= nearBest*best { // one that was not seen yet may come near
		return false
	}
	n := 0
	for _, h := range found {
		if h.score+left >= nearBest*best {
			n++
		}
	}
	return n <= alignedMost
}

// nearBest is the share of the best hit's score below which none is aligned.
const nearBest = 0.55

// union adds a list to the hits; both are in order.
func union(found []hit, refs []int64, worth float64) []hit {
	out := make([]hit, 0, len(found)+len(refs))
	for len(found) > 0 && len(refs) > 0 {
		switch a, b := found[0], refs[0]; {
		case a.ref < b:
			out, found = append(out, a), found[1:]
		case a.ref > b:
			out, refs = append(out, hit{b, worth}), refs[1:]
		default:
			out, found, refs = append(out, hit{b, a.score + worth}), found[1:], refs[1:]
		}
	}
	out = append(out, found...)
	for _, r := range refs {
		out = append(out, hit{r, worth})
	}
	return out
}

// confirm adds to the hits that a list holds as well.
func confirm(found []hit, refs []int64, worth float64) {
	i := 0
	for _, r := range refs {
		for i < len(found) && found[i].ref < r {
			i++
		}
		if i == len(found) {
			return
		}
		if found[i].ref == r {
			found[i].score += worth
		}
	}
}

// candidates loads the best of the hits that pass a filter.
func candidates(ctx context.Context, f Finder, found []hit, pass filter) ([]store.Indexed, error) {
	var out []store.Indexed
	for i, h := range found {
		if h.score < nearBest*found[0].score && i >= alignedLeast {
			found = found[:i]
			break
		}
	}
	for from, n := 0, alignedMost; from < min(len(found), loadedMost) && len(out) < alignedMost; from, n = from+n, 2*n {
		ids := make([]int64, 0, n)
		for _, h := range found[from:min(from+n, len(found))] {
			ids = append(ids, h.ref)
		}
		page, err := f.Candidates(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			if pass.passes(c) && len(out) < alignedMost {
				out = append(out, c)
			}
		}
	}
	return out, nil
}
