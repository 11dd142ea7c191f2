package match

import (
	"slices"
	"strconv"

	"onrecord/compare/text"
	"onrecord/compare/value"
	"onrecord/store"
)

var valueWarnings = []warning{
	{
		name: "number", text: "A number or an amount differs.",
		holds:   func(c *check) bool { return c.values.has(value.Number) || c.values.has(value.Bound) },
		details: func(c *check) []store.WarningDetail { return c.values.told(value.Number, value.Bound) },
	},
	{
		name: "quantifier", broader: "number", text: "How many or how much is meant differs: all, most, some, only, at least, up to.",
		holds: func(c *check) bool { return c.quantityDiffers() || c.boundCutOff() || len(c.otherCollectives()) > 0 },
		details: func(c *check) []store.WarningDetail {
			return append(c.wordsTold(quantity), c.toldOf(c.otherCollectives())...)
		},
	},
	{
		name: "unit", text: "A unit or a currency differs.",
		holds: func(c *check) bool { return c.values.has(value.Unit) || c.anyPair(c.otherPeriod) },
		details: func(c *check) []store.WarningDetail {
			return append(c.values.told(value.Unit), c.pairsTold(c.otherPeriod)...)
		},
	},
	{
		name: "date", text: "A date differs.",
		holds:   func(c *check) bool { return c.values.has(value.Date) },
		details: func(c *check) []store.WarningDetail { return c.values.told(value.Date) },
	},
}

// otherPeriod reports whether two words are other stretches of time: every week, every month.
func (c *check) otherPeriod(a, b string) bool {
	x, y := value.Period(c.lang, a), value.Period(c.lang, b)
	return x != "" && y != "" && x != y
}

// valueDifferences are the numbers, amounts and dates that differ.
type valueDifferences struct {
	kinds []value.Difference
	// said are both values as written, for each of kinds.
	said []store.WarningDetail
	// rewritten says that a value is written in another way: € for euros.
	rewritten   bool
	quote, post []value.Value
}

func (d valueDifferences) has(k value.Difference) bool { return slices.Contains(d.kinds, k) }

// holdsPost reports whether a token of the post is part of a value.
func (d valueDifferences) holdsPost(i int) bool {
	return slices.ContainsFunc(d.post, func(v value.Value) bool { return v.From <= i && i < v.To || v.UnitAt == i })
}

// beginsPost reports whether a value of the post begins at a token.
func (d valueDifferences) beginsPost(i int) bool {
	return slices.ContainsFunc(d.post, func(v value.Value) bool { return v.From == i })
}

// compareValues pairs the values of both sides: those in each other's place, then
// equal ones elsewhere in the stretch; what is left over on either side differs.
func (c *check) compareValues(q, p []value.Value) valueDifferences {
	d := valueDifferences{quote: q, post: p}
	usedQ, usedP := make([]bool, len(q)), make([]bool, len(p))
	pair := func(ok func(i, j int) bool) {
		for i := range q {
			for j := range p {
				if !usedQ[i] && !usedP[j] && c.inReach(p[j]) && ok(i, j) {
					usedQ[i], usedP[j] = true, true
					d.rewritten = d.rewritten || c.changedValueQ(q[i]) != c.changedValueP(p[j])
				}
			}
		}
	}
	same := func(i, j int) bool { return c.difference(q[i], p[j]) == value.None }
	pair(func(i, j int) bool { return c.opposed(q[i], p[j]) && same(i, j) })
	pair(func(i, j int) bool { return same(i, j) && c.changedValueQ(q[i]) && c.changedValueP(p[j]) })
	note := func(i, j int) bool {
		d.note(c.difference(q[i], p[j]), valueText(c.post, p[j]), valueText(c.quote, q[i]))
		return true
	}
	pair(func(i, j int) bool { return c.opposed(q[i], p[j]) && note(i, j) })
	pair(func(i, j int) bool {
		return q[i].IsDate == p[j].IsDate && c.changedValueQ(q[i]) && c.changedValueP(p[j]) && note(i, j)
	})
	for i, v := range q {
		if !usedQ[i] && c.changedValueQ(v) && !collectively(c.inPost, v) && !oneInWords(v, c.post.Tokens[c.covered.from:min(c.covered.to+1, len(c.post.Tokens))]) {
			d.note(lone(v), "", valueText(c.quote, v))
		}
	}
	for j, v := range p {
		if !usedP[j] && c.changedValueP(v) && c.inReach(v) && !c.announced(v) && !c.aside(v) && !collectively(c.inQuote, v) && !oneInWords(v, c.quote.Tokens) {
			d.note(lone(v), valueText(c.post, v), "")
		}
	}
	return d
}

