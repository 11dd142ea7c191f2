package match

import "slices"

// tells reports whether the quote has a word of saying itself.
func (c translated) tells() bool {
	whole := span{0, len(c.Quote.Tokens)}
	return count(c.inQuote, saying, whole)+count(c.inQuote, reporting, whole) > 0 || means(c.QuoteLang, c.Quote.Folded, whole, tellings)
}

// saidByOthers reports whether the post says, right before or behind the stretch that a sentence
// of the quote renders, that somebody else says or thinks so.
func (c translated) saidByOthers(s sentencePair) bool {
	told := c.beside(c.claim(s))
	if told.covered.to == 0 {
		return false
	}
	source := slices.ContainsFunc(told.mentioned(reporting, told.right()), func(m mention) bool { // …, according to the mayor
		return m.at == told.covered.to && borderAfter(c.Post, m.at-1) == comma && !told.byAuthor(m)
	})
	return source || told.saidByOthers() || told.reportedInFront()
}

// byAuthor reports whether the author of the post says so himself: I said that.
func (c translated) byAuthor(m mention) bool { return c.beside(span{}).byAuthor(m) }

// beside reads the post around a stretch of it as one that is quoted in its own language.
func (c translated) beside(covered span) *check {
	return &check{sides: sides{lang: bookOf(c.PostLang).lang, post: c.Post, inPost: c.inPost, covered: covered}}
}

// tellings are more words by which a translator may render that somebody says so.
var tellings = []string{"object", "talk", "speak", "write", "explain", "add", "predict", "poll", "survey", "reply", "swear", "deny", "admit", "estimate", "rumor", "comment", "reveal", "emphasize", "stress", "source"}

// claimMost is how many words, or characters where there are no spaces, may stand between a verb
// of saying and the first or last word that is rendered of what it says.
const claimMost = 5

// claim is the stretch of the post that a sentence of the quote renders, with the words beside it
// up to a verb of saying, the that of one or the end of the clause, where that is near by.
func (c translated) claim(s sentencePair) span {
	out := span{s.post.to, s.post.from}
	for _, p := range c.Pairs {
		if p.PostTo > p.PostFrom && p.PostFrom >= s.post.from && p.PostTo <= s.post.to {
			out = span{min(out.from, p.PostFrom), max(out.to, p.PostTo)}
		}
	}
	if out.to <= out.from {
		return span{}
	}
	code := bookOf(c.PostLang).lang
	said := map[int]bool{}
	for _, m := range c.inPost {
		for i := m.at; m.class == saying && i < m.at+m.n; i++ {
			said[i] = true
		}
	}
	for from := out.from; from > s.post.from && out.from-from <= claimMost; from-- {
		if said[from-1] || thats[code][c.Post.Tokens[from-1].Key] || borderAfter(c.Post, from-1) > noBorder {
			out.from = from
			break
		}
	}
	for to := out.to; to < s.post.to && to-out.to <= claimMost; to++ {
		if said[to] || borderAfter(c.Post, to-1) > noBorder {
			out.to = to
			break
		}
	}
	return out
}
