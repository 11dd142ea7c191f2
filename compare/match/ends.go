package match

import (
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
