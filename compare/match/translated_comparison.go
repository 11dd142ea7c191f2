package match

import (
	"slices"
	"strings"
	"sync"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/store"
)

// comparative is the class of words/comparison.txt. It is no part of a language's wordbook, whose
// words may be added and left out within one language.
const comparative class = "comparison"

var comparisonBooks sync.Map // by language

// comparisonsOf are a language's words that compare.
func comparisonsOf(code string) *wordbook {
	own := lang.Standard(code)
	if b, ok := comparisonBooks.Load(own); ok {
		return b.(*wordbook)
	}
	got, _ := comparisonBooks.LoadOrStore(own, readBook(own, comparative))
	return got.(*wordbook)
}

// compared are the axes on which two sides may be compared, by the groups of words/comparison.txt.
var compared = [][2]string{{"more", "less"}, {"before", "after"}, {"better", "worse"}, {"first", "last"}}

// comparisons are the words of a text that compare, by its language and its other mentions. A number
// of which there are more than so many, or fewer, is more or less too.
func comparisons(code string, f text.Folded, others []mention) []mention {
	found := slices.DeleteFunc(comparisonsOf(code).mentions(f), func(m mention) bool { // höchstens is no highest
		return slices.ContainsFunc(others, func(o mention) bool {
			return o.class == quantity && o.group == "max" && m.group == "more" && o.n == 1 && o.at == m.at
		})
	})
	for _, m := range others {
		if end := m.at + m.n; m.class == quantity && end < len(f.Tokens) && isDigit(f.Tokens[end].Key) {
			switch m.group {
			case "min":
				found = append(found, mention{m.at, m.n, comparative, "more"})
			case "max":
				found = append(found, mention{m.at, m.n, comparative, "less"})
			}
		}
	}
	return found
}

// comparisonsIn are those of a text's mentions in a stretch that compare, each on its axis.
func comparisonsIn(code string, f text.Folded, all []mention, in span) []sided {
	var out []sided
	for _, m := range all {
		at := span{m.at, m.at + m.n}
		if m.class != comparative || !within(at, in) || anyAt(out, at) {
			continue
		}
		for axis, sides := range compared {
			if side := slices.Index(sides[:], m.group); side >= 0 {
				if axis == 0 && comparesNext(code, f, at, peoples) {
					continue
				}
				if axis == 0 && comparesNext(code, f, at, littles) {
					side = 1 - side
				}
				out = append(out, sided{at, axis, side})
			}
		}
	}
	return out
}

func isDigit(key string) bool { return key != "" && key[0] >= '0' && key[0] <= '9' }

// littles say that there is little of something: who is more of them is less. peoples say it, or much,
// and name those of whom it is said: más jóvenes is younger, and more of the young.
var (
	littles = []string{"small", "low", "short", "slow", "narrow", "light", "cheap", "rare", "thin", "little"}
	peoples = []string{"young", "weak", "poor", "rich", "old"}
)

// morePlain are the words for more that make a comparative of the word beside them.
var morePlain = text.WordSet("more less most least más menos mais plus moins più meno més menys mai máis daha lebih hơn более менее больш більш менш bardziej mniej 更 더 أكثر أقل اكثر اقل अधिक ज्यादा יותר πιο")

// comparesNext reports whether a word for more makes a comparative of a word behind it that is one of
// some English ones: más bajo. English has such a comparative of a longer word only: more slowly.
func comparesNext(code string, f text.Folded, at span, english []string) bool {
	if code == lexicon.Pivot && (at.to >= len(f.Tokens) || !strings.HasSuffix(f.Tokens[at.to].Key, "ly")) || at.to-at.from != 1 || at.to >= len(f.Tokens) || !morePlain[f.Tokens[at.from].Key] || borderAfter(f, at.from) != noBorder {
		return false
	}
	return lexicon.For(code) != nil && means(code, f, span{at.to, at.to + 1}, english)
}

// comparisonTurned is a comparison that the quote has the other way round: more for less, before for
// after. It is empty where there is none.
func (c translated) comparisonTurned() store.WarningDetail {
	for _, s := range c.certain() {
		q, p := comparisonsIn(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote), comparisonsIn(c.PostLang, c.Post, c.inPost, s.post)
		for axis := range compared {
			if d := c.turnedRound(s, onAxis(q, axis), onAxis(p, axis)); d.Post != "" {
				if _, kept := c.crossed(s); kept && (axis == 0 || axis == 2) { // the other is less
					continue
				}
				return d
			}
		}
	}
	return store.WarningDetail{}
}

// takingSides are what is done for or against something; a remedy is for what it is against.
var takingSides = []string{"vote", "ballot", "protest", "demonstrate", "demonstration", "march", "rally", "campaign", "speak", "argue", "decide", "plead", "stand", "referendum", "resolution", "strike"}

// opposing are words that a translator may render against by.
var opposing = []string{"oppose", "opposition", "against", "reject", "refuse", "enemy", "resist", "resistance", "deny", "condemn", "hostile", "criticize", "prevent"}

// sideReach is how many words stand between for or against and what it belongs to.
const sideReach = 4

// sideTurned is for where the post has against, or the other way round, with one verb of taking sides
// and one thing. It is empty where there is none.
func (c translated) sideTurned() store.WarningDetail {
	q, p := c.sides()
	for _, s := range c.certain() {
		if w, ok := c.sideOnly(p, c.inPost, s.post, q, c.inQuote, s.quote, func(r Rendered) (int, int) { return r.PostFrom, r.From }); ok {
			return store.WarningDetail{Kind: "opposite", Post: written(c.Post, w[0]), Quote: written(c.Quote.Folded, w[1])}
		}
		if w, ok := c.sideOnly(q, c.inQuote, s.quote, p, c.inPost, s.post, func(r Rendered) (int, int) { return r.From, r.PostFrom }); ok {
			return store.WarningDetail{Kind: "opposite", Post: written(c.Post, w[1]), Quote: written(c.Quote.Folded, w[0])}
		}
	}
	return store.WarningDetail{}
}

// sideOnly finds the word for against of one text in whose place the other has for, and has nothing that
// opposes.
func (c translated) sideOnly(a textSide, inA []mention, atA span, b textSide, inB []mention, atB span, both func(Rendered) (int, int)) (out [2]span, ok bool) {
	group := func(all []mention, name string, in span) []span {
		var out []span
		for _, m := range all {
			if at := (span{m.at, m.at + m.n}); m.class == comparative && m.group == name && within(at, in) {
				out = append(out, at)
			}
		}
		return out
	}
	against := group(inA, "against", atA)
	if len(against) != 1 || len(group(inB, "against", atB)) > 0 || means(b.lang, b.f, atB, opposing) {
		return out, false
	}
	near := func(at span, i int) bool { return i >= at.from-sideReach && i < at.to+sideReach }
	around := func(at, in span) span { return span{max(in.from, at.from-sideReach), min(in.to, at.to+sideReach)} }
	for _, w := range group(inB, "for", atB) {
		if !means(a.lang, a.f, around(against[0], atA), takingSides) || !means(b.lang, b.f, around(w, atB), takingSides) {
			continue
		}
		if slices.ContainsFunc(c.Pairs, func(r Rendered) bool {
			i, j := both(r)
			return r.PostTo > r.PostFrom && near(against[0], i) && near(w, j)
		}) {
			return [2]span{against[0], w}, true
		}
	}
	return out, false
}
