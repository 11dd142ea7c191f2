package match

import (
	"onrecord/compare/quote"
)

var speakerWarning = warning{
	name: "speaker", text: "The post is by somebody else than the speaker who is named.",
	holds: (*check).bySomebodyElse,
}

func (c *check) bySomebodyElse() bool {
	return c.m.quote.SaidBy(c.s.Document.Author, c.s.Document.AuthorNames) == quote.Differs
}
