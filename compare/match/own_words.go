package match

import (
	"slices"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/compare/value"
	"onrecord/store"
)

// ownFew is how many words a quote shares with a post at most that is somebody else's if it has a
// telling one of its own.
const ownFew = 8

// ownWords reports whether a quote of nobody who is named, in an article that does not name the
// author of the post either, shares few words with it and has a telling one that nothing of the
// post explains: no form, opposite or other value of it stands in its place. It is as likely
// somebody else's who speaks of the same things.
func (m Matcher) ownWords(s Scored) bool {
	if m.quote.Named == nil || m.quote.Speaker != (quote.Speaker{}) || s.Named || s.j.verdict != store.Altered || s.j.hits/inWord(m.quote.Tokens) > ownFew {
		return false
	}
	in := lang.Of(s.Version.Lang, s.Version.Text)
	words := lexicon.For(in)
	if words == nil || slices.Contains(unspacedLangs, in) {
		return false
	}
	c := &check{m: m, s: s, sides: newSides(m.quote.Folded, s.post, s.al.Steps, in)}
	values := value.Find(c.quote, in)
	for i, t := range m.quote.Tokens {
		if t.Kind != text.Word || t.Bracketed || !c.changedQ[i] || c.plainWord(c.inQuote, values, i) || carriesOnly(words, t.Key) {
			continue
		}
		if !slices.ContainsFunc(c.pairs, func(p wordPair) bool { return p.q == i && c.explainedBy(t.Key, c.post.Tokens[p.p].Key) }) {
			return true
		}
	}
	return false
}

// carriesOnly reports whether a word is an article, a pronoun or the like, or of a letter or two.
func carriesOnly(l *lexicon.Language, key string) bool {
	senses := l.Find(key)
	return len([]rune(key)) < 3 || len(senses) > 0 && lexicon.Function(senses[0].Concept)
}

// explainedBy reports whether one word may be put for another by who quotes it: a form of it, its
// opposite, or it with a negation.
func (c *check) explainedBy(a, b string) bool {
	return akin(a, b) || inflected(a, b) || c.opposite(a, b) || c.opposite(b, a) || c.negates(a, b) || c.negates(b, a)
}
