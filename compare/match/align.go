package match

import (
	"onrecord/compare/text"
	"onrecord/store"
)

// alignment says how a quote's words come from a post's.
type alignment struct {
	// Span is the first code point of the post's text that the quote covers and
	// the one after the last; both zero where nothing matched.
	Span [2]int
	// Edits rebuild both sides, word by word.
	Edits []store.Edit
	// Steps are the edits by token, for judging.
	Steps []step
	// Score is the matched weight less the costs.
	Score float64
}

// step aligns tokens [q0,q1) of the quote with [p0,p1) of the post.
type step struct {
	op             opcode
	q0, q1, p0, p1 int
}

type opcode uint8

const (
	opEqual opcode = iota
	// opJoin: the same letters, cut into words in another way.
	opJoin
	// opContract: don't for do not, or the other way round.
	opContract
	// opRespell: the same letters, of which a mark makes another word.
	opRespell
	opReplace
	opInsert
	opDelete
	// opSkip is a deletion that an ellipsis or a bracket in the quote announces.
	opSkip
)

// Costs of the alignment, in units of a token's weight (0 to 1).
const (
	replaceCost = 0.65
	insertCost  = 0.75
	gapOpen     = 0.5
	gapExtend   = 0.02
	freeExtend  = 0.0005
	maxCells    = 40_000_000
)

// align finds the best alignment of all of the quote with one stretch of the
// post: affine-gap dynamic programming (Gotoh 1982), the post's ends free. The
// weights are those of the quote's tokens.
func align(q, p []text.Token, weight []float64) alignment {
	p, base := window(q, p)
	a := aligner{q: q, p: p, w: weight, cols: len(p) + 1}
	a.fill()
	al := a.trace()
	al.Steps = joinGroups(q, p, writtenOut(q, p, onlyLeftOut(q, p, mendEnds(q, p, al.Steps))))
	for i := range al.Steps {
		al.Steps[i].p0 += base
		al.Steps[i].p1 += base
	}
	return al
}

// window narrows a very long post to the stretch that shares most words with
// the quote, so that memory stays bounded.
func window(q, p []text.Token) ([]text.Token, int) {
	room := max(maxCells/(len(q)+1), 2*len(q))
	if len(p) <= room {
		return p, 0
	}
	in := map[string]bool{}
	for _, t := range q {
		in[t.Key] = true
	}
	best, bestAt, hits := -1, 0, 0
	for i, t := range p {
		if in[t.Key] && t.Kind == text.Word {
			hits++
		}
		if i >= room && in[p[i-room].Key] && p[i-room].Kind == text.Word {
			hits--
		}
		if i >= room-1 && hits > best {
			best, bestAt = hits, i-room+1
		}
	}
	return p[bestAt : bestAt+room], bestAt
}

type aligner struct {
	q, p []text.Token
	w    []float64
	cols int
	// main and gap are the scores of ending outside and inside a deletion; the
	// moves say how each was reached.
	moves, gaps []uint8
	bestScore   float64
	bestEnd     int
}

// The moves of the alignment.
const (
	moveStart uint8 = iota
	moveEqual
	moveReplace
	moveInsert
	moveGap
	moveJoinQ // two of the quote's tokens are one of the post's
	moveJoinP // one of the quote's tokens is two of the post's
	moveContractQ
	moveContractP
)

func (a *aligner) fill() {
	n, m := len(a.q), len(a.p)
	a.moves = make([]uint8, (n+1)*a.cols)
	a.gaps = make([]uint8, (n+1)*a.cols)
	prev2, prev, cur := make([]float64, m+1), make([]float64, m+1), make([]float64, m+1)
	for i := 1; i <= n; i++ {
		prev2, prev, cur = prev, cur, prev2
		a.row(i, prev2, prev, cur)
	}
	a.bestEnd = 0
	for j := 0; j <= m; j++ {
		if j == 0 || cur[j] > a.bestScore {
			a.bestScore, a.bestEnd = cur[j], j
		}
	}
}

