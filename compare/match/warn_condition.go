package match

import (
	"slices"

	"onrecord/store"
)

var conditionWarnings = []warning{
	{
		name: "condition", text: "The condition on which this was said was dropped, added or cut off.",
		holds: func(c *check) bool {
			return c.differ(conditional) || c.conditionCutOff() || c.differ(excepting) || c.exceptionCutOff()
		},
		details: func(c *check) []store.WarningDetail {
			if told := c.wordsTold(conditional); len(told) > 0 {
				return told
			}
			return c.wordsTold(excepting)
		},
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
	if slices.ContainsFunc(c.mentioned(conditional, right), func(m mention) bool { return !c.isElse(m) }) {
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

// exceptMost is how many words stand at most between an exception, or what is so otherwise, and what
// is quoted.
const exceptMost = 6

// exceptionCutOff reports whether the rest of the sentence takes something out of what is quoted, or
// says that it happens only otherwise.
func (c *check) exceptionCutOff() bool {
	if c.covered.to == 0 {
		return false
	}
	n := inWord(c.post.Tokens)
	for _, m := range c.mentioned(excepting, c.left()) {
		end := m.at + m.n
		switch {
		case end > c.covered.from:
		case m.group == "else":
			if c.covered.from-end <= n && c.within1Comma(end-1, c.covered.from-1) && !coordinates[c.lang][c.post.Tokens[c.covered.from-1].Key] {
				return true
			}
		case m.group == "besides" && !c.ofAllOrNone():
		case c.covered.from-end <= exceptMost*n:
			return true
		}
	}
	for _, m := range c.mentioned(excepting, c.right()) {
		if m.group != "else" && m.at-c.covered.to <= exceptMost*n {
			return true
		}
	}
	return false
}

// ofAllOrNone reports whether what is quoted speaks of all or of none.
func (c *check) ofAllOrNone() bool {
	return slices.ContainsFunc(c.inPost, func(m mention) bool {
		return c.within(m) && (m.class == negating || m.class == quantity && m.group == "all")
	})
}

// isElse reports whether a mention says what is so otherwise.
func (c *check) isElse(m mention) bool {
	return slices.ContainsFunc(c.inPost, func(o mention) bool { return o.class == excepting && o.group == "else" && o.at == m.at })
}

// onlyIf is how many words stand at most between but and the condition that it sets.
const onlyIf = 4
