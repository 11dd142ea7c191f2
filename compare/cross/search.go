package cross

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"onrecord/compare/index"
	"onrecord/store"
)

// Bounds on the search. Cost follows them and not the archive.
const (
	askedSlots   = 40        // of a quote, the rarest
	listedMost   = 400_000   // a list up to this length is read
	listedTotal  = 1_200_000 // of all of them
	scoredMost   = 1 << 26   // the highest number of a version that is counted
	measuredMost = 70        // versions measured, by what they share with the quote
)

// board counts, by version's number, what each shares with a quote.
type board struct {
	score []float32
	last  []uint8 // the slot that counted last
	used  []int64
}

var boards = sync.Pool{New: func() any { return new(board) }}

// add counts a list for a slot, once a version.
func (b *board) add(refs []int64, slot uint8, worth float32) {
	if len(refs) == 0 || refs[len(refs)-1] >= scoredMost {
		return
	}
	if top := int(refs[len(refs)-1]) + 1; top > len(b.score) {
		b.score = append(b.score, make([]float32, top-len(b.score)+1024)...)
		b.last = append(b.last, make([]uint8, len(b.score)-len(b.last))...)
	}
	for _, r := range refs {
		if b.last[r] == slot {
			continue
		}
		if b.score[r] == 0 {
			b.used = append(b.used, r)
		}
		b.last[r] = slot
		b.score[r] += worth
	}
}

func (b *board) of(ref int64) float32 {
	if ref < 0 || ref >= int64(len(b.score)) {
		return 0
	}
	return b.score[ref]
}

// best are the n versions that share most, the most first.
func (b *board) best(n int) []int64 {
	least := float32(0)
	var top []int64
	trim := func() {
		slices.SortFunc(top, func(x, y int64) int { return cmp.Or(cmp.Compare(b.score[y], b.score[x]), cmp.Compare(x, y)) })
		if len(top) > n {
			top = top[:n]
			least = b.score[top[n-1]]
		}
	}
	for _, r := range b.used {
		if b.score[r] > least {
			if top = append(top, r); len(top) >= 4*n {
				trim()
			}
		}
	}
	trim()
	return top
}

// clear makes the board as new for the next.
func (b *board) clear() {
	for _, r := range b.used {
		b.score[r], b.last[r] = 0, 0
	}
	b.used = b.used[:0]
	boards.Put(b)
}

// term of one slot of the quote.
type asked struct {
	slot, list int
}

// count fills a board from a space of the index.
func (c *crossing) count(ctx context.Context, space store.Space) (*board, error) {
	var terms []store.Term
	var ask []asked
	at := map[int64]int{}
	for _, k := range c.quote.Keys() {
		i, ok := at[k.Key]
		if !ok {
			i = len(terms)
			at[k.Key] = i
			terms = append(terms, term(k.Key))
		}
		ask = append(ask, asked{k.Slot, i})
	}
	b := boards.Get().(*board)
	if len(terms) == 0 {
		return b, nil
	}
	find, err := index.NewSearch(ctx, c.f, space, terms)
	if err != nil {
		return b, err
	}
	return b, c.countSlots(ctx, b, find, ask)
}

// countSlots reads the lists, those of the quote's rarest words first.
func (c *crossing) countSlots(ctx context.Context, b *board, find *index.Search, ask []asked) error {
	rarest := map[int]int{}
	for _, a := range ask {
		n := find.Lists[a.list].Count
		if have, ok := rarest[a.slot]; n > 0 && (!ok || n < have) {
			rarest[a.slot] = n
		}
	}
	ask = slices.DeleteFunc(ask, func(a asked) bool { return find.Lists[a.list].Count == 0 })
	slices.SortStableFunc(ask, func(x, y asked) int {
		return cmp.Or(cmp.Compare(rarest[x.slot], rarest[y.slot]), cmp.Compare(x.slot, y.slot), cmp.Compare(find.Lists[x.list].Count, find.Lists[y.list].Count))
	})
	read, number, last := 0, uint8(0), -1
	for _, a := range ask {
		if a.slot != last {
			last = a.slot
			if number++; number > askedSlots {
				break
			}
		}
		n := find.Lists[a.list].Count
		if n > listedMost || read+n > listedTotal {
			continue
		}
		refs, err := find.Refs(ctx, a.list)
		if err != nil {
			return err
		}
		read += len(refs)
		b.add(refs, number, float32(index.Rarity(n, find.Total)))
	}
	return nil
}
