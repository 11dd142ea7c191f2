package match

import (
	"slices"
	"unicode/utf8"

	"onrecord/compare/text"
	"onrecord/compare/value"
)

var orderWarnings = []warning{
	{
		name: "order", text: "The order of words or sentences differs.",
		holds: func(c *check) bool {
			return c.s.moved || c.shuffled() >= 2 || c.crossed() || c.valuesCrossed() || c.runsSwapped() || c.runMoved() || c.casesSwapped() || c.swappedAroundNegation() || c.doersTurned() || c.particlesTurned()
		},
	},
}

// negationReach is how far from a negation, in words, the two things may stand that it
// contrasts.
const negationReach = 3

// swappedAroundNegation reports whether the two things that a negation contrasts changed
// sides: "schools, not prisons" for "prisons, not schools".
func (c *check) swappedAroundNegation() bool {
	for _, q := range c.inQuote {
		for _, p := range c.inPost {
			if q.class != negating || p.class != negating || !c.within(p) {
				continue
			}
			qs, ps := beside(c.quote, q), beside(c.post, p)
			if qs[0] != "" && qs[1] != "" && qs[0] == ps[1] && qs[1] == ps[0] {
				return true
			}
		}
	}
	return false
}

// beside are the nearest telling words on both sides of a mention, "" for none.
func beside(f text.Folded, m mention) (out [2]string) {
	for i := m.at - 1; i >= 0 && m.at-i <= negationReach && out[0] == ""; i-- {
		if text.Bits(f.Tokens[i].Key) > 3 {
			out[0] = f.Tokens[i].Key
		}
	}
	for i := m.at + m.n; i < len(f.Tokens) && i-m.at-m.n < negationReach && out[1] == ""; i++ {
		if text.Bits(f.Tokens[i].Key) > 3 {
			out[1] = f.Tokens[i].Key
		}
	}
	return out
}

// shuffled counts the telling words of the quote that stand elsewhere in the post's
// sentences than in its order.
func (c *check) shuffled() int {
	if c.covered.to == 0 {
		return 0
	}
	free := freeWords(c.post, c.s.al.Steps, c.covered)
	n := 0
	for i, t := range c.quote.Tokens {
		if c.changedQ[i] && text.Bits(t.Key) > 3 && free[t.Key] > 0 {
			free[t.Key]--
			n++
		}
	}
	return n
}

// crossed reports whether a telling word of the quote stands on the other side of
// another one than in the post, with its ending changed or not.
func (c *check) crossed() bool {
	if c.covered.to == 0 {
		return false
	}
	whole := span{sentenceOf(c.post, c.covered.from).from, sentenceOf(c.post, c.covered.to-1).to}
	taken := map[int]bool{}
	for _, p := range c.to {
		taken[p] = true
	}
	for i, t := range c.quote.Tokens {
		if !c.changedQ[i] || text.Bits(t.Key) <= 4 || c.plainWord(c.inQuote, c.values.quote, i) {
			continue
		}
		for p := whole.from; p < whole.to; p++ {
			if u := c.post.Tokens[p]; u.Kind != text.Word || taken[p] && c.to[i] != p && !c.replaced(p) || c.to[i] == p || !inflected(t.Key, u.Key) || c.plainWord(c.inPost, c.values.post, p) {
				continue
			}
			if c.crosses(i, p) {
				return true
			}
		}
	}
	return false
}

// valuesCrossed reports whether two numbers changed places: from 10 to 12, from 12 to 10.
func (c *check) valuesCrossed() bool {
	at := func(v value.Value) int { // the post's value that is equal, -1 for none or several
		out := -1
		for j, p := range c.values.post {
			if c.inReach(p) && !p.IsDate && value.Compare(v, p) == value.None {
				if out >= 0 {
					return -1
				}
				out = j
			}
		}
		return out
	}
	last, moved := -1, false
	for _, v := range c.values.quote {
		if v.IsDate {
			continue
		}
		j := at(v)
		if j < 0 {
			continue
		}
		moved = moved || c.changedValueQ(v)
		if j < last && (moved || c.changedValueP(c.values.post[j])) {
			return true
		}
		last = max(last, j)
	}
	return false
}

// runsSwapped reports whether, in a script without spaces, the changed stretches of the
// quote are those of the post in another order.
func (c *check) runsSwapped() bool {
	if !slices.Contains(unspacedLangs, c.lang) {
		return false
	}
	q, p := changedRuns(c.quote, c.changedQ), changedRuns(c.post, c.changedP)
	if len(q) != 2 || len(p) != 2 {
		return false
	}
	return q[0] == p[1] && q[1] == p[0] && q[0] != q[1]
}

// casesSwapped reports whether two words changed places in a language that tells by endings
// who did what to whom, and both took other endings: судья … тренера for тренер … судью.
// "The police's mistake" for "the mistake of the police" changes no more than one.
func (c *check) casesSwapped() bool {
	if !byEndings[c.lang] {
		return false
	}
	form := func(q, p int) bool {
		return caseForms(c.quote.Tokens[q].Key, c.post.Tokens[p].Key)
	}
	for i, a := range c.pairs {
		for _, b := range c.pairs[i+1:] {
			if form(a.q, b.p) && form(b.q, a.p) && sentenceOf(c.post, a.p) == sentenceOf(c.post, b.p) {
				return true
			}
		}
	}
	return false
}

