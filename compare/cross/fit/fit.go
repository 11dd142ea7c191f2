package fit

import (
	"math"
	"slices"
)

// Fit is how a quote fits on the stretch of a post where it fits best.
type Fit struct {
	// LLR is the sum of the words' log-likelihood ratios in bits, Positive and
	// Negative its parts; Expected and Deviation are those of a true translation.
	LLR, Positive, Negative float64
	Expected, Deviation     float64
	// Slots are the quote's content words, Hits those that the stretch has, Bearers
	// the post's words that have them: a name written in two scripts is two hits on one.
	// Cover is the hits' share by weight, Back the share of the stretch that the quote
	// has.
	Slots, Hits, Bearers int
	Cover, Back          float64
	// Order is the share of the hits that stand in the quote's order.
	Order float64
	// Plain is the share by weight of the words that the lexicon has and that are no
	// names: those come again in all that is said of a matter.
	Plain float64
	// Silent is the longest run of slots of which the stretch has nothing.
	Silent int
	// NameHits of Names names, NumberHits of Numbers numbers are there.
	Names, NameHits, Numbers, NumberHits int
	// Known is the share of the slots that the lexicon has or that are numbers.
	Known float64
	// Places is the binary logarithm of how many stretches the post has.
	Places float64
	// Pairs are the quote's content words, each with what renders it.
	Pairs []Pair
	// From and To are the stretch, as tokens of the post, [From,To).
	From, To int
}

// Pair is a content word of a quote, as its tokens [From,To), and the tokens of the
// post that give it, [PostFrom,PostTo); both 0 where none does.
type Pair struct {
	From, To, PostFrom, PostTo int
	// Likeness is from 0 to 1.
	Likeness float64
}

// The bounds of what one word may add, in bits.
const (
	leastGain = -2.5
	mostGain  = 7
)

// hit is a place of the post where a slot of the quote is found.
type hit struct {
	at, x float64
	slot  int32
}

// measure is a fit under way.
type measure struct {
	q, p  *Reading
	hits  [][]hit
	gains [][levels]float64
	width float64
	// matched are the post's slots that render one of the quote's in the stretch.
	matched []bool
}

// Measure fits a quote on a post.
func Measure(q, p *Reading) Fit {
	if len(q.slots) == 0 || len(p.slots) == 0 {
		return Fit{Slots: len(q.slots)}
	}
	q.hear()
	m := measure{q: q, p: p, matched: make([]bool, len(p.slots))}
	t := rates()
	words := float64(q.words) * t.length(p.Lang) / t.length(q.Lang)
	m.width = math.Min(1, (1.4*words+3)/float64(p.words))
	m.look()
	f := m.weigh(t)
	from := m.best(&f)
	m.explain(&f, from)
	f.Places = math.Log2(math.Max(1, 1/m.width))
	return f
}

// look finds where each slot of the quote may be in the post.
func (m *measure) look() {
	m.hits = make([][]hit, len(m.q.slots))
	scratch := make([]float64, len(m.p.slots))
	var found []likeness
	for i := range m.q.slots {
		found = m.p.alike(&m.q.slots[i], scratch, found)
		hs := make([]hit, len(found))
		for j, l := range found {
			hs[j] = hit{m.p.slots[l.slot].at, l.x, l.slot}
		}
		slices.SortFunc(hs, func(a, b hit) int { return int(a.slot) - int(b.slot) })
		m.hits[i] = hs
	}
}

// weigh gives each level of each slot its gain, and what a true translation would
// come to.
func (m *measure) weigh(t *tables) Fit {
	f := Fit{Slots: len(m.q.slots)}
	chances := m.q.chancesIn(m.p.Lang)
	m.gains = make([][levels]float64, len(m.q.slots))
	window := m.width * float64(m.p.words)
	variance := 0.0
	for i := range m.q.slots {
		if m.q.repeated(i) { // what it tells was told
			continue
		}
		least := [levels + 1]float64{1}
		for k := range chances[i] {
			least[k+1] = 1 - math.Pow(1-chances[i][k], window)
		}
		hit := t.hit(m.q.Lang, m.p.Lang, m.q.slots[i].class)
		g := &m.gains[i]
		mean, square := 0.0, 0.0
		for k := range levels {
			by := math.Max(2e-3, least[k]-least[k+1])
			g[k] = math.Max(leastGain, math.Min(mostGain, math.Log2(hit[k]/by)))
			mean += hit[k] * g[k]
			square += hit[k] * g[k] * g[k]
		}
		for k := 1; k < levels; k++ { // more likeness is never worse
			g[k] = math.Max(g[k], g[k-1])
		}
		f.Expected += mean
		variance += square - mean*mean
	}
	f.Deviation = math.Sqrt(math.Max(variance, 0.5))
	return f
}

