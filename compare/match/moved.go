package match

import (
	"slices"
	"strings"

	"onrecord/compare/text"
	"onrecord/store"
)

// movedLeast is the fewest words that are looked for elsewhere in a post, or in
// another one.
const movedLeast = 4

// piece is a stretch of a quote's tokens, [from,to).
type piece struct{ from, to int }

// missing is the longest stretch of the quote that an alignment does not find. Words
// within it that stand in every text are chance.
func missing(q text.Folded, al alignment) piece {
	var best, run piece
	for i, s := range al.Steps {
		switch {
		case s.op == opEqual && run.to == s.q0 && run.to > run.from && byChance(q, al.Steps[i:]):
			run.to = s.q1
		case s.op == opInsert || s.op == opReplace:
			if run.to != s.q0 || run.from == run.to {
				run.from = s.q0
			}
			run.to = s.q1
			if run.to-run.from > best.to-best.from {
				best = run
			}
		case s.q1 > s.q0:
			run = piece{}
		}
	}
	if text.CountWords(q.Tokens[best.from:best.to]) < movedLeast {
		return piece{}
	}
	return best
}

// byChance reports whether the first of some steps pair no more than two short words
// of a quote, and more that is missing follows.
func byChance(q text.Folded, steps []step) bool {
	n := 0
	for _, s := range steps {
		switch {
		case leavesOut(s):
		case s.op != opEqual:
			return true
		case n == 2 || text.Bits(q.Tokens[s.q0].Key) > 4:
			return false
		default:
			n += text.CountWords(q.Tokens[s.q0:s.q1])
		}
	}
	return false
}

// alone is a stretch of the quote as a quote of its own, judged on a post.
func (m Matcher) alone(c piece, post text.Folded) judgement {
	q := text.Folded{Text: m.quote.Text, Tokens: m.quote.Tokens[c.from:c.to], Runes: m.quote.Runes}
	weight, bits := m.weight[c.from:c.to], m.bits[c.from:c.to]
	return judge(q, post, align(q.Tokens, post.Tokens, weight), weight, bits)
}

// findMoved looks for the words that an alignment misses elsewhere in the same
// post: sentences whose order was changed are still its words.
func (m Matcher) findMoved(s *Scored) {
	c := missing(m.quote.Folded, s.al)
	if c.to == 0 {
		m.findShuffled(s)
		return
	}
	j := m.alone(c, s.post)
	if j.run < movedLeast || j.matched < 0.8*(j.matched+j.missing) {
		m.findShuffled(s)
		return
	}
	s.moved = true
	s.j.matched += j.matched
	s.j.missing = max(0, s.j.missing-j.matched)
	s.j.bits += j.bits
	s.j.hits += j.hits
	s.j.verdict = store.Altered
}

// shuffledLeast is the fewest words of a quote whose words are looked for in another
// order.
const shuffledLeast = 5

// findShuffled looks for all the words that an alignment misses in the same sentences
// of the post: who did what to whom may have changed places.
func (m Matcher) findShuffled(s *Scored) {
	if s.j.missing == 0 || s.j.hits < 2 || text.CountWords(m.quote.Tokens) < shuffledLeast {
		return
	}
	covered := coveredBy(s.al.Steps)
	if covered.to == 0 {
		return
	}
	free := freeWords(s.post, s.al.Steps, covered)
	whole := m.inPieces(s.post)
	var weight, bits float64
	n := 0
	for _, st := range s.al.Steps {
		for i := st.q0; i < st.q1 && (st.op == opReplace || st.op == opInsert); i++ {
			if k := m.quote.Tokens[i].Key; free[k] > 0 && whole(i) {
				free[k]--
				weight, bits, n = weight+m.weight[i], bits+m.bits[i], n+1
			}
		}
	}
	if weight < 0.6*s.j.missing || s.j.run < 3 && s.j.hits <= n {
		return
	}
	s.j.matched += weight
	s.j.missing = max(0, s.j.missing-weight)
	s.j.bits += 0.8 * bits
	s.j.hits += n
	s.j.edge = max(0, s.j.edge-n)
	s.j.run += n / 2 // of no order, but of one sentence
	s.j.verdict = store.Altered
}

// inPieces tells the quote's tokens that stand in a post as they do here, in a stretch
// of about a word: in scripts without spaces every text has most of the letters of any other.
func (m Matcher) inPieces(post text.Folded) func(i int) bool {
	n := inWord(m.quote.Tokens)
	if n == 1 {
		return func(int) bool { return true }
	}
	piece := func(ts []text.Token, at int) string {
		if at < 0 || at+n > len(ts) {
			return ""
		}
		var b strings.Builder
		for i, t := range ts[at : at+n] {
			if t.Kind != text.Word || i > 0 && t.From != ts[at+i-1].To {
				return ""
			}
			b.WriteString(t.Key)
		}
		return b.String()
	}
	has := map[string]bool{}
	for i := range post.Tokens {
		has[piece(post.Tokens, i)] = true
	}
	delete(has, "")
	return func(i int) bool {
		for at := i - n + 1; at <= i; at++ {
			if has[piece(m.quote.Tokens, at)] {
				return true
			}
		}
		return false
	}
}

// coveredBy is the stretch of the post that an alignment pairs with the quote.
func coveredBy(steps []step) span {
	out := span{-1, 0}
	for _, s := range steps {
		if s.p1 > s.p0 && !leavesOut(s) {
			if out.from < 0 {
				out.from = s.p0
			}
			out.to = s.p1
		}
	}
	return out
}

