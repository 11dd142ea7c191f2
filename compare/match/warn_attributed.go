package match

import (
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

var attributedWarnings = []warning{
	{
		name: "attributed", text: "The post gives these words as somebody else's.",
		holds: func(c *check) bool { return c.reportedBeside() || c.quotedInPost() || c.saidByOthers() },
		details: func(c *check) []store.WarningDetail {
			if told := c.wordsTold(reporting); len(told) > 0 {
				return told
			}
			return c.sayingTold()
		},
	},
}

// reportedBeside reports whether what stands right beside the quoted stretch says
// that others say so.
func (c *check) reportedBeside() bool {
	if c.covered.to == 0 {
		return false
	}
	if c.reportedInFront() {
		return true
	}
	for _, m := range c.mentioned(reporting, c.right()) {
		if m.at-c.covered.to <= 1 {
			return true
		}
	}
	for _, m := range c.inPost {
		if m.class == reporting && c.within(m) && touched(m, c.changedP) {
			return true
		}
	}
	return false
}

// reportedInFront reports whether what stands right before the quoted stretch says that others say so.
func (c *check) reportedInFront() bool {
	for _, m := range c.mentioned(reporting, c.left()) {
		end := m.at + m.n
		if thats[c.lang][c.post.Tokens[end-1].Key] && c.byAuthor(m) { // I said that
			continue
		}
		if end <= c.covered.from && c.covered.from-end <= 3 && c.within1Comma(end-1, c.covered.from-1) {
			return true
		}
		if c.opensWithSource(m, end) {
			return true
		}
	}
	return false
}

// opensWithSource: "According to the office, …" before the quote, up to its comma.
func (c *check) opensWithSource(m mention, end int) bool {
	if m.n != 1 && m.group == "" && end > c.covered.from {
		return false
	}
	last := c.covered.from - 1
	if last < end || last-end > 6 || borderAfter(c.post, last) != comma {
		return false
	}
	for i := end; i < last; i++ {
		if borderAfter(c.post, i) > noBorder {
			return false
		}
	}
	return opensClause(c.lang, c.post, m.at)
}

// quotedInPost reports whether the quoted stretch stands between quotation marks in
// the post, which says more besides.
func (c *check) quotedInPost() bool {
	if c.covered.to == 0 || text.CountWords(c.post.Tokens[c.covered.from:c.covered.to]) < 3 {
		return false
	}
	if r := c.quote.Runes; quote.IsMark(r[0]) || quote.IsMark(r[len(r)-1]) {
		return false // the quote shows the marks
	}
	from, to := c.post.Tokens[c.covered.from].From, c.post.Tokens[c.covered.to-1].To
	for _, s := range quote.Spans(c.post.Runes) {
		if s[0] <= from && to <= s[1] && (s[0] > 3 || s[1] < len(c.post.Runes)-3) {
			return true
		}
	}
	return false
}
