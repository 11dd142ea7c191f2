package match

import (
	"slices"
	"strings"

	"onrecord/compare/text"
)

// endReach is how many words may be left out between a quote's first or last word and
// the rest of it.
const endReach = 4

// mendEnds finds the first and the last word of a quote a few words further out where
// the alignment took another word for it: replacing a short word costs it less than
// leaving words out does.
func mendEnds(q, p []text.Token, steps []step) []step {
	if len(steps) < 2 {
		return steps
	}
	if s := steps[0]; s.q1 == s.q0+1 && (s.op == opReplace || s.op == opInsert) && q[s.q0].Kind == text.Word {
		next := steps[1].p0
		for at := next - 1; at >= 0 && next-at <= endReach && p[at].Kind == text.Word; at-- {
			if text.Same(q[s.q0], p[at]) {
				head := []step{{opEqual, s.q0, s.q1, at, at + 1}}
				if at+1 < next {
					head = append(head, step{opDelete, s.q1, s.q1, at + 1, next})
				}
				steps = append(head, steps[1:]...)
				break
			}
		}
	}
	n := len(steps) - 1
	if s := steps[n]; n > 0 && s.q1 == s.q0+1 && (s.op == opReplace || s.op == opInsert) && q[s.q0].Kind == text.Word {
		from := steps[n-1].p1
		for at := from; at < len(p) && at-from < endReach && p[at].Kind == text.Word; at++ {
			if text.Same(q[s.q0], p[at]) {
				steps = steps[:n]
				if at > from {
					steps = append(steps, step{opDelete, s.q0, s.q0, from, at})
				}
				steps = append(steps, step{opEqual, s.q0, s.q1, at, at + 1})
				break
			}
		}
	}
	return steps
}

// onlyLeftOut finds the words of a changed stretch that all stand in the post's, in their
// order, with others between: replacing a short word costs less than leaving words out on
// both sides of it does. "n'a pas voté" is no other word for "a voté".
func onlyLeftOut(q, p []text.Token, steps []step) []step {
	out := make([]step, 0, len(steps))
	for i := 0; i < len(steps); {
		end := i
		for end < len(steps) && (steps[end].op == opReplace || steps[end].op == opInsert || steps[end].op == opDelete) {
			end++
		}
		switch {
		case end == i:
			out = append(out, steps[i])
			i++
			continue
		case i > 0 && end < len(steps):
			whole := step{opReplace, steps[i].q0, steps[end-1].q1, steps[i].p0, steps[end-1].p1}
			if found := whole.thinned(q, p); found != nil {
				out = append(out, found...)
				break
			}
			fallthrough
		default:
			out = append(out, steps[i:end]...)
		}
		i = end
	}
	return out
}

// thinned are the steps of a stretch whose quote has only words of the post's, in their
// order; nil where it has others.
func (s step) thinned(q, p []text.Token) []step {
	if s.q0 == s.q1 || s.q1-s.q0 >= s.p1-s.p0 {
		return nil
	}
	var out []step
	at := s.p0
	for i := s.q0; i < s.q1; i++ {
		from := at
		for at < s.p1 && (q[i].Kind != text.Word || p[at].Kind != text.Word || !text.Same(q[i], p[at])) {
			at++
		}
		if at == s.p1 {
			return nil
		}
		if at > from {
			out = append(out, step{opDelete, i, i, from, at})
		}
		out = append(out, step{opEqual, i, i + 1, at, at + 1})
		at++
	}
	if at < s.p1 {
		out = append(out, step{opDelete, s.q1, s.q1, at, s.p1})
	}
	return out
}

// joinGroups makes one step of a number that one side writes in groups of three
// figures with spaces between them: 1 500 000 is 1500000.
func joinGroups(q, p []text.Token, steps []step) []step {
	out := make([]step, 0, len(steps))
	for i := 0; i < len(steps); {
		end := i
		for end < len(steps) && (steps[end].op == opReplace || steps[end].op == opInsert || steps[end].op == opDelete) {
			end++
		}
		if end > i {
			s := step{opJoin, steps[i].q0, steps[end-1].q1, steps[i].p0, steps[end-1].p1}
			if whole := figures(q[s.q0:s.q1]); whole != "" && whole == figures(p[s.p0:s.p1]) {
				out = append(out, s)
			} else {
				out = append(out, steps[i:end]...)
			}
			i = end
			continue
		}
		out = append(out, steps[i])
		i++
	}
	return out
}

// figures are those of one whole number, whose groups may be tokens of their own; ""
// for anything else.
func figures(ts []text.Token) string {
	var b strings.Builder
	for i, t := range ts {
		if !text.IsNumber(t.Key) || i > 0 && (len(t.Key) != 3 || t.From != ts[i-1].To+1 || len(ts[0].Key) > 3) {
			return ""
		}
		b.WriteString(t.Key)
	}
	return b.String()
}

// inSentence takes the words of a neighbouring sentence away from the place of a quote's
// own last or first words, where the quote has no such border and nothing telling there
// is the same.
func inSentence(q, p text.Folded, steps []step) []step {
	if k := tail(q, p, steps); k > 0 {
		at := steps[k-1].p1
		steps = append(slices.Clone(steps[:k]), step{opInsert, steps[k].q0, steps[len(steps)-1].q1, at, at})
	}
	if n := len(steps); n > 1 && steps[0].op == opReplace && borderAfter(p, steps[0].p1-1) == sentence && borderAfter(q, steps[0].q1-1) == noBorder {
		at := steps[1].p0
		steps = append([]step{{opInsert, steps[0].q0, steps[0].q1, at, at}}, steps[1:]...)
	}
	return steps
}

// tail is the step from which on all are of the next sentence by chance, 0 for none.
func tail(q, p text.Folded, steps []step) int {
	for k := len(steps) - 1; k > 0; k-- {
		s := steps[k]
		if s.op != opReplace && s.op != opEqual || s.op == opEqual && text.Bits(q.Tokens[s.q0].Key) > 3 || s.q0 == 0 || s.p0 == 0 {
			return 0
		}
		if borderAfter(p, s.p0-1) == sentence {
			if borderAfter(q, s.q0-1) == noBorder && !onlyEqual(steps[k:]) {
				return k
			}
			return 0
		}
	}
	return 0
}

func onlyEqual(steps []step) bool {
	return !slices.ContainsFunc(steps, func(s step) bool { return s.op != opEqual })
}