// row fills row i; the post's words before the quote begins cost nothing.
func (a *aligner) row(i int, prev2, prev, cur []float64) {
	t := a.q[i-1]
	w := a.w[i-1]
	open, extend := gapOpen, gapExtend
	if t.Kind == text.Gap || t.Bracketed {
		open, extend = 0, freeExtend
	}
	insert := insertCost * w
	if t.Kind != text.Word || t.Bracketed {
		insert = 0
	}
	gap := negInf
	for j := 0; j < a.cols; j++ {
		best, move := prev[j]-insert, moveInsert
		if j > 0 {
			best, move = a.diagonal(i, j, prev2, prev, best, move)
			// a deletion of p[j-1] after the quote's token i
			from := cur[j-1] - open
			a.gaps[i*a.cols+j] = moveGap
			if gap-extend > from-extend {
				from = gap
				a.gaps[i*a.cols+j] = moveGap + 1
			}
			cost := extend
			if a.p[j-1].Kind != text.Word {
				cost = 0
			}
			gap = from - cost
			if gap > best {
				best, move = gap, moveGap
			}
		}
		cur[j] = best
		a.moves[i*a.cols+j] = move
	}
}

const negInf = -1e18

// diagonal tries to pair the quote's token i with the post's token j.
func (a *aligner) diagonal(i, j int, prev2, prev []float64, best float64, move uint8) (float64, uint8) {
	q, p, w := a.q[i-1], a.p[j-1], a.w[i-1]
	switch {
	case q.Kind == p.Kind && text.Same(q, p) && q.Kind != text.Gap && (q.Kind != text.Ignorable):
		if s := prev[j-1] + w; s > best {
			best, move = s, moveEqual
		}
	case q.Kind == text.Word && p.Kind == text.Word:
		if s := prev[j-1] - replaceCost*w*(1-0.5*likeness(q.Key, p.Key)); s > best {
			best, move = s, moveReplace
		}
	case q.Kind == text.Ignorable && p.Kind == text.Ignorable, q.Kind == text.Gap && p.Kind == text.Gap:
		if s := prev[j-1]; s >= best {
			best, move = s, moveEqual
		}
	}
	if i > 1 && q.Kind == text.Word && p.Kind == text.Word && joins(a.q[i-2].Key, q.Key, p.Key) {
		if s := prev2[j-1] + w + a.w[i-2]; s > best {
			best, move = s, moveJoinQ
		}
	} else if i > 1 && contracts(a.q[i-2].Key, q.Key, p.Key) && p.Kind == text.Word {
		if s := prev2[j-1] + w + a.w[i-2] - 0.05; s > best {
			best, move = s, moveContractQ
		}
	}
	if j > 1 && q.Kind == text.Word && p.Kind == text.Word && joins(a.p[j-2].Key, p.Key, q.Key) {
		if s := prev[j-2] + w; s > best {
			best, move = s, moveJoinP
		}
	} else if j > 1 && contracts(a.p[j-2].Key, p.Key, q.Key) && q.Kind == text.Word {
		if s := prev[j-2] + w - 0.05; s > best {
			best, move = s, moveContractP
		}
	}
	return best, move
}

// contracts reports whether a verb and "not" are written as one word: don't, cannot.
func contracts(a, b, whole string) bool {
	if b != "not" || len(whole) < 4 {
		return false
	}
	switch whole {
	case "wont":
		return a == "will"
	case "shant":
		return a == "shall"
	case "cant", "cannot":
		return a == "can"
	}
	return len(whole) == len(a)+2 && whole[len(a):] == "nt" && whole[:len(a)] == a
}

// auxiliaryOf are the verbs that English writes as a letter or two behind an apostrophe.
var auxiliaryOf = map[string]map[string]bool{
	"d": text.WordSet("would had"), "ll": text.WordSet("will shall"), "re": text.WordSet("are"), "ve": text.WordSet("have"), "s": text.WordSet("is has"), "m": text.WordSet("am"),
}

// writtenOut makes a contraction of a short verb and the whole one in its place: I'd and
// I would.
func writtenOut(q, p []text.Token, steps []step) []step {
	short := func(ts []text.Token, i int, whole string) bool {
		return i > 0 && ts[i].From == ts[i-1].To+1 && auxiliaryOf[ts[i].Key][whole]
	}
	for i, s := range steps {
		if s.op == opReplace && (short(q, s.q0, p[s.p0].Key) || short(p, s.p0, q[s.q0].Key)) {
			steps[i].op = opContract
		}
	}
	return steps
}

