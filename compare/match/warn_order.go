package match

import (
	"onrecord/compare/text"
)

var orderWarning = warning{
	name: "order", text: "The order of words or sentences differs.",
	holds: func(c *check) bool { return c.s.moved || c.shuffled() >= 2 },
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

// freeWords counts the words in the sentences of a stretch that the alignment gives
// to no word of the quote.
func freeWords(post text.Folded, steps []step, covered span) map[string]int {
	whole := span{sentenceOf(post, covered.from).from, sentenceOf(post, covered.to-1).to}
	taken := map[int]bool{}
	for _, s := range steps {
		if s.op == opEqual || s.op == opJoin {
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
