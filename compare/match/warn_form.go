package match

import (
	"slices"
	"unicode"

	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

var formWarnings = []warning{
	{name: Spliced, text: "Words of two posts were put together.", ofQuotes: true},
	{
		name: "emphasis", text: "Words were put between quotation marks that the post does not have.", severity: store.SeverityWording,
		holds: (*check).marksAdded,
	},
	{
		name: "lookalike", text: "Letters of another script stand for those that look the same.", severity: store.SeverityForm,
		holds: func(c *check) bool {
			is := func(t text.Token) bool { return t.Lookalike }
			return slices.ContainsFunc(c.quote.Tokens, is) != slices.ContainsFunc(c.post.Tokens[c.covered.from:c.covered.to], is)
		},
	},
}

// marksAdded reports whether a few words inside the quote stand between marks of
// their own, and in the post do not.
func (c *check) marksAdded() bool {
	for _, s := range quote.Spans(c.quote.Runes) {
		first, n := -1, 0
		for i, t := range c.quote.Tokens {
			if t.From >= s[0] && t.To <= s[1] && t.Kind == text.Word {
				if first < 0 {
					first = i
				}
				n++
			}
		}
		if first < 0 || n > 3 || n == text.CountWords(c.quote.Tokens) || c.to[first] < 0 {
			continue
		}
		at := c.post.Tokens[c.to[first]].From - 1
		for at > 0 && unicode.IsSpace(c.post.Runes[at]) {
			at--
		}
		if at < 0 || !quote.IsMark(c.post.Runes[at]) {
			return true
		}
	}
	return false
}
