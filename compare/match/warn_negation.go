package match

import (
	"slices"
	"strings"

	"onrecord/compare/text"
	"onrecord/store"
)

var negationWarnings = []warning{
	{
		name: "negation", text: "A negation was dropped, added or cut off.",
		holds: func(c *check) bool {
			return c.negationChanged() || c.anyPair(c.negates) || c.negatedInFront() || c.negatedBehind() || c.deniedBeside()
		},
		details: func(c *check) []store.WarningDetail { return c.wordsTold(negating) },
	},
}

// concord are the languages in which several negations make one: losing one of them
// changes nothing while another stands.
const concord = " es pt fr it ru uk be pl cs sk sr hr sl bg mk ro el hu ca gl "

// negationChanged reports whether the sides differ in their negations.
func (c *check) negationChanged() bool {
	q, keptQ := c.countNegations(c.inQuote, c.changedQ)
	p, keptP := c.countNegations(c.inPost, c.changedP)
	if q == p || q+countTouched(c.inQuote, replacing, c.changedQ) == p+countTouched(c.inPost, replacing, c.changedP) { // rather than prisons, not prisons
		return false
	}
	return !strings.Contains(concord, " "+c.lang+" ") || !keptQ || !keptP
}

// countTouched counts the changed words of a class.
func countTouched(all []mention, k class, changed []bool) (n int) {
	for _, m := range all {
		if m.class == k && touched(m, changed) {
			n++
		}
	}
	return n
}

// countNegations counts the changed negations, and reports whether an unchanged one
// stands near all of them. French ne counts only where no other word negates.
func (c *check) countNegations(all []mention, changed []bool) (n int, kept bool) {
	kept = true
	for _, m := range all {
		if m.class != negating || !touched(m, changed) {
			continue
		}
		near, other := false, false
		for _, o := range all {
			if o.class == negating && o.at != m.at && o.group != "ne" && o.group != "without" && o.at-m.at < 6 && m.at-o.at < 6 {
				other = true
				near = near || !touched(o, changed)
			}
		}
		if m.group == "ne" && (other || onlyBehind(all, m)) {
			continue
		}
		n++
		kept = kept && near && m.group != "without"
	}
	return n, kept && n > 0 || n == 0 && c.hasNegation(all)
}

// onlyBehind reports whether French ne makes only of a "que" behind it, and denies nothing.
func onlyBehind(all []mention, ne mention) bool {
	return slices.ContainsFunc(all, func(m mention) bool {
		return m.class == quantity && m.group == "only" && m.at > ne.at && m.at-ne.at <= 6
	})
}

func (c *check) hasNegation(all []mention) bool {
	for _, m := range all {
		if m.class == negating {
			return true
		}
	}
	return false
}

// negatedInFront reports whether the quote begins behind a negation of its own
// clause: right behind it, or after a word like "that" which it governs.
func (c *check) negatedInFront() bool {
	left := c.left()
	first := c.covered.from
	if left.from == left.to {
		return false
	}
	if strings.Contains(concord, " "+c.lang+" ") && len(c.mentioned(negating, span{first, first + 1})) > 0 {
		return false // no … ningún: one negation
	}
	that := complements[c.post.Tokens[first-1].Key] || first < len(c.post.Tokens) && complements[c.post.Tokens[first].Key]
	for _, m := range c.mentioned(negating, left) {
		end := m.at + m.n
		if m.group == "ne" && c.lang == "fr" && !that && first-end > 2 {
			continue
		}
		if end <= first && (first-end <= 2 && c.governs(m, first) || that && first-end < 12) {
			return true
		}
	}
	return false
}

// governs reports whether a negation right before the quote's first word at first is of the same
// clause: no comma parts them, and no word that sets one clause against the other.
func (c *check) governs(m mention, first int) bool {
	end := m.at + m.n
	last := c.post.Tokens[end-1].Key
	return c.joined(end-1, first-1) && borderAfter(c.post, first-1) == noBorder && (first == end || !adversatives[c.post.Tokens[first-1].Key]) &&
		!(c.lang == "ko" && (strings.HasSuffix(last, "지만") || strings.HasSuffix(last, "는데") || strings.HasSuffix(last, "으나")))
}

// adversatives set a clause against the one before it.
var adversatives = text.WordSet("but yet pero sino mas porém mais ma però però aber sondern doch jedoch maar doch men utan ale lecz lecz ali već nego а но зато але проте mutta vaan de hanem dar ci αλλά όμως ama fakat ancak لكن بل ولكن اما ولی بلکه אבל אלא אך लेकिन पर मगर बल्कि tetapi tapi melainkan nhưng mà però sinó")

// verbLast are languages in which a negation may close its clause.
const verbLast = " de nl sv no da tr az ja ko hi bn ur fa hu fi et "

// negatedBehind reports whether a negation of the quote's own clause is cut off
// behind it.
func (c *check) negatedBehind() bool {
	right := c.right()
	reach := 1
	if strings.Contains(verbLast, " "+c.lang+" ") {
		reach = 6
	}
	for _, m := range c.mentioned(negating, right) {
		if m.at-c.covered.to < reach && m.group != "ne" && c.joined(c.covered.to-1, m.at) {
			return true
		}
	}
	return false
}