// collectively reports whether the other side says a number with a word for so many: twelve, a dozen.
func collectively(other []mention, v value.Value) bool {
	said := strconv.FormatFloat(v.Number, 'f', -1, 64)
	return !v.IsDate && slices.ContainsFunc(other, func(m mention) bool { return m.class == collective && m.group == said })
}

// otherCollectives are words for so many of a thing in the place of others: dozens, hundreds.
func (c *check) otherCollectives() []wordPair {
	group := func(all []mention, at int) string {
		for _, m := range all {
			if m.class == collective && m.at <= at && at < m.at+m.n {
				return m.group
			}
		}
		return ""
	}
	var out []wordPair
	for _, p := range c.pairs {
		if q, n := group(c.inQuote, p.q), group(c.inPost, p.p); q != "" && n != "" && q != n {
			out = append(out, p)
		}
	}
	return out
}

// oneInWords reports whether a number is 1 and the other side has a word for it that is an article
// as well.
func oneInWords(v value.Value, other []text.Token) bool {
	return v.Number == 1 && v.Unit == "" && !v.IsDate && slices.ContainsFunc(other, func(t text.Token) bool { return ones[t.Key] })
}

// ones are words for one that are articles as well.
var ones = text.WordSet("one un una uno une um uma ein eine einen einem einer eins een één en ett et один одна одно одну jeden jedna jedno egy yksi bir ena ένα μία واحد واحده אחד אחת एक satu")

// aside reports whether a value of the post stands in brackets, between dashes or between commas
// of which the quote has left out all: Rosa (84), Dr. Kim, our surgeon for 22 years.
func (c *check) aside(v value.Value) bool {
	from, to := v.From, v.To
	for from > 0 && borderAfter(c.post, from-1) == noBorder && c.leftOut(from-1) {
		from--
	}
	for to < len(c.post.Tokens) && borderAfter(c.post, to-1) == noBorder && c.leftOut(to) {
		to++
	}
	if from == 0 || to == len(c.post.Tokens) || c.standsFor(from, to) {
		return false
	}
	b, a := borderAfter(c.post, from-1), borderAfter(c.post, to-1)
	return b >= comma && b < sentence && a == b
}

// leftOut reports whether a token of the post is one that the quote does not have.
func (c *check) leftOut(p int) bool { return c.changedP[p] || c.post.Tokens[p].Kind != text.Word }

// standsFor reports whether a word of the quote stands in the place of one of some tokens.
func (c *check) standsFor(from, to int) bool {
	return slices.ContainsFunc(c.to, func(p int) bool { return p >= from && p < to })
}

// note adds a difference.
func (d *valueDifferences) note(k value.Difference, post, quote string) {
	d.kinds, d.said = append(d.kinds, k), append(d.said, store.WarningDetail{Post: post, Quote: quote})
}

// lone is what a value on one side only makes of a quote.
func lone(v value.Value) value.Difference {
	if v.IsDate {
		return value.Date
	}
	return value.Number
}

// difference compares two values; a unit that the quote cuts off does not count.
func (c *check) difference(q, p value.Value) value.Difference {
	d := value.Compare(q, p)
	if d == value.Unit && q.Unit == "" && (p.UnitAt >= c.covered.to || p.UnitAt < 0 && p.To >= c.covered.to) && p.Unit != "percent" {
		return value.None
	}
	if d == value.None && (q.Bound == "") != (p.Bound == "") && !boundInWords(c.inQuote, q) && !boundInWords(c.inPost, p) {
		return value.Bound
	}
	return d
}

// boundInWords reports whether a word that bounds a number, or more than, stands right
// before it.
func boundInWords(all []mention, v value.Value) bool {
	return v.Bound == "" && slices.ContainsFunc(all, func(m mention) bool {
		return m.class == quantity && (m.group == "min" || m.group == "max" || m.group == "about") && m.at+m.n <= v.From && v.From-m.at-m.n <= 1
	})
}

// opposed reports whether two values stand in each other's place.
func (c *check) opposed(q, p value.Value) bool {
	for i := q.From; i < q.To; i++ {
		if to := c.to[i]; to >= p.From && to < p.To {
			return true
		}
	}
	return false
}

func (c *check) changedValueQ(v value.Value) bool { return valueTouched(v, c.changedQ) }

func (c *check) changedValueP(v value.Value) bool { return valueTouched(v, c.changedP) }

func valueTouched(v value.Value, changed []bool) bool {
	if v.UnitAt >= 0 && changed[v.UnitAt] {
		return true
	}
	return slices.Contains(changed[v.From:v.To], true)
}

// inReach reports whether a value of the post stands in the stretch that is quoted.
func (c *check) inReach(p value.Value) bool { return p.To > c.covered.from && p.From < c.covered.to }

// announced reports whether an ellipsis or a bracket says that the value is left out.
func (c *check) announced(v value.Value) bool { return !slices.Contains(c.marked[v.From:v.To], false) }
