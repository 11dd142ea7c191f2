package match

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/store"
)

// contraries are opposites of which no faithful translation has one for the other: words that
// say what happened, and not where, when or how much. They are concepts by their English cells,
// or by what their cells begin with; a comma stands between those of a side.
const contraries = `increase|rise|raise, growth|grow, ride|climb, reinforce|strengthen, enlargement|expansion / decrease|reduce|cut, fall|drop|collapse, cut, decline|decay, diminish|dwindle, descend|go down, weaken|weakness
win, victory|triumph / lose
support|back, accept, approve|pass, endorse|advocate, agree / oppose, refuse|reject, refusal|rejection, condemn, veto
allow|permit, authorize|authorization, legalize|decriminalize / forbid|ban
open / close|shut
begin|start, launch, resume|restart / stop|halt, stop|come to an end, end|finish
buy|purchase / sell|sale
guilty|culprit, convict|conviction / innocent|innocence, acquit|acquittal
improve|improvement, improve|get better / worsen|deteriorate
strong / weak
love / hatred|hate
success|successful / failure|fail
defend|defence, protect|protection / attack
construction|build / destroy|destruction, dismantle|demolish
cheap / expensive|costly
hire|employ / dismiss|fire
remind|remember / forget
rich|wealthy / poor
legal|lawful / illegal|unlawful
friend, ally / enemy
confirm, admit|confess / deny|denial
appoint|nominate / dismiss|fire
reveal|disclose / hide|conceal
praise, welcome / condemn, criticise|criticize
import / export
minimum / maximum
better|best / worse|worst
peace / war
true / false|fake`

// contraryPoles are, for each axis, the concepts of one side and of the other.
var contraryPoles = sync.OnceValue(func() [][2][]int32 {
	byCell := map[string]int32{}
	for i, name := range lexicon.Names() {
		for at, r := range name + "|" {
			if _, known := byCell[name[:at]]; r == '|' && !known {
				byCell[name[:at]] = int32(i) // #nosec G115 -- the lexicon has some thousand rows
			}
		}
	}
	var out [][2][]int32
	for line := range strings.Lines(contraries) {
		var axis [2][]int32
		for i, side := range strings.SplitN(line, "/", 2) {
			for cell := range strings.SplitSeq(side, ",") {
				if c, ok := byCell[strings.TrimSpace(cell)]; ok {
					axis[i] = append(axis[i], c)
				}
			}
		}
		out = append(out, axis)
	}
	return out
})

// mutually are the axes of which one does the one where the other does the other: buy and sell.
// measured are those of which there is more and less: less expensive is cheaper.
var (
	mutually = axesOnce("win,", "buy|", "import ")
	measured = axesOnce("cheap ", "strong ", "rich|")
)

// axesOnce are the numbers of the lines of contraries that begin so.
func axesOnce(begin ...string) func() map[int]bool {
	return sync.OnceValue(func() map[int]bool {
		out := map[int]bool{}
		axis := 0
		for line := range strings.Lines(contraries) {
			out[axis] = slices.ContainsFunc(begin, func(b string) bool { return strings.HasPrefix(line, b) })
			axis++
		}
		return out
	})
}

// sided is a word of a text that says one side of an axis.
type sided struct {
	span
	axis, side int
}

// otherSide is a word of the quote's that says the opposite of what the post has in its place:
// a sentence whose post says one side of an axis more often than the quote, and whose quote the
// other side, by the same number. It is empty where there is none, and where a negation stands
// beside one of the two: not won is lost.
func (c translated) otherSide() store.WarningDetail {
	all := contraryPoles()
	for _, s := range c.certain() {
		q, p := sidesIn(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote, all), sidesIn(c.PostLang, c.Post, c.inPost, s.post, all)
		for axis := range all {
			if d := c.turnedRound(s, onAxis(q, axis), onAxis(p, axis)); d.Post != "" {
				if crossed, _ := c.crossed(s); crossed && mutually()[axis] { // who beats another is not he who loses
					continue
				}
				return d
			}
		}
	}
	return store.WarningDetail{}
}

// turnedRound compares the words on one axis in a sentence.
func (c translated) turnedRound(s sentencePair, q, p []sided) store.WarningDetail {
	q = slices.DeleteFunc(q, func(w sided) bool { return c.rendersElse(w.span, p) })
	p = slices.DeleteFunc(p, func(w sided) bool { return c.renderedElse(w.span, q) })
	inQ, inP := bySide(q), bySide(p)
	if len(q) != len(p) || len(inQ[0]) == len(inP[0]) {
		return store.WarningDetail{}
	}
	lost := 0
	if len(inQ[0]) > len(inP[0]) {
		lost = 1
	}
	was := slices.DeleteFunc(inP[lost], func(w sided) bool { return !within(w.span, s.core) || negatedNear(c.inPost, w.span) })
	is := slices.DeleteFunc(inQ[1-lost], func(w sided) bool { return negatedNear(c.inQuote, w.span) })
	for _, w := range was {
		for _, i := range is {
			if c.inOnePlace(i.span, w.span) {
				return store.WarningDetail{Kind: "opposite", Post: written(c.Post, w.span), Quote: written(c.Quote.Folded, i.span)}
			}
		}
	}
	return store.WarningDetail{}
}