// Spliced finds two posts of one author that share a quote between them: each has
// a stretch of it that would be found alone. It gives the posts in the order of
// the quote.
func (m Matcher) Spliced(posts []Scored) (first, second *Scored) {
	if len(posts) == 0 {
		return nil, nil
	}
	top := posts[0]
	c := missing(m.quote.Folded, top.al)
	if c.to == 0 {
		return nil, nil
	}
	rest := piece{0, c.from}
	if c.from < len(m.quote.Tokens)-c.to {
		rest = piece{c.to, len(m.quote.Tokens)}
	}
	own := m.sure(rest, top)
	if own < Threshold {
		return nil, nil
	}
	for i := range posts[1:] {
		other := &posts[1+i]
		if other.Document.Author != top.Document.Author {
			continue
		}
		if theirs := m.sure(c, *other); theirs >= Threshold {
			top.Confidence = min(own, theirs)
			top.j.verdict = store.Altered
			return &top, other
		}
	}
	return nil, nil
}

// sure is how sure a stretch of the quote is from a post, all of it.
func (m Matcher) sure(c piece, s Scored) float64 {
	if text.CountWords(m.quote.Tokens[c.from:c.to]) < movedLeast {
		return 0
	}
	j := m.alone(c, s.post)
	if j.matched < 0.85*(j.matched+j.missing) {
		return 0
	}
	return j.confidence(m.quote.SaidBy(s.Document.Author, s.Document.AuthorNames), m.recent(s.Document))
}

// clauseTurned reports whether the quote is a whole sentence of the post whose first clause, up
// to a comma, or whose first words, which say when or where, were put behind the rest, or its last
// in front: its words and their clauses are the same.
func (c *check) clauseTurned() bool {
	said := wordKeys(c.quote.Tokens)
	if len(said) < 4 {
		return false
	}
	for from := 0; from < len(c.post.Tokens); {
		in := sentenceOf(c.post, from)
		for at := in.from + 1; at < in.to; at++ {
			rest, first := wordKeys(c.post.Tokens[at:in.to]), wordKeys(c.post.Tokens[in.from:at])
			if !slices.Equal(slices.Concat(rest, first), said) && !c.verbBack(rest, first, said) {
				continue
			}
			if border := borderAfter(c.post, at-1); border == comma || border == noBorder && (c.setsScene(in.from, at) || c.setsScene(at, in.to)) {
				return true
			}
		}
		from = max(in.to, from+1)
	}
	return false
}

// verbSecond are languages whose verb stands before its subject behind anything else, and subjectMost
// of how many words that subject is at most.
const (
	verbSecond  = " de nl sv no da "
	subjectMost = 4
)

// verbBack reports whether what is said is the rest of a sentence and then its first words, with the
// rest's verb behind its subject again: i söndags slog jag, jag slog … i söndags.
func (c *check) verbBack(rest, first, said []string) bool {
	if !strings.Contains(verbSecond, " "+c.lang+" ") || len(rest)+len(first) != len(said) {
		return false
	}
	for k := 1; k <= subjectMost && k < len(rest); k++ {
		if slices.Equal(slices.Concat(rest[1:k+1], rest[:1], rest[k+1:], first), said) {
			return true
		}
	}
	return false
}

// sceneMost is how many words say when or where at most.
const sceneMost = 7

// setsScene reports whether the tokens of the post are a phrase that says when or where and may
// stand before a statement or behind it: in March, dopo la riunione, por la noche.
func (c *check) setsScene(from, to int) bool {
	return to-from <= sceneMost && scenes[c.lang][c.post.Tokens[from].Key] && (to-from > 1 || sceneAlone[c.post.Tokens[from].Key])
}

// scenes are words with which a phrase begins that says when or where, and not to whom, of what or
// with what.
var scenes = map[string]map[string]bool{
	"en": text.WordSet("after before during in on at since until last next this yesterday today tomorrow tonight now"), "it": text.WordSet("dopo prima durante in nel nello nella nei negli nelle dal dalla fino ieri oggi domani stasera stanotte ora"),
	"es": text.WordSet("después tras antes durante en desde hasta ayer hoy mañana ahora"), "fr": text.WordSet("après avant pendant durant en dans depuis hier aujourd demain maintenant"),
	"pt": text.WordSet("depois após antes durante em no na nos nas desde até ontem hoje amanhã agora"), "de": text.WordSet("nach vor während seit im in am gestern heute morgen jetzt"),
	"nl": text.WordSet("na voor tijdens sinds in op gisteren vandaag morgen nu"), "sv": text.WordSet("efter före under sedan i på igår idag imorgon nu"), "ca": text.WordSet("després abans durant en des fins ahir avui demà ara"),
}

// sceneAlone are those that say when by themselves.
var sceneAlone = text.WordSet("yesterday today tomorrow tonight now ieri oggi domani stasera stanotte ora ayer hoy mañana ahora hier demain maintenant ontem hoje amanhã agora gestern heute jetzt gisteren vandaag nu igår idag imorgon ahir avui ara")

func wordKeys(ts []text.Token) []string {
	var out []string
	for _, t := range ts {
		if t.Kind == text.Word {
			out = append(out, t.Key)
		}
	}
	return out
}
