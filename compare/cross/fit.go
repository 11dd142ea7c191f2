package cross

import (
	"math"
	"slices"
	"strings"

	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// fit is how a quote fits on a stretch of a post in another language.
type fit struct {
	// score is the share of the quote's weight that the stretch has, and bits how
	// much that is.
	score, bits float64
	hits        int
	// order is the share of the words that stand in the quote's order.
	order float64
	via   string
	// from and to are the stretch, as shares of the post.
	from, to float64
	pairs    []crossPair
	// reading is the quote's that fits best.
	reading int
}

// crossPair is a word of the quote's reading and the post's slot that gives it;
// post is empty where none does.
type crossPair struct {
	quote slot
	post  slot
	found bool
}

// fit finds the stretch of the post that covers most of the quote, over all the
// ways to read both.
func (c *crossing) fit(v store.Version, made []store.Rendition) fit {
	folded := text.Fold(v.Text)
	slots, via := postSlots(v, folded, made)
	latin := make([]string, len(slots))
	for i, s := range slots {
		if s.token >= 0 {
			latin[i] = romanize(folded.Tokens[s.token].Key)
		}
	}
	var best fit
	for n, r := range c.readings {
		f := c.fitReading(r, slots, latin, text.CountWords(folded.Tokens[0:len(folded.Tokens)]))
		f.via, f.reading = via, n
		if n == 0 || f.score > best.score {
			best = f
		}
	}
	return best
}

// postSlots are all the words of a version in the pivot, whatever gave them, and
// its own words for names and cognates.
func postSlots(v store.Version, f text.Folded, made []store.Rendition) ([]slot, string) {
	var out []slot
	via, own := viaLexicon, false
	for _, r := range readingsOf(v, made) {
		out = append(out, r.slots...)
		own = own || r.via == viaLexicon || r.via == viaOriginal
		if strings.HasPrefix(r.via, "rendition:") {
			via = r.via
		}
	}
	if !own {
		out = append(out, bareReading(f).slots...)
	}
	slices.SortStableFunc(out, func(a, b slot) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	return out, via
}

// meeting is one place where the post has a word of the quote.
type meeting struct{ quote, post int }

func (c *crossing) fitReading(r quoteReading, slots []slot, latin []string, words int) fit {
	byStem := map[string][]int{}
	for i, s := range slots {
		for _, stem := range s.stems {
			if !emptyStem[stem] {
				byStem[stem] = append(byStem[stem], i)
			}
		}
	}
	var matches []meeting
	total, size := 0.0, 0
	for i, s := range r.slots {
		total += r.weight[i]
		size++
		if r.weight[i] == 0 {
			continue
		}
		for _, p := range c.places(s, byStem, latin) {
			matches = append(matches, meeting{i, p})
		}
	}
	if total == 0 || words == 0 {
		return fit{}
	}
	width := math.Min(1, 1.5*float64(size)/float64(words)+4/float64(words))
	return c.window(r, slots, matches, total, width)
}

// places are the post's slots that may give a word of the quote.
func (c *crossing) places(s slot, byStem map[string][]int, latin []string) []int {
	var out []int
	for _, stem := range s.stems {
		out = append(out, byStem[stem]...)
	}
	if s.token >= 0 {
		own := romanize(c.q.Folded.Tokens[s.token].Key)
		for i, l := range latin {
			if l != "" && sameWord(own, l) {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// window slides over the post and keeps the stretch with the most weight.
func (c *crossing) window(r quoteReading, slots []slot, matches []meeting, total, width float64) fit {
	slices.SortStableFunc(matches, func(a, b meeting) int { return a.post - b.post })
	var best fit
	got := make([]int, len(r.slots))
	sum, to := 0.0, 0
	for from := range matches {
		start := slots[matches[from].post].at
		for to < len(matches) && slots[matches[to].post].at <= start+width {
			if got[matches[to].quote]++; got[matches[to].quote] == 1 {
				sum += r.weight[matches[to].quote]
			}
			to++
		}
		if score := sum / total; score > best.score+1e-9 {
			best = fit{score: score, bits: sum, from: start, to: slots[matches[to-1].post].at}
			best.pairs = pairUp(r, slots, matches[from:to])
		}
		if got[matches[from].quote]--; got[matches[from].quote] == 0 {
			sum -= r.weight[matches[from].quote]
		}
	}
	best.hits, best.order = inOrder(best.pairs)
	if best.hits > 0 {
		best.from, best.to = extent(best.pairs)
	}
	return best
}

// extent is the stretch of the post that the chosen words take.
func extent(pairs []crossPair) (from, to float64) {
	from = 1
	for _, p := range pairs {
		if p.found {
			from, to = min(from, p.post.at), max(to, p.post.at)
		}
	}
	return from, to
}

// inOrder counts the words found, and gives the share of them in the longest
// series that keeps the quote's order.
func inOrder(pairs []crossPair) (hits int, share float64) {
	var ends []float64 // the lowest end of a series of each length
	for _, p := range pairs {
		if !p.found {
			continue
		}
		hits++
		i, _ := slices.BinarySearch(ends, p.post.at)
		if i == len(ends) {
			ends = append(ends, 0)
		}
		ends[i] = p.post.at
	}
	return hits, float64(len(ends)) / float64(max(hits, 1))
}

// pairUp gives each word of the quote the post's slot nearest to its own place,
// one with a token of the post's where there is one.
func pairUp(r quoteReading, slots []slot, matches []meeting) []crossPair {
	out := make([]crossPair, len(r.slots))
	from, to := slots[matches[0].post].at, slots[matches[len(matches)-1].post].at
	for i, s := range r.slots {
		out[i].quote = s
		want, best := from+s.at*(to-from), math.Inf(1)
		for _, m := range matches {
			if m.quote != i {
				continue
			}
			p := slots[m.post]
			d := math.Abs(p.at - want)
			if p.token < 0 {
				d += 0.5
			}
			if d < best {
				best, out[i].post, out[i].found = d, p, true
			}
		}
	}
	return out
}

// judge turns the evidence into a confidence.
//
// The constants were fitted by logistic regression on real translated quotes, the
// best wrong post beside each right one as if that were not there, authors held
// out in turn; the golden test prints how well they hold. Many words found tell
// more than few rare ones, which name the topic.
func (x Found) judge(c *crossing) float64 {
	f := x.fit
	if !x.reached || !c.t.Reaches(x.lang) {
		return x.unread()
	}
	if f.hits == 0 {
		return 0
	}
	z := 2.4 + 3.35*f.score + 4.67*x.margin + 2.56*x.gap + 1.93*f.order + 4.02*math.Log2(1+float64(f.hits)) - 3.39*math.Log2(1+f.bits)
	if c.t.translates(c.lang) && c.t.translates(x.lang) {
		z += -2.78 + 1.87*f.score
	}
	switch {
	case x.speaker == quote.Differs:
		z -= 5
	case x.speaker == quote.Agrees && x.days >= 0 && x.days <= 5:
		z += 0.9
	}
	return 1 / (1 + math.Exp(-z))
}

// unread is the confidence where nothing translates one of the languages: names,
// numbers and cognates, who is said to have said it and when. It is never enough
// to link.
func (x Found) unread() float64 {
	z := -3 + 4*x.fit.score
	switch x.speaker {
	case quote.Agrees:
		z += 1.4
		if x.days >= 0 {
			z += math.Max(0, 1.5-0.3*x.days)
		}
	case quote.Differs:
		z -= 4
	case quote.Unknown:
	}
	return math.Min(0.6, 1/(1+math.Exp(-z)))
}