// repeated reports whether a slot's word stood in the text before: where one is found the
// other is, and where one is missing so is the other.
func (r *Reading) repeated(i int) bool {
	return slices.ContainsFunc(r.slots[:i], func(s slot) bool { return s.key == r.slots[i].key })
}

// slack makes comparisons of places indifferent to rounding.
const slack = 1e-9

// best finds the stretch with the highest sum, and gives its beginning.
func (m *measure) best(f *Fit) float64 {
	starts := []float64{}
	for _, hs := range m.hits {
		for _, h := range hs {
			starts = append(starts, h.at)
		}
	}
	if len(starts) == 0 {
		starts = []float64{0}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	from := 0.0
	f.LLR = math.Inf(-1)
	for _, s := range starts {
		sum := 0.0
		for i, hs := range m.hits {
			x := 0.0
			for _, h := range hs {
				if h.at >= s-slack && h.at <= s+m.width+slack {
					x = math.Max(x, h.x)
				}
			}
			sum += m.gains[i][levelOf(x)]
		}
		if sum > f.LLR {
			f.LLR, from = sum, s
		}
	}
	return from
}

// explain pairs the quote's words with the stretch's, and counts.
func (m *measure) explain(f *Fit, from float64) {
	cover, weight := 0.0, 0.0
	plain, plainWeight, silent := 0.0, 0.0, 0
	var order []float64
	low, high := 1.0, 0.0
	for i := range m.q.slots {
		q := &m.q.slots[i]
		best := m.choose(m.hits[i], from, from+q.at*m.width)
		k := levelOf(best.x)
		if g := m.gains[i][k]; g > 0 {
			f.Positive += g
		} else {
			f.Negative -= g
		}
		if len(q.senses) > 0 || q.number {
			f.Known += 1 / float64(len(m.q.slots))
		}
		weight += q.weight
		cover += q.weight * math.Min(1, best.x/bounds[2])
		if len(q.senses) > 0 && !q.number && !q.proper() {
			plainWeight += q.weight
			plain += q.weight * math.Min(1, best.x/bounds[2])
		}
		silent++
		if k > 0 {
			silent = 0
		}
		f.Silent = max(f.Silent, silent)
		pair := Pair{From: q.from, To: q.to, Likeness: best.x}
		if k >= 1 {
			p := &m.p.slots[best.slot]
			pair.PostFrom, pair.PostTo = p.from, p.to
		}
		if k >= 2 {
			f.Hits++
			if !slices.Contains(order, best.at) {
				f.Bearers++
			}
			order = append(order, best.at)
			low, high = math.Min(low, best.at), math.Max(high, best.at)
		}
		f.Pairs = append(f.Pairs, pair)
		f.count(q.class, k)
	}
	f.Cover = cover / math.Max(weight, slack)
	f.Plain = f.Cover
	if plainWeight > 0 {
		f.Plain = plain / plainWeight
	}
	f.Order = inOrder(order)
	m.back(f, low, high)
}

// choose is the hit of the stretch that a word of the quote is rendered by: the
// likest, and of like ones that nearest to where it should stand.
func (m *measure) choose(hs []hit, from, want float64) hit {
	var best hit
	for _, h := range hs {
		if h.at < from-slack || h.at > from+m.width+slack {
			continue
		}
		if h.x >= bounds[1] {
			m.matched[h.slot] = true
		}
		if h.x > best.x+0.1 || h.x > best.x-0.1 && math.Abs(h.at-want) < math.Abs(best.at-want) {
			best = h
		}
	}
	return best
}

func (f *Fit) count(c class, k int) {
	switch c {
	case name:
		f.Names++
		if k >= 2 {
			f.NameHits++
		}
	case number:
		f.Numbers++
		if k >= 3 {
			f.NumberHits++
		}
	case known, unknown:
	}
}

// inOrder is the share of places in the longest rising series.
func inOrder(at []float64) float64 {
	var ends []float64
	for _, a := range at {
		i, _ := slices.BinarySearch(ends, a)
		if i == len(ends) {
			ends = append(ends, a)
		} else {
			ends[i] = a
		}
	}
	return float64(len(ends)) / math.Max(1, float64(len(at)))
}

// back measures the stretch between the first and the last hit.
func (m *measure) back(f *Fit, low, high float64) {
	if high < low {
		return
	}
	all, hit := 0.0, 0.0
	for j := range m.p.slots {
		s := &m.p.slots[j]
		if s.at < low-slack || s.at > high+slack {
			continue
		}
		if f.To == 0 {
			f.From = s.from
		}
		f.To = s.to
		all += s.weight
		if m.matched[j] {
			hit += s.weight
		}
	}
	f.Back = hit / math.Max(all, slack)
}
