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
	measuredMost = 300       // versions measured, by what they share with the quote
	measuredSure = 70        // however far they are behind the best
	nearBest     = 0.45      // the share of the best one's score that others are measured with
	renderedMost = 23        // versions measured by what their renditions share with it
)

// board counts, by version's number, what each shares with a quote.
type board struct {
	score []float32
	last  []uint8 // the slot that counted last
	used  []int64
	// full says that no more versions are taken in.
	full bool
}

var boards = sync.Pool{New: func() any { return new(board) }}

// present is the score of a version that is on the board and shares nothing yet.
const present = 1e-6

// keep takes versions in, whatever they share with the quote.
func (b *board) keep(own []store.Indexed) {
	for _, x := range own {
		r := x.Version.ID
		if r >= scoredMost {
			continue
		}
		if b.room(r); b.score[r] == 0 {
			b.score[r] = present
			b.used = append(b.used, r)
		}
	}
}

// room makes room for a version.
func (b *board) room(ref int64) {
	if top := int(ref) + 1; top > len(b.score) {
		b.score = append(b.score, make([]float32, top-len(b.score)+1024)...)
		b.last = append(b.last, make([]uint8, len(b.score)-len(b.last))...)
	}
}

// add counts a list for a slot, once a version.
func (b *board) add(refs []int64, slot uint8, worth float32) {
	if len(refs) == 0 || refs[len(refs)-1] >= scoredMost {
		return
	}
	b.room(refs[len(refs)-1])
	for _, r := range refs {
		s := b.score[r]
		if s == 0 {
			if b.full {
				continue
			}
			b.used = append(b.used, r)
		}
		if b.last[r] == slot {
			continue
		}
		b.last[r] = slot
		b.score[r] = s + worth
	}
}

// close takes in no more versions from now on, where the n best are ahead of all that have
// nothing yet: none can gain more than left any more.
func (b *board) close(n int, left float32) {
	if b.full || len(b.used) < n {
		return
	}
	ahead := 0
	for _, r := range b.used {
		if b.score[r] > left {
			ahead++
		}
	}
	b.full = ahead >= n
}

func (b *board) of(ref int64) float32 {
	if ref < 0 || ref >= int64(len(b.score)) {
		return 0
	}
	return b.score[ref]
}

// worthMeasuring are the versions that share most, the most first.
func (b *board) worthMeasuring() []int64 {
	top := b.best(measuredMost)
	for i, r := range top {
		if i >= measuredSure && b.score[r] < nearBest*b.score[top[0]] {
			return top[:i]
		}
	}
	return top
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
		if b.score[r] > max(least, present) {
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
	b.used, b.full = b.used[:0], false
	boards.Put(b)
}

// term of one slot of the quote.
type asked struct {
	slot, list int
}

// count fills a board from a space of the index. Those of own are on it in any case.
func (c *crossing) count(ctx context.Context, space store.Space, own []store.Indexed) (*board, error) {
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
	b.keep(own)
	if len(terms) == 0 {
		return b, nil
	}
	find, err := index.NewSearch(ctx, c.f, space, terms)
	if err != nil {
		return b, err
	}
	return b, c.countSlots(ctx, b, find, ask)
}

// countSlots reads the lists, those of the quote's rarest words first. Once those yet to
// be read can bring in none of the best, they only tell apart what is there (the
// MaxScore of Turtle and Flood, 1995, "Query evaluation: strategies and optimizations").
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
	ask = affordable(find, ask)
	worth := func(n int) float32 { return float32(index.Rarity(n, find.Total)) }
	read, left := float32(0), float32(0) // what slots are worth at most, and those yet to be read
	for i, a := range ask {
		if i == 0 || a.slot != ask[i-1].slot {
			left += worth(rarest[a.slot])
		}
	}
	number, last := uint8(0), -1
	for len(ask) > 0 {
		some := atOnce(find, ask)
		lists := make([]int, some)
		for i, a := range ask[:some] {
			lists[i] = a.list
		}
		refs, err := find.Refs(ctx, lists...)
		if err != nil {
			return err
		}
		for i, a := range ask[:some] {
			if a.slot != last {
				if read > left {
					b.close(measuredMost, left)
				}
				last = a.slot
				number++
				read, left = read+worth(rarest[a.slot]), left-worth(rarest[a.slot])
			}
			b.add(refs[i], number, worth(find.Lists[a.list].Count))
		}
		ask = ask[some:]
	}
	return nil
}

// affordable are the lists that are read, within the bounds.
func affordable(find *index.Search, ask []asked) []asked {
	out := ask[:0]
	read, slots, last := 0, 0, -1
	for _, a := range ask {
		if a.slot != last {
			last = a.slot
			if slots++; slots > askedSlots {
				break
			}
		}
		if n := find.Lists[a.list].Count; n <= listedMost && read+n <= listedTotal {
			read += n
			out = append(out, a)
		}
	}
	return out
}

// readAtOnce is how many postings are read at once: each reading is a question to the
// archive.
const readAtOnce = 100_000

// atOnce is how many of the lists are read at once.
func atOnce(find *index.Search, ask []asked) int {
	n := 0
	for i, a := range ask {
		if n += find.Lists[a.list].Count; n > readAtOnce {
			return max(i, 1)
		}
	}
	return len(ask)
}