// placeReach is how many words of its clause stand between a word and one that shows its place.
const placeReach = 7

// inOnePlace reports whether a word of the quote's and one of the post's stand in clauses of which a
// word of one renders a word of the other.
func (c translated) inOnePlace(q, p span) bool {
	near := func(f text.Folded, a, b int) bool {
		reach := placeReach
		if unspacedText(f) {
			reach *= 2
		}
		a, b = min(a, b), max(a, b)
		for i := a; i < b; i++ {
			if borderAfter(f, i) >= comma {
				return false
			}
		}
		return b-a <= reach
	}
	return slices.ContainsFunc(c.Pairs, func(r Rendered) bool {
		return r.PostTo > r.PostFrom && near(c.Quote.Folded, r.From, q.from) && near(c.Post, r.PostFrom, p.from)
	})
}

// negatedReach is how many words stand between a negation and what it turns round.
const negatedReach = 4

// negatedNear reports whether a negation, or another word that denies, stands near by.
func negatedNear(all []mention, at span) bool {
	near := span{at.from - negatedReach, at.to + negatedReach}
	return slices.ContainsFunc(all, func(m mention) bool {
		return (m.class == negating || m.class == denying && !(m.at >= at.from && m.at < at.to)) && m.at >= near.from && m.at < near.to
	})
}

// rendersElse reports whether a word of the quote's renders a word of the
// post's that is none of those on the axis.
func (c translated) rendersElse(at span, axis []sided) bool {
	return slices.ContainsFunc(c.Pairs, func(r Rendered) bool {
		return r.PostTo > r.PostFrom && r.From < at.to && at.from < r.To && !anyAt(axis, span{r.PostFrom, r.PostTo})
	})
}

// renderedElse is rendersElse the other way round.
func (c translated) renderedElse(at span, axis []sided) bool {
	return slices.ContainsFunc(c.Pairs, func(r Rendered) bool {
		return r.PostTo > r.PostFrom && r.PostFrom < at.to && at.from < r.PostTo && !anyAt(axis, span{r.From, r.To})
	})
}

func anyAt(all []sided, in span) bool {
	return slices.ContainsFunc(all, func(s sided) bool { return s.from < in.to && in.from < s.to })
}

// sidedLeast is the weight of the readings that a word says one side of an axis by.
const sidedLeast = 0.23

// sidesIn are the words of a stretch that the lexicon has on one side of an axis alone; said are
// the text's mentions.
func sidesIn(lang string, f text.Folded, said []mention, in span, all [][2][]int32) []sided {
	t := lexicon.For(lang)
	if t == nil {
		return nil
	}
	var out []sided
	for _, w := range t.Read(f) {
		if w.From < in.from || w.To > in.to || len(w.Senses) == 0 {
			continue
		}
		if key := f.Tokens[w.From].Key; negatedWord(lang, key) || lang == lexicon.Pivot && strings.HasSuffix(key, "ly") { // closely
			continue
		}
		for axis, sides := range all {
			var weight [2]float32
			for _, s := range w.Senses {
				for side := range sides {
					if slices.Contains(sides[side], s.Concept) {
						weight[side] += s.Weight
					}
				}
			}
			for side := range sides {
				if weight[side] >= sidedLeast && weight[1-side] < otherReading {
					if measured()[axis] && slices.ContainsFunc(said, func(m mention) bool { return m.class == comparative && m.group == "less" && m.at+m.n == w.From }) { // less expensive
						side = 1 - side
					}
					out = append(out, sided{span{w.From, w.To}, axis, side})
				}
			}
		}
	}
	return out
}

// negatedWord reports whether a word is another one that the lexicon has with a prefix that negates
// it, and is read as the latter: невиновен.
func negatedWord(lang, key string) bool {
	t := lexicon.For(lang)
	return slices.ContainsFunc(negativePrefixes[lang], func(p string) bool {
		rest, ok := strings.CutPrefix(key, p)
		return ok && len(p) > 2 && utf8.RuneCountInString(rest) > 3 && slices.EqualFunc(t.Find(rest), t.Find(key), func(a, b lexicon.Sense) bool { return a.Concept == b.Concept }) && len(t.Find(rest)) > 0
	})
}

// onAxis are the words on one axis.
func onAxis(all []sided, axis int) []sided {
	var out []sided
	for _, s := range all {
		if s.axis == axis {
			out = append(out, s)
		}
	}
	return out
}

func bySide(all []sided) (out [2][]sided) {
	for _, s := range all {
		out[s.side] = append(out[s.side], s)
	}
	return out
}
