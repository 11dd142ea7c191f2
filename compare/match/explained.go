package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"onrecord/compare/lang"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/compare/value"
	"onrecord/store"
)

// What a quote of the named speaker needs to be a changed sentence of theirs.
const (
	explainedLeast = 3    // words of the quote
	explainedSure  = 0.75 // the confidence that it then has
	explainedMost  = 3    // posts that are looked at
	clauseLeast    = 5    // words of a quote that may leave a few of its sentence away
	clauseCut      = 3    // words that it may leave away at either end
)

// Explained looks once more at a quote of a named speaker that no post was sure enough
// for: short sentences with a word changed are. Where all that differs from a whole
// sentence of one post only, both ways, is of a kind that a warning names, or an equal
// value written otherwise, the sentence is what was quoted. posts are in order, and so
// is the answer.
func (m Matcher) Explained(posts []Scored) []Scored {
	best := -1
	for i, s := range posts[:min(len(posts), explainedMost)] {
		if s.Confidence >= Threshold || s.Speaker != quote.Agrees {
			continue
		}
		if m.explains(&posts[i]) {
			if best >= 0 {
				return posts // two sentences as like
			}
			best = i
		}
	}
	if best < 0 {
		return posts
	}
	s := posts[best]
	s.Confidence = explainedSure
	if s.j.missing > 0 {
		s.j.verdict = store.Altered
	}
	return slices.Insert(slices.Delete(posts, best, best+1), 0, s)
}

// explains reports whether a quote is a sentence of a post but for what warnings name.
func (m Matcher) explains(s *Scored) bool {
	words := text.CountWords(m.quote.Tokens)
	whole := mostShared(m.quote.Folded, s.post)
	if n := text.CountWords(s.post.Tokens[whole.from:whole.to]); words < explainedLeast || n == 0 || n > 2*words+3 {
		return false
	}
	in := lang.Of(s.Version.Lang, s.Version.Text)
	c := &check{m: m, s: *s, sides: newSides(m.quote.Folded, s.post, s.al.Steps, in)}
	f := fit{c: c, takenQ: make([]bool, len(m.quote.Tokens)), takenP: make([]bool, len(s.post.Tokens)), q: span{0, len(m.quote.Tokens)}, p: whole, at: make([]int, len(m.quote.Tokens))}
	for i := range f.at {
		f.at[i] = -1
	}
	f.values(value.Find(m.quote.Folded, in), value.Find(s.post, in))
	f.pair(func(q, p text.Token) bool { return text.Same(q, p) })
	f.pair(func(q, p text.Token) bool { return akin(q.Key, p.Key) })
	either := func(is func(a, b string) bool) {
		f.pair(func(q, p text.Token) bool { return is(q.Key, p.Key) || is(p.Key, q.Key) })
	}
	either(c.negates)
	either(c.opposite)
	f.mentions(c.inQuote, f.takenQ)
	f.mentions(c.inPost, f.takenP)
	f.equal += f.signs / 2
	if words >= clauseLeast {
		f.narrow()
	}
	if f.equal < 2 || f.other && f.equal < 3 || !f.whole() {
		return false
	}
	s.moved = s.moved || f.inverted() >= 2
	return true
}

// mostShared is the sentence of a post that has most of a quote's words.
func mostShared(q, post text.Folded) span {
	var best span
	most := 0
	for i := 0; i < len(post.Tokens); {
		in := sentenceOf(post, i)
		left := map[string]int{}
		for _, t := range post.Tokens[in.from:in.to] {
			if t.Kind == text.Word {
				left[t.Key]++
			}
		}
		n := 0
		for _, t := range q.Tokens {
			if left[t.Key] > 0 {
				left[t.Key]--
				n++
			}
		}
		if n > most {
			best, most = in, n
		}
		i = max(in.to, i+1)
	}
	return best
}

// akin reports whether two words may be forms of one.
func akin(a, b string) bool {
	n := commonRunes(a, b)
	if short, long := []rune(a), []rune(b); len(short) >= 4 && len(short) != len(long) { // with something in front: neprodala, הרופאים
		if len(short) > len(long) {
			short, long = long, short
		}
		if len(short) >= 4 && len(long)-len(short) <= 3 && strings.HasSuffix(string(long), string(short)) {
			return true
		}
	}
	longest := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if end := commonEnd(a, b); n >= 3 && end >= 3 && n+end+1 >= min(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) { // cerremos, cerraremos
		return true
	}
	if r, _ := utf8.DecodeRuneInString(a); r >= 0xac00 && n >= 2 && longest-n <= 1 {
		return true // one word with two particles
	}
	return n >= 3 && 5*n >= 3*longest || n >= 4 && 2*n >= longest
}

// commonEnd counts the code points with which both words end.
func commonEnd(a, b string) int {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[len(x)-1-n] == y[len(y)-1-n] {
		n++
	}
	return n
}