// byEndings are languages whose nouns have cases.
var byEndings = text.WordSet("ru uk be pl cs sk hr sr sl bs tr az kk hu fi et lv lt el")

// caseForms reports whether two words are one in two cases: they begin alike, and differ in
// no more than an ending.
func caseForms(a, b string) bool {
	x, y, n := utf8.RuneCountInString(a), utf8.RuneCountInString(b), commonRunes(a, b)
	return a != b && n >= 3 && max(x, y)-n <= 3 && 2*n > max(x, y)
}

// runMoved reports whether words that stand together, two or more and a telling one among
// them, were taken from one place and put in another.
func (c *check) runMoved() bool {
	for i := 0; i < len(c.changedQ); i++ {
		n, telling := 0, false
		for i+n < len(c.changedQ) && c.changedQ[i+n] {
			telling = telling || text.Bits(c.quote.Tokens[i+n].Key) > 3 && !c.plainWord(c.inQuote, c.values.quote, i+n)
			n++
		}
		if n < 2 || !telling {
			i += n
			continue
		}
		for at := c.covered.from; at+n <= c.covered.to; at++ {
			same := 0
			for same < n && c.changedP[at+same] && c.post.Tokens[at+same].Key == c.quote.Tokens[i+same].Key {
				same++
			}
			if same == n {
				return true
			}
		}
		i += n
	}
	return false
}

func changedRuns(f text.Folded, changed []bool) []string {
	var out []string
	for i, t := range f.Tokens {
		switch {
		case !changed[i]:
		case i > 0 && changed[i-1]:
			out[len(out)-1] += t.Key
		default:
			out = append(out, t.Key)
		}
	}
	return out
}

// crosses reports whether another telling word stands before i in the quote and
// behind p in the post, or the other way round.
func (c *check) crosses(i, p int) bool {
	for j, u := range c.quote.Tokens {
		at := c.to[j]
		if j == i || at < 0 || text.Bits(u.Key) <= 3 || !inflected(u.Key, c.post.Tokens[at].Key) {
			continue
		}
		if (j < i) != (at < p) && c.sharedBetween(span{min(i, j) + 1, max(i, j)}, span{min(at, p) + 1, max(at, p)}) {
			return true
		}
	}
	return false
}

// sharedBetween reports whether a word stands between two others on both sides: who
// did what to whom has a verb between, the mistake of the police and the police's
// mistake have none.
func (c *check) sharedBetween(inQuote, inPost span) bool {
	for i := inQuote.from; i < inQuote.to; i++ {
		for p := inPost.from; p < inPost.to; p++ {
			if a, b := c.quote.Tokens[i], c.post.Tokens[p]; text.Bits(a.Key) > 3 && (a.Key == b.Key || commonRunes(a.Key, b.Key) >= 4) || auxiliaries[a.Key] && auxiliaries[b.Key] || comparing[a.Key] && a.Key == b.Key {
				return true
			}
		}
	}
	return false
}

// comparing are words for than, on whose two sides other things stand.
var comparing = text.WordSet("than que als che чем ніж niż niz než än an enn end як mint kuin decât decat από daripada hơn")

// auxiliaries stand between who did it and to whom, in one form or another.
var auxiliaries = text.WordSet("has have had is are was were hat haben hatte hatten ist sind war waren wird werden wurde wurden kann können muss müssen heeft hebben is zijn was waren " +
	"ha han había habían es son fue fueron a ont avait avaient est sont était étaient hanno aveva avevano è sono era erano tem têm tinha foi foram é são har er var är jest są był byli была были был")

// commonRunes counts the code points with which both words begin.
func commonRunes(a, b string) int {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// replaced reports whether another word of the quote was put in a word's place.
func (c *check) replaced(p int) bool {
	return slices.ContainsFunc(c.pairs, func(w wordPair) bool { return w.p == p })
}

// plainWord reports whether a word is part of a date or number, or of doubt, which
// may stand anywhere.
func (c *check) plainWord(all []mention, values []value.Value, i int) bool {
	return slices.ContainsFunc(values, func(v value.Value) bool { return v.From <= i && i < v.To }) ||
		slices.ContainsFunc(all, func(m mention) bool { return !besideOrder[m.class] && m.at <= i && i < m.at+m.n })
}

// besideOrder are the classes whose words have a place in a sentence as any other.
var besideOrder = map[class]bool{saying: true, excepting: true, collective: true, planning: true}

// inflected reports whether two words are one, but for their endings.
func inflected(a, b string) bool {
	if a == b {
		return true
	}
	n := commonRunes(a, b)
	return n >= 5 && 10*n >= 7*max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

// freeWords counts the words in the sentences of a stretch that the alignment gives
// to no word of the quote.
func freeWords(post text.Folded, steps []step, covered span) map[string]int {
	whole := span{sentenceOf(post, covered.from).from, sentenceOf(post, covered.to-1).to}
	taken := map[int]bool{}
	for _, s := range steps {
		if s.op == opEqual || s.op == opJoin || s.op == opRespell {
			for p := s.p0; p < s.p1; p++ {
				taken[p] = true
			}
		}
	}
	free := map[string]int{}
	for i := whole.from; i < whole.to; i++ {
		if post.Tokens[i].Kind == text.Word && !taken[i] {
			free[post.Tokens[i].Key]++
		}
	}
	return free
}
