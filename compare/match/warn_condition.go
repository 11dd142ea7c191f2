package match

import (
	"slices"

	"onrecord/store"
)

var conditionWarnings = []warning{
	{
		name: "condition", text: "The condition on which this was said was dropped, added or cut off.",
		holds:   func(c *check) bool { return c.differ(conditional) || c.conditionCutOff() },
		details: func(c *check) []store.WarningDetail { return c.wordsTold(conditional) },
	},
}

// conditionCutOff reports whether the rest of the sentence sets a condition.
func (c *check) conditionCutOff() bool {
	if c.covered.to == 0 {
		return false
	}
	for _, m := range c.mentioned(conditional, c.left()) {
		if m.at+m.n <= c.covered.from {
			return true
		}
	}
	right := c.right()
	if len(c.mentioned(conditional, right)) > 0 {
		return true
	}
	for _, m := range c.mentioned(conditional, span{right.to, right.to + onlyIf}) { // …, but only if
		if right.to < len(c.post.Tokens) && adversatives[c.post.Tokens[right.to].Key] && borderAfter(c.post, right.to-1) < sentence {
			only := m.group != "while" && slices.ContainsFunc(c.mentioned(quantity, span{right.to, m.at}), func(o mention) bool { return o.group == "only" })
			if only || m.at-right.to <= 1 || m.n > 1 {
				return true
			}
		}
	}
	return false
}

// onlyIf is how many words stand at most between but and the condition that it sets.
const onlyIf = 4
