package match

import (
	"slices"
	"strings"

	"onrecord/compare/text"
)

// sides are a quote and a version's text with what is needed to compare what they
// say: the words of all classes, and which tokens differ.
type sides struct {
	lang        string
	book        *wordbook
	quote, post text.Folded
	inQuote     []mention
	inPost      []mention
	// changedQ and changedP are the tokens that only one side has; those of whole
	// sentences that are left out are not among them.
	changedQ, changedP []bool
	// marked are the post's tokens that an ellipsis or a bracket of the quote says are left out.
	marked []bool
	// pairs are words that stand in each other's place.
	pairs []wordPair
	// accents are words that only their marks tell apart.
	accents []wordPair
	// covered is the stretch of the post that the quote is from.
	covered span
	// inFull are names of the post that the quote writes in another way: all of each is quoted.
	inFull []span
	// to is the post's token in the place of each of the quote's, -1 for none.
	to []int
}

// wordPair is a quote's word and the post's in its place, by their tokens' numbers.
type wordPair struct{ q, p int }

func newSides(quote, post text.Folded, steps []step, lang string) sides {
	s := sides{
		lang: lang, book: bookOf(lang), quote: quote, post: post, covered: span{-1, -1},
		changedQ: make([]bool, len(quote.Tokens)), changedP: make([]bool, len(post.Tokens)), marked: make([]bool, len(post.Tokens)), to: make([]int, len(quote.Tokens)),
	}
	for i := range s.to {
		s.to[i] = -1
	}
	s.inQuote, s.inPost = s.book.mentions(quote), s.book.mentions(post)
	for _, st := range steps {
		for p := st.p0; st.op == opSkip && p < st.p1; p++ {
			s.marked[p] = true
		}
	}
	for _, st := range omissions(quote, steps) {
		s.take(st)
	}
	if s.covered.from < 0 {
		s.covered = span{0, 0}
	}
	s.sameCountries()
	s.sameShort()
	return s
}

// take notes what one step of the alignment says.
func (s *sides) take(st step) {
	if st.p1 > st.p0 && !leavesOut(st) {
		if s.covered.from < 0 {
			s.covered.from = st.p0
		}
		s.covered.to = st.p1
	}
	switch {
	case st.op == opEqual || st.op == opJoin || st.op == opContract || st.op == opRespell:
		if st.op == opRespell {
			s.accents = append(s.accents, wordPair{st.q0, st.p0})
		}
		for q := st.q0; q < st.q1; q++ {
			s.to[q] = min(st.p0+q-st.q0, st.p1-1)
		}
		return
	case outOfSight(s.post, st):
		return
	}
	for q := st.q0; q < st.q1; q++ {
		s.changedQ[q] = s.quote.Tokens[q].Kind == text.Word && !s.quote.Tokens[q].Bracketed
	}
	for p := st.p0; p < st.p1; p++ {
		s.changedP[p] = s.post.Tokens[p].Kind == text.Word
	}
	if st.op == opReplace {
		s.pairs = append(s.pairs, wordPair{st.q0, st.p0})
		s.to[st.q0] = st.p0
	}
}

// leavesOut reports whether a step leaves words of the post out.
func leavesOut(st step) bool { return st.op == opDelete || st.op == opSkip }

// omissions makes one step of neighbouring ones that leave words of the post out,
// whatever ellipsis stands between them.
func omissions(q text.Folded, steps []step) []step {
	out := make([]step, 0, len(steps))
	for _, st := range steps {
		n := len(out)
		switch {
		case st.op == opInsert && text.CountWords(q.Tokens[st.q0:st.q1]) == 0 && n > 0 && leavesOut(out[n-1]):
			out[n-1].q1 = st.q1
		case leavesOut(st) && n > 0 && leavesOut(out[n-1]) && out[n-1].p1 == st.p0:
			out[n-1].p1, out[n-1].q1 = st.p1, st.q1
		default:
			out = append(out, st)
		}
	}
	return out
}

