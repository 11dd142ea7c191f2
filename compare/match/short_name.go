package match

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"onrecord/compare/text"
)

// sameShort takes names that one side writes by their initials, or by what a party's people
// are called, out of what is changed: NYC, New York City; Tories, Conservatives.
func (s *sides) sameShort() {
	for q := 0; q < len(s.quote.Tokens); q++ {
		if !s.changedQ[q] {
			continue
		}
		to := q
		for to < len(s.changedQ) && s.changedQ[to] {
			to++
		}
		in := span{q, to}
		if place := s.placeOf(in); place.to > place.from {
			s.sameBetween(in, place)
		}
		q = to
	}
}

// initialsReach is how many words a name has at most that is written by its initials.
const initialsReach = 6

// placeOf is the stretch of the post in whose place a changed one of the quote stands: between
// the words on either side that both have.
func (s *sides) placeOf(q span) span {
	out := span{s.covered.from, s.covered.to}
	if q.from > 0 && s.to[q.from-1] >= 0 {
		out.from = s.to[q.from-1] + 1
		if q.from == 1 && text.Bits(s.quote.Tokens[0].Key) <= 3 { // an article may be another one than the name's first
			out.from = max(sentenceOf(s.post, s.to[0]).from, out.from-initialsReach)
		}
	} else if q.from == 0 {
		out.from = max(sentenceOf(s.post, out.from).from, out.from-initialsReach)
	}
	if q.to < len(s.to) && s.to[q.to] >= 0 {
		out.to = s.to[q.to]
	} else if q.to == len(s.to) {
		out.to = min(out.to+initialsReach, len(s.post.Tokens))
	}
	return out
}

// sameBetween looks for a name in a stretch of the quote that the post writes in another
// way in its place.
func (s *sides) sameBetween(q, p span) {
	if s.lang == "" || q.to-q.from > initialsReach || p.to-p.from > 2*initialsReach {
		return
	}
	for i := q.from; i < q.to; i++ {
		for n := min(initialsReach, q.to-i); n > 0; n-- {
			for j := p.from; j < p.to; j++ {
				for k := min(initialsReach, p.to-j); k > 0; k-- {
					if (n == 1 || k == 1 || n == k) && s.sameName(span{i, i + n}, span{j, j + k}) {
						s.unchange(span{i, i + n}, span{j, j + k})
						return
					}
				}
			}
		}
	}
}

// sameName reports whether two stretches are one name, written in full and short.
func (s *sides) sameName(q, p span) bool {
	a, b := phraseOf(s.quote, q), phraseOf(s.post, p)
	if slices.ContainsFunc(partyNames()[a], func(code string) bool { return slices.Contains(partyNames()[b], code) }) {
		return true
	}
	switch {
	case q.to-q.from == 1:
		return initialsOf(s.quote, q.from, s.post, p)
	case p.to-p.from == 1:
		return initialsOf(s.post, p.from, s.quote, q)
	}
	return false
}

// unchange takes two stretches out of what is changed.
func (s *sides) unchange(q, p span) {
	clear(s.changedQ[q.from:q.to])
	clear(s.changedP[p.from:p.to])
	s.inFull = append(s.inFull, p)
	s.pairs = slices.DeleteFunc(s.pairs, func(w wordPair) bool { return w.q >= q.from && w.q < q.to || w.p >= p.from && w.p < p.to })
}

// spanned is the stretch of the post's runes that is quoted, with all of a name at its edge
// that the quote writes short: New York City, where NYC stands for it.
func (s *sides) spanned(in [2]int) [2]int {
	for _, p := range s.inFull {
		if from, to := s.post.Tokens[p.from].From, s.post.Tokens[p.to-1].To; from < in[1] && to > in[0] {
			in = [2]int{min(in[0], from), max(in[1], to)}
		}
	}
	return in
}

func phraseOf(f text.Folded, in span) string {
	keys := make([]string, 0, in.to-in.from)
	for _, t := range f.Tokens[in.from:in.to] {
		keys = append(keys, t.Key)
	}
	return strings.Join(keys, " ")
}

// initialsOf reports whether a word in capitals is made of the initials of a name's words, of
// all or of those with capitals.
func initialsOf(f text.Folded, i int, g text.Folded, name span) bool {
	t := f.Tokens[i]
	word := f.Runes[t.From:t.To]
	if t.Kind != text.Word || name.to-name.from < 2 || !unicode.IsUpper(word[0]) || !unicode.IsUpper(word[len(word)-1]) {
		return false
	}
	var all, capitals strings.Builder
	for k, u := range g.Tokens[name.from:name.to] {
		first := g.Runes[u.From]
		if u.Kind != text.Word || !unicode.IsLetter(first) || (k == 0 || k == name.to-name.from-1) && !unicode.IsUpper(first) {
			return false
		}
		r := []rune(u.Key)[:1]
		all.WriteString(string(r))
		if unicode.IsUpper(first) {
			capitals.WriteString(string(r))
		}
	}
	return t.Key == all.String() || t.Key == capitals.String() && len(t.Key) >= 2
}

// partyNames are what parties and groups are called, folded, with their codes.
var partyNames = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	file, err := wordFiles.ReadFile("words/parties.txt")
	if err != nil {
		return out
	}
	for line := range strings.Lines(string(file)) {
		code, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		for n := range strings.SplitSeq(names, ", ") {
			f := text.Fold(n)
			name := phraseOf(f, span{0, len(f.Tokens)})
			out[name] = append(out[name], code)
		}
	}
	return out
})
