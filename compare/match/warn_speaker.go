package match

import (
	"onrecord/compare/quote"
	"onrecord/store"
)

var speakerWarnings = []warning{
	{
		name: "speaker", text: "The post is by somebody else than the speaker who is named.", ofQuotes: true,
		holds: (*check).bySomebodyElse,
		details: func(c *check) []store.WarningDetail {
			return []store.WarningDetail{{Post: c.s.Document.Author.Name, Quote: c.m.quote.Speaker.Name}}
		},
	},
}

func (c *check) bySomebodyElse() bool {
	return c.m.quote.SaidBy(c.s.Document.Author, c.s.Document.AuthorNames) == quote.Differs
}