// outOfSight reports whether a step leaves out a whole sentence or more.
func outOfSight(post text.Folded, st step) bool {
	if !leavesOut(st) {
		return false
	}
	from, to := post.Tokens[st.p0].From, post.Tokens[st.p1-1].To
	return text.CountWords(post.Tokens[st.p0:st.p1]) > 3 && strings.ContainsAny(post.Slice(from, min(to+2, len(post.Runes))), ".!?\n…。")
}

// touched reports whether one of a mention's tokens is changed.
func touched(m mention, changed []bool) bool {
	return slices.Contains(changed[m.at:min(m.at+m.n, len(changed))], true)
}

// differ reports whether the changed words of a class differ between the sides, by
// their groups.
func (s sides) differ(c class) bool {
	n := map[string]int{}
	kept := s.keptWith(c)
	for _, m := range s.inQuote {
		if m.class == c && touched(m, s.changedQ) && !slices.ContainsFunc(kept, func(k [2]mention) bool { return k[0] == m }) {
			n[m.group]++
		}
	}
	for _, m := range s.inPost {
		if m.class == c && touched(m, s.changedP) && s.within(m) && !slices.ContainsFunc(kept, func(k [2]mention) bool { return k[1] == m }) {
			n[m.group]--
		}
	}
	for _, d := range n {
		if d != 0 {
			return true
		}
	}
	return false
}

// keptWith are mentions of a class that stand in each other's place by a word that both
// sides have, whatever other words they have: should only be done if, be done only if.
func (s sides) keptWith(c class) [][2]mention {
	var out [][2]mention
	for _, q := range s.inQuote {
		for _, p := range s.inPost {
			if q.class != c || p.class != c || q.group != p.group && c != conditional {
				continue
			}
			for i := q.at; i < min(q.at+q.n, len(s.to)); i++ {
				if to := s.to[i]; !s.changedQ[i] && to >= p.at && to < p.at+p.n {
					out = append(out, [2]mention{q, p})
					break
				}
			}
		}
	}
	return out
}

// within reports whether a mention stands in the stretch that is quoted.
func (s sides) within(m mention) bool {
	return m.at+m.n > s.covered.from && m.at < s.covered.to
}

// left is what stands before the quoted stretch in its sentence: from the sentence's
// beginning, or from where another statement begins.
func (s sides) left() span {
	if s.covered.to == 0 || s.covered.from == 0 || borderAfter(s.post, s.covered.from-1) == sentence {
		return span{s.covered.from, s.covered.from}
	}
	out := span{s.covered.from, s.covered.from}
	for out.from > 0 && borderAfter(s.post, out.from-1) < clause {
		if coordinates[s.lang][s.post.Tokens[out.from].Key] && borderAfter(s.post, out.from-1) == comma {
			out.from++ // the statement before is another one
			break
		}
		out.from--
	}
	return out
}

// right is what stands behind the quoted stretch in its sentence.
func (s sides) right() span {
	out := span{s.covered.to, s.covered.to}
	for out.to > 0 && out.to < len(s.post.Tokens) && borderAfter(s.post, out.to-1) < sentence {
		b := borderAfter(s.post, out.to-1)
		if b >= comma && coordinates[s.lang][s.post.Tokens[out.to].Key] {
			break
		}
		out.to++
	}
	return out
}

// mentioned are the mentions of a class in a stretch of the post.
func (s sides) mentioned(c class, in span) []mention {
	var out []mention
	for _, m := range s.inPost {
		if m.class == c && m.at >= in.from && m.at < in.to {
			out = append(out, m)
		}
	}
	return out
}

// joined reports whether no border above a comma, and no conjunction, parts two
// tokens of the post.
func (s sides) joined(from, to int) bool {
	for i := from; i < to; i++ {
		if borderAfter(s.post, i) > noBorder || i > from && coordinates[s.lang][s.post.Tokens[i].Key] {
			return false
		}
	}
	return true
}
