package match

var conditionWarning = warning{
	name: "condition", text: "The condition on which this was said was dropped, added or cut off.",
	holds: func(c *check) bool { return c.differ(conditional) || c.conditionCutOff() },
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
	return len(c.mentioned(conditional, c.right())) > 0
}
