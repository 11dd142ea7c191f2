package compare

import (
	"context"
	"sort"

	"onrecord/store"
)

// Finder is what matching needs of an archive.
type Finder interface {
	DocFreqs(ctx context.Context, terms []store.Term) (freqs []int, total int, err error)
	Postings(ctx context.Context, term store.Term, f store.PostingFilter, limit int) ([]int64, error)
	Candidates(ctx context.Context, versionIDs []int64) ([]store.Indexed, error)
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
}

// Bounds on the search for candidates.
const (
	askedTerms    = 40   // the rarest terms of a quote
	termPostings  = 1000 // read of one term
	totalPostings = 12_000
	alignedMost   = 40 // candidates aligned
)

// candidates are the versions that share the most telling terms with a quote,
// best first: its rarest words and pairs are asked until enough was read.
func candidates(ctx context.Context, f Finder, q Folded, filter store.PostingFilter) ([]store.Indexed, error) {
	terms := Terms(q.Text)
	freqs, total, err := f.DocFreqs(ctx, terms)
	if err != nil {
		return nil, err
	}
	scores := map[int64]float64{}
	read := 0
	for _, i := range rarest(freqs) {
		if read >= totalPostings {
			break
		}
		ids, err := f.Postings(ctx, terms[i], filter, termPostings)
		if err != nil {
			return nil, err
		}
		read += len(ids)
		for _, id := range ids {
			scores[id] += rarity(freqs[i], total)
		}
	}
	return f.Candidates(ctx, best(scores, alignedMost))
}

// rarest are the places of the rarest terms that stand anywhere.
func rarest(freqs []int) []int {
	var at []int
	for i, n := range freqs {
		if n > 0 {
			at = append(at, i)
		}
	}
	sort.SliceStable(at, func(a, b int) bool { return freqs[at[a]] < freqs[at[b]] })
	return at[:min(len(at), askedTerms)]
}

// best are the ids with the highest scores, at most n.
func best(scores map[int64]float64, n int) []int64 {
	ids := make([]int64, 0, len(scores))
	for id := range scores {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(a, b int) bool {
		if scores[ids[a]] != scores[ids[b]] {
			return scores[ids[a]] > scores[ids[b]]
		}
		return ids[a] < ids[b]
	})
	return ids[:min(len(ids), n)]
}
