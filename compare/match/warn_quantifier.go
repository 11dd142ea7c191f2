package match

import (
	"slices"

	"onrecord/compare/text"
	"onrecord/compare/value"
)

// quantityDiffers compares the changed quantifiers; a bound counts only with the
// number that it bounds.
func (c *check) quantityDiffers() bool {
	n := map[string]int{}
	tell := func(all []mention, changed []bool, values []value.Value, in bool, by int) {
		for _, m := range all {
			if m.class != quantity || !touched(m, changed) || in && !c.within(m) {
				continue
			}
			if end := m.at + m.n; in && end < len(c.marked) && !slices.Contains(c.marked[m.at:end+1], false) {
				continue // the ellipsis says so, and what it counts is left out too
			}
			switch m.group {
			case "all":
				if c.sameRate(m, in) {
					continue
				}
			case "min", "max", "about": // "least" counts by itself
				f := c.quote
				if in {
					f = c.post
				}
				if !slices.ContainsFunc(values, func(v value.Value) bool { return bounds(f, m, v) }) || c.boundBySign(values, m, in) {
					continue
				}
			case "only":
				if c.lang == "fr" && in && c.post.Tokens[m.at].Key == "que" && !c.hasNe(m.at) || c.lang == "fr" && !in && c.quote.Tokens[m.at].Key == "que" {
					continue
				}
			}
			n[m.group] += by
		}
	}
	tell(c.inQuote, c.changedQ, c.values.quote, false, 1)
	tell(c.inPost, c.changedP, c.values.post, true, -1)
	if m, ok := c.beganWith(); ok {
		n[m.group]--
	}
	for _, d := range n {
		if d != 0 {
			return true
		}
	}
	return false
}

// bounds reports whether a word stands right before a number or its unit, or right behind, and no
// border between.
func bounds(f text.Folded, m mention, v value.Value) bool {
	if v.From == m.at+m.n {
		return borderAfter(f, v.From-1) == noBorder
	}
	return (v.To == m.at || v.UnitAt >= 0 && v.UnitAt+1 == m.at) && borderAfter(f, m.at-1) == noBorder
}

// sameRate reports whether a word for all only says how often, as the other side does in another
// way: every month, per month, monthly.
func (c *check) sameRate(m mention, inPost bool) bool {
	f, other, in := c.quote, c.post, span{c.covered.from, c.covered.to}
	if inPost {
		f, other, in = c.post, c.quote, span{0, len(c.quote.Tokens)}
	}
	at := m.at + m.n
	if at >= len(f.Tokens) {
		return false
	}
	p := value.Period(c.lang, f.Tokens[at].Key)
	for i := in.from; p != "" && i < in.to; i++ {
		if value.IsRate(other, c.lang, i) == p {
			return true
		}
	}
	return false
}

// forNegation reports whether a word of the quote stands in the place of one that
// negates, which the warning of the negation tells: every reason for no reason.
func (c *check) forNegation(m mention) bool {
	return slices.ContainsFunc(c.pairs, func(w wordPair) bool {
		return w.q >= m.at && w.q < m.at+m.n && slices.ContainsFunc(c.inPost, func(o mention) bool {
			return o.class == negating && o.at <= w.p && w.p < o.at+o.n
		})
	})
}

// amount reports whether what differs is how much, as the broader warning says: a word in
// the place of one that negates tells no number.
func (c *check) amount() bool {
	for _, m := range c.inQuote {
		if m.class == quantity && touched(m, c.changedQ) && c.forNegation(m) {
			return false
		}
	}
	return true
}

// boundBySign reports whether the other side has a sign for the word that bounds a
// number: >5 for more than 5.
func (c *check) boundBySign(values []value.Value, m mention, inPost bool) bool {
	others := c.values.post
	if inPost {
		others = c.values.quote
	}
	for _, v := range values {
		if v.From != m.at+m.n {
			continue
		}
		for _, o := range others {
			q, p := v, o
			if inPost {
				q, p = o, v
			}
			if o.Bound != "" && c.opposed(q, p) {
				return true
			}
		}
	}
	return false
}

// boundCutOff reports whether a word that bounds what follows stands right before
// the quote, or an exception right behind it.
func (c *check) boundCutOff() bool {
	if c.covered.to == 0 {
		return false
	}
	for _, m := range c.mentioned(quantity, c.left()) {
		if m.at+m.n != c.covered.from || !c.joined(m.at, c.covered.from) {
			continue
		}
		if began, ok := c.beganWith(); ok && began == m {
			continue
		}
		switch m.group {
		case "all":
		case "min", "max", "about": // "least" counts by itself
			if c.values.beginsPost(c.covered.from) {
				return true
			}
		case "only":
			if c.lang != "fr" || c.post.Tokens[m.at].Key != "que" || c.hasNe(m.at) {
				return true
			}
		default:
			return true
		}
	}
	for _, m := range c.mentioned(quantity, c.right()) {
		if m.group == "except" && m.at-c.covered.to <= 1 || m.group == "max" && m.at == c.covered.to && borderAfter(c.post, m.at-1) == noBorder && c.limits(m) {
			return true
		}
	}
	return false
}

// beganReach is among how many words of a quote a quantifier stands with which it begins.
const beganReach = 4

// beganWith is the post's quantifier right before the quoted stretch, where the quote begins
// with another of its group in its place: a lot of people, many people.
func (c *check) beganWith() (mention, bool) {
	for _, m := range c.mentioned(quantity, c.left()) {
		if m.at+m.n != c.covered.from {
			continue
		}
		if slices.ContainsFunc(c.inQuote, func(q mention) bool {
			return q.class == quantity && q.group == m.group && q.at < beganReach && c.changedQ[q.at]
		}) {
			return m, true
		}
	}
	return mention{}, false
}

// limits reports whether a word such as "up to" bounds an amount right behind the quoted
// stretch, and no time.
func (c *check) limits(m mention) bool {
	return borderAfter(c.post, m.at-1) == noBorder && slices.ContainsFunc(c.values.post, func(v value.Value) bool {
		return v.From == m.at+m.n && !v.IsDate && v.Unit != "hour"
	})
}

// hasNe reports whether French ne stands before "que", which makes "only" of it.
func (c *check) hasNe(at int) bool {
	for i := max(at-6, 0); i < at; i++ {
		if k := c.post.Tokens[i].Key; k == "ne" || k == "n" {
			return true
		}
	}
	return false
}