// fit pairs the words of a quote with those of a sentence.
type fit struct {
	c              *check
	takenQ, takenP []bool
	q, p           span
	// at is the sentence's word for each of the quote's, -1 for none.
	at []int
	// equal counts the words that both have; other says that a value is another one.
	equal int
	other bool
	// signs counts the equal ones of a script without spaces.
	signs int
}

// values takes values that stand for each other: of one sort, whatever they are.
func (f *fit) values(q, p []value.Value) {
	p = slices.DeleteFunc(slices.Clone(p), func(v value.Value) bool { return v.From < f.p.from || v.To > f.p.to })
	for i := range q {
		if i >= len(p) || q[i].IsDate != p[i].IsDate {
			return
		}
		switch value.Compare(q[i], p[i]) {
		case value.None:
			f.equal++
		case value.Unit:
		default:
			f.other = true
		}
		take(f.takenQ, q[i])
		take(f.takenP, p[i])
	}
}

func take(taken []bool, v value.Value) {
	for i := v.From; i < v.To; i++ {
		taken[i] = true
	}
	if v.UnitAt >= 0 {
		taken[v.UnitAt] = true
	}
}

// pair takes words of both sides that are like each other, once each.
func (f *fit) pair(like func(q, p text.Token) bool) {
	for i := f.q.from; i < f.q.to; i++ {
		for j := f.p.from; j < f.p.to && !f.takenQ[i]; j++ {
			if q, p := f.c.quote.Tokens[i], f.c.post.Tokens[j]; !f.takenP[j] && q.Kind == text.Word && p.Kind == text.Word && like(q, p) {
				f.takenQ[i], f.takenP[j], f.at[i] = true, true, j
				if text.Bits(q.Key) > 3 {
					f.equal++
				} else if q.Key >= "\u2e80" {
					f.signs++
				}
			}
		}
	}
}

// mentions takes the words of all classes that warnings look at.
func (f *fit) mentions(all []mention, taken []bool) {
	for _, m := range all {
		for i := m.at; i < m.at+m.n && i < len(taken); i++ {
			taken[i] = true
		}
	}
}

// narrow leaves out a few words with which the sentence begins or ends, before the first
// and behind the last that the quote has.
func (f *fit) narrow() {
	at := slices.DeleteFunc(slices.Clone(f.at), func(p int) bool { return p < 0 })
	if len(at) < 3 {
		return
	}
	first, last := slices.Min(at), slices.Max(at)+1
	if n := text.CountWords(f.c.post.Tokens[f.p.from:first]); n <= clauseCut {
		f.p.from = first
	}
	if n := text.CountWords(f.c.post.Tokens[last:f.p.to]); n <= clauseCut {
		f.p.to = last
	}
}

// inverted counts the pairs of telling words that stand in another order on either side.
func (f *fit) inverted() int {
	n := 0
	for i := range f.at {
		for j := i + 1; j < len(f.at); j++ {
			if f.at[i] >= 0 && f.at[j] >= 0 && f.at[j] < f.at[i] && f.telling(i) && f.telling(j) {
				n++
			}
		}
	}
	return n
}

func (f *fit) telling(i int) bool {
	k := f.c.quote.Tokens[i].Key
	return (text.Bits(k) > 3 || k >= "\uac00") && !f.c.plainWord(f.c.inQuote, nil, i)
}

// whole reports whether no telling word is left on either side, and of the short ones
// no more than one, but for forms of each other: der, den.
func (f *fit) whole() bool {
	q, ok := f.left(f.c.quote.Tokens, f.takenQ, f.q)
	p, ok2 := f.left(f.c.post.Tokens, f.takenP, f.p)
	if !ok || !ok2 {
		return false
	}
	for i := 0; i < len(q); i++ {
		if at := slices.IndexFunc(p, func(k string) bool { return commonRunes(k, q[i]) > 0 }); at >= 0 {
			p, q = slices.Delete(p, at, at+1), slices.Delete(q, i, i+1)
			i--
		}
	}
	return len(q)+len(p) <= 1 || len(q) == 0 && len(p) == 2 || len(q) == 1 && len(p) == 1 && len(q[0]) < 3 && len(p[0]) < 3
}

// left are the short words that are not taken; ok is false where a telling one is among
// them.
func (f *fit) left(tokens []text.Token, taken []bool, in span) (short []string, ok bool) {
	for i := in.from; i < in.to; i++ {
		t := tokens[i]
		if t.Kind != text.Word || taken[i] || t.Bracketed || auxiliaries[t.Key] {
			continue
		}
		if text.Bits(t.Key) > 3 || strings.ContainsAny(t.Key, "0123456789") {
			return nil, false
		}
		short = append(short, t.Key)
	}
	return short, true
}