// joins reports whether two words put together are a third.
func joins(a, b, whole string) bool {
	return len(a)+len(b) == len(whole) && whole[:len(a)] == a && whole[len(a):] == b
}

// likeness of two keys is between 0 and 1: their common beginning.
func likeness(a, b string) float64 {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return 2 * float64(n) / float64(len(a)+len(b)+1)
}

// trace walks back from the best end.
func (a *aligner) trace() alignment {
	al := alignment{Score: a.bestScore}
	i, j := len(a.q), a.bestEnd
	for i > 0 {
		s := step{q0: i, q1: i, p0: j, p1: j}
		switch a.moves[i*a.cols+j] {
		case moveEqual:
			s.op, s.q0, s.p0 = opEqual, i-1, j-1
		case moveReplace:
			s.op, s.q0, s.p0 = opReplace, i-1, j-1
		case moveJoinQ:
			s.op, s.q0, s.p0 = opJoin, i-2, j-1
		case moveJoinP:
			s.op, s.q0, s.p0 = opJoin, i-1, j-2
		case moveContractQ:
			s.op, s.q0, s.p0 = opContract, i-2, j-1
		case moveContractP:
			s.op, s.q0, s.p0 = opContract, i-1, j-2
		case moveGap:
			s.op = opDelete
			for a.gaps[i*a.cols+s.p0] == moveGap+1 {
				s.p0--
			}
			s.p0--
			if t := a.q[i-1]; t.Kind == text.Gap || t.Bracketed {
				s.op = opSkip
			}
		default:
			s.op, s.q0 = opInsert, i-1
		}
		i, j = s.q0, s.p0
		al.Steps = append(al.Steps, s)
	}
	for l, r := 0, len(al.Steps)-1; l < r; l, r = l+1, r-1 {
		al.Steps[l], al.Steps[r] = al.Steps[r], al.Steps[l]
	}
	return al
}

// explain turns steps into edits with the words as written on both sides, and
// the span of the post. The post's words outside the span are left out.
func explain(q, p text.Folded, al *alignment) {
	from, to := -1, -1
	for _, s := range al.Steps {
		if s.p1 > s.p0 && !leavesOut(s) && s.op != opInsert && kindAt(p, s.p0) != text.Gap {
			if from < 0 {
				from = p.Tokens[s.p0].From
			}
			to = p.Tokens[s.p1-1].To
		}
	}
	if from < 0 {
		return
	}
	al.Span = [2]int{from, to}
	var runs []step
	for _, s := range al.Steps {
		outside := s.p1 > s.p0 && (p.Tokens[s.p0].From < from || p.Tokens[s.p1-1].To > to)
		ellipsis := s.p1 == s.p0 && s.q1 == s.q0+1 && kindAt(q, s.q0) == text.Gap
		if !outside && !ellipsis {
			runs = appendRun(runs, s)
		}
	}
	for _, s := range runs {
		al.Edits = append(al.Edits, store.Edit{Op: opName(s.op), Quote: side(q, s.q0, s.q1), Post: side(p, s.p0, s.p1)})
	}
}

// appendRun joins a step to the one before it where both do the same and follow
// each other on both sides, so that the words are shown as they were written.
func appendRun(runs []step, s step) []step {
	n := len(runs)
	if n == 0 || opName(runs[n-1].op) != opName(s.op) || runs[n-1].q1 != s.q0 || runs[n-1].p1 != s.p0 {
		return append(runs, s)
	}
	runs[n-1].q1, runs[n-1].p1 = s.q1, s.p1
	return runs
}

func kindAt(f text.Folded, i int) text.TokenKind { return f.Tokens[i].Kind }

func side(f text.Folded, from, to int) string {
	if from >= to {
		return ""
	}
	return f.Slice(f.Tokens[from].From, f.Tokens[to-1].To)
}

func opName(o opcode) string {
	switch o {
	case opEqual, opJoin:
		return "equal"
	case opReplace, opContract, opRespell:
		return "replace"
	case opInsert:
		return "insert"
	}
	return "delete"
}