// deniedBeside reports whether the post calls what is quoted untrue: in the same
// sentence, or in the short one that follows.
func (c *check) deniedBeside() bool {
	if c.covered.to == 0 {
		return false
	}
	left := c.left()
	for _, m := range c.mentioned(denying, left) {
		if m.at+m.n == c.covered.from && borderAfter(c.post, c.covered.from-1) == comma { // It is false, we …
			continue
		}
		if m.at > 0 && doubtless[c.post.Tokens[m.at-1].Key] { // no doubt that
			continue
		}
		if c.covered.from-m.at-m.n < 8 {
			return true
		}
	}
	if c.covered.from > 0 && complements[c.post.Tokens[c.covered.from-1].Key] { // that … is false
		for _, m := range c.mentioned(denying, c.right()) {
			if m.at-c.covered.to < 5 {
				return true
			}
		}
	}
	from := c.covered.to
	for from < len(c.post.Tokens) && c.post.Tokens[from].Kind != text.Word {
		from++
	}
	if from >= len(c.post.Tokens) || borderAfter(c.post, from-1) == noBorder && c.post.Tokens[from-1].Kind == text.Word {
		return false
	}
	next := sentenceOf(c.post, from)
	next.from = from
	if text.CountWords(c.post.Tokens[next.from:next.to]) > 7 {
		return false
	}
	for i := next.from; i < next.to; i++ {
		if c.isName(c.post, i) && c.isNamed(c.post, i) {
			return false // somebody's lie, not that this is one
		}
	}
	return len(c.mentioned(denying, next)) > 0
}

// doubtless are words that deny what denies.
var doubtless = text.WordSet("no without never kein keine keinen ohne sin sem sans aucun aucune nul senza nessun nessuna geen zonder ingen inget uten uden bez żadnych без ніяких никаких нет δεν χωρίς без")

// isNamed reports whether a word that may be a name is one for certain: behind a title,
// or with a capital inside a sentence.
func (c *check) isNamed(f text.Folded, i int) bool {
	return titled(f, i) || c.lang != "de" && f.IsName(i)
}

// anyPair reports whether one word of a pair is so to the other, either way.
func (c *check) anyPair(is func(a, b string) bool) bool {
	for _, p := range c.pairs {
		a, b := c.quote.Tokens[p.q].Key, c.post.Tokens[p.p].Key
		if is(a, b) || is(b, a) {
			return true
		}
	}
	return false
}

// negates reports whether one word is another with a negation in it: illegal to
// legal, kapatmayacak to kapatacak, nebude to bude.
func (c *check) negates(a, b string) bool {
	switch c.lang {
	case "tr", "az":
		return unmade(a, b) || infixed(a, b, "m") && (strings.Contains(a, "miyor") || strings.Contains(a, "muyor")) || infixed(a, b, "ma", "me", "may", "mey", "mi", "mu") || sameStem(a, b, "maz", "mez", "maz", "mez")
	case "cs", "sk", "lt", "lv":
		if a == "ne"+b {
			return true
		}
	case "fa":
		if a == "ن"+b || a == "نمي"+strings.TrimPrefix(b, "مي") {
			return true
		}
	case "fi", "hu":
		for _, without := range []string{"ton", "tlan", "tlen", "talan", "telen"} {
			if stem, ok := strings.CutSuffix(a, without); ok && len(stem) >= 4 && strings.HasPrefix(b, stem[:len(stem)-1]) {
				return true
			}
		}
	}
	return prefixed(a, b)
}

// unmade reports whether a Turkish verb is another with -me- behind its stem, whose
// ending then has other vowels and no hardened consonant: dökmedi to döktü.
func unmade(a, b string) bool {
	for i := 2; i+2 < len(a); i++ {
		if a[i] != 'm' || !strings.ContainsRune("aeiu", rune(a[i+1])) || !strings.HasPrefix(b, a[:i]) {
			continue
		}
		ending, plain := harmony.Replace(a[i+2:]), harmony.Replace(b[i:])
		if ending == plain && ending != "" || strings.TrimPrefix(ending, "y") == plain {
			return true
		}
	}
	return false
}

// harmony makes one of the vowels and consonants that Turkish endings fit to their word.
var harmony = strings.NewReplacer("u", "i", "o", "i", "e", "a", "t", "d")

// infixed reports whether a is b with one of the parts put in.
func infixed(a, b string, parts ...string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for cut := n; cut >= 2 && cut > n-3; cut-- {
		for _, part := range parts {
			if strings.HasPrefix(a[cut:], part) && (a[cut+len(part):] == b[cut:] || a[cut+len(part):] == strings.TrimLeft(b[cut:], "y")) {
				return true
			}
		}
	}
	return false
}

// sameStem reports whether a ends in one of the endings and b begins as a does.
func sameStem(a, b string, endings ...string) bool {
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(a, e); ok && len(stem) >= 3 && strings.HasPrefix(b, stem) {
			return true
		}
	}
	return false
}

// prefixed reports whether a word is another with a prefix that negates it.
func prefixed(a, b string) bool {
	if len(b) < 4 {
		return false
	}
	for _, prefix := range []string{"un", "in", "im", "il", "ir", "non", "dis", "des", "de", "anti", "mis", "не", "не", "nie", "o", "u", "ne"} {
		if rest, ok := strings.CutPrefix(a, prefix); ok && (rest == b || len(rest) > 5 && len(prefix) > 1 && strings.HasPrefix(b, rest[:len(rest)-1])) {
			return len(prefix) > 1
		}
	}
	return false
}
