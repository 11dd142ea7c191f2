package cross

import (
	"context"
	"math/rand"
	"slices"
	"testing"

	"onrecord/compare/index"
	"onrecord/store"
)

// lists is an index in memory.
type lists struct {
	index.Finder
	of    map[store.Term][]int64
	total int
}

func (l lists) Lists(_ context.Context, _ store.Space, terms []store.Term, most int) ([]store.List, int, error) {
	out := make([]store.List, len(terms))
	for i, t := range terms {
		if out[i].Count = len(l.of[t]); out[i].Count <= most {
			out[i].Refs = l.of[t]
		}
	}
	return out, l.total, nil
}

// TestBestOfAll: the versions that share most are those that a count of all lists finds,
// though most are not taken in, and a speaker's own are counted in full.
func TestBestOfAll(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	closed := 0
	for range 40 {
		l := lists{of: map[store.Term][]int64{}, total: 20_000}
		var ask []asked
		var terms []store.Term
		for slot := range 3 + rnd.Intn(12) {
			for range 1 + rnd.Intn(3) {
				term := store.Term(len(terms))
				share := 1 / float64(1+rnd.Intn(400))
				for ref := range int64(l.total) {
					if rnd.Float64() < share*share {
						l.of[term] = append(l.of[term], ref)
					}
				}
				ask = append(ask, asked{slot, len(terms)})
				terms = append(terms, term)
			}
		}
		find, err := index.NewSearch(t.Context(), l, store.PostSpace, terms)
		if err != nil {
			t.Fatal(err)
		}
		score := make([]float32, l.total)
		for ref := range score {
			worth := map[int]float32{}
			for _, a := range ask {
				if _, ok := slices.BinarySearch(l.of[terms[a.list]], int64(ref)); ok {
					worth[a.slot] = max(worth[a.slot], float32(index.Rarity(len(l.of[terms[a.list]]), l.total)))
				}
			}
			for _, w := range worth {
				score[ref] += w
			}
		}
		own := []store.Indexed{{Version: store.Version{ID: int64(rnd.Intn(l.total))}}}
		b := new(board)
		b.keep(own)
		if err := (&crossing{}).countSlots(t.Context(), b, find, slices.Clone(ask)); err != nil {
			t.Fatal(err)
		}
		if b.full {
			closed++
		}
		near := func(x, y float32) bool { return max(x, y)-min(x, y) < 1e-3 }
		if id := own[0].Version.ID; !near(b.of(id), score[id]) {
			t.Errorf("the speaker's own post shares %f, want %f", b.of(id), score[id])
		}
		best := b.best(measuredMost)
		slices.SortFunc(score, func(x, y float32) int { return int(max(-1, min(1, (y-x)*1e6))) })
		for i, ref := range best {
			if !near(b.of(ref), score[i]) {
				t.Fatalf("version %d of the best shares %f, want %f", i, b.of(ref), score[i])
			}
		}
		if len(best) < measuredMost && score[len(best)] > 0 {
			t.Errorf("%d versions, and one more shares %f", len(best), score[len(best)])
		}
	}
	if closed == 0 {
		t.Error("no search was closed")
	}
}
