package match

import (
	"onrecord/compare/text"
)

var questionWarning = warning{
	name: "question", text: "A question was made a statement, or a statement a question.",
	holds: (*check).questionChanged,
}

func (c *check) questionChanged() bool {
	if c.covered.to == 0 {
		return false
	}
	asked := false
	for i, t := range c.quote.Tokens {
		if t.Kind == text.Question {
			asked = true
			if i+1 == len(c.quote.Tokens) && c.to[i] < 0 && !c.endsAsking() {
				return true
			}
		}
	}
	if asked || !c.endsAsking() {
		return false
	}
	s := sentenceOf(c.post, c.covered.to-1)
	said := span{max(s.from, c.covered.from), min(s.to, c.covered.to)}
	return 2*text.CountWords(c.post.Tokens[said.from:said.to]) >= text.CountWords(c.post.Tokens[s.from:s.to])
}

// endsAsking reports whether the sentence in which the quoted stretch ends is a
// question.
func (c *check) endsAsking() bool {
	s := sentenceOf(c.post, c.covered.to-1)
	return c.post.Tokens[s.to-1].Kind == text.Question
}
