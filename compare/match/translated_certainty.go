package match

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"onrecord/compare/text"
)

// certainty reports whether the post's doubt is lost: the quote has no word of doubt
// at all, and none of what may or would be.
func (c translated) certainty() bool {
	quote, _ := c.sides()
	for _, s := range c.certain() {
		if (c.hedged(s.core) || c.mayHave(s.core)) && !c.doubts(quote, s) || c.willBe(quote, s) || c.isDone(s) {
			return true
		}
	}
	return false
}

// hedged reports whether a stretch of the post has a word that every faithful translation has to
// render by a doubt.
func (c translated) hedged(in span) bool {
	return slices.ContainsFunc(c.inPost, func(m mention) bool {
		begins := m.at+m.n == in.from && borderAfter(c.Post, in.from-1) == comma // Возможно, министр
		return m.class == hedging && (m.at >= in.from || begins) && m.at < in.to && !c.plainConditional(m.at) && !c.weakHedge(m)
	})
}

// isDone reports whether what the post only wants or plans to do is told as done: the verb behind one is
// rendered by a past, and nothing in the quote says that it is meant or will be.
func (c translated) isDone(s sentencePair) bool {
	if count(c.inPost, modal, s.core) != 1 || count(c.inQuote, modal, s.quote)+count(c.inQuote, hedging, s.quote)+count(c.inQuote, conditional, s.quote)+count(c.inPost, conditional, s.post)+count(c.inPost, negating, s.core) > 0 ||
		asksIn(c.Post.Tokens[s.post.from:s.post.to]) || means(c.QuoteLang, c.Quote.Folded, s.quote, plans) {
		return false
	}
	for _, m := range c.inPost {
		end := m.at + m.n
		if m.class != modal || m.group != "want" || m.at < s.core.from || end >= s.core.to {
			continue
		}
		for _, r := range c.Pairs {
			if r.PostFrom >= end && r.PostFrom < s.post.to && r.PostTo > r.PostFrom && r.From >= s.quote.from && r.From < s.quote.to && c.isPast(r.To-1) {
				return !c.Quote.Folded.IsName(r.From)
			}
		}
	}
	return false
}

// plans are words by which a translator may render that something is meant.
var plans = []string{"want", "wish", "plan", "intend", "intention", "hope", "aim", "try", "attempt", "prepare", "project", "goal", "ready", "desire", "like", "decide", "decision", "ask", "seek"}

// isPast reports whether a verb of the quote says what is over: built, han construido, haben gebaut.
func (c translated) isPast(i int) bool {
	ts := c.Quote.Tokens
	k := ts[i].Exact
	if c.QuoteLang == "en" {
		return (pastForms[k] || strings.HasSuffix(k, "ed") && len(k) > 4) && (i == 0 || !beforeParticiple[ts[i-1].Exact])
	}
	if c.QuoteLang == "de" {
		if !pastParticiple.MatchString(k) {
			return false
		}
		return slices.ContainsFunc(ts[max(0, i-8):i], func(t text.Token) bool { return t.Exact == "haben" || t.Exact == "habe" || t.Exact == "hat" })
	}
	return participle.MatchString(k) && i > 0 && haveForms[c.QuoteLang][ts[i-1].Exact]
}

var (
	pastForms        = text.WordSet("built sold made won lost bought gave took began gave wrote brought sent paid left drew")
	beforeParticiple = text.WordSet("be is are was were been being to a the an get gets got newly")
	haveForms        = map[string]map[string]bool{
		"es": text.WordSet("he ha hemos han has"), "ca": text.WordSet("he ha hem han"), "fr": text.WordSet("ai a avons ont"), "it": text.WordSet("ho ha abbiamo hanno"), "pt": text.WordSet("tenho tem temos têm"),
	}
)

// perfective are languages whose verbs say by their aspect, without an ending of its own, what will be.
var perfective = map[string]bool{"pl": true, "cs": true, "sk": true, "ru": true, "uk": true}

// willBe reports whether the post says what might be, and the quote that it will be, without any word of
// doubt. Who is asked, or might if something were so, is another matter.
func (c translated) willBe(quote textSide, s sentencePair) bool {
	doubt := -1
	for _, m := range c.inPost {
		if m.class == rendering && m.group == "doubt" && m.at >= s.core.from && m.at < s.core.to {
			if doubt >= 0 || negatedNear(c.inPost, span{m.at, m.at + m.n}) || c.Post.Tokens[m.at].Key == "may" && unicode.IsUpper(c.Post.Runes[c.Post.Tokens[m.at].From]) {
				return false
			}
			doubt = m.at
		}
	}
	if doubt < 0 || asksIn(c.Post.Tokens[s.post.from:s.post.to]) || count(c.inPost, conditional, s.post)+count(c.inPost, hedging, s.post) > 0 && !means(c.PostLang, c.Post, span{doubt, doubt + 1}, hedges) || count(c.inPost, quantity, s.post, "all", "most", "many", "min", "max", "least", "about") > 0 {
		return false
	}
	if count(c.inQuote, modal, s.quote, "will")+count(c.inQuote, hedging, s.quote)+count(c.inQuote, reporting, s.quote)+count(c.inQuote, conditional, s.quote)+count(c.inQuote, negating, s.quote) > 0 ||
		asksIn(c.Quote.Tokens[s.quote.from:s.quote.to]) || thinks(c.Quote.Tokens[s.quote.from:s.quote.to]) || quote.means(s.quote, hedges) || means(c.QuoteLang, c.Quote.Folded, s.quote, mights) {
		return false
	}
	return count(c.inQuote, modal, s.quote, "may", "could", "should", "must", "would", "want") > 0 || renders(c.inQuote, "future", s.quote) || perfective[c.QuoteLang] && s.sure > 0.6 && !ableTo[c.Post.Tokens[doubt].Key]
}

// ableTo are words of doubt that say of what is over that somebody was able to.
var ableTo = text.WordSet("could kunne")

// mights are words by which a translator may render that something might be.
var mights = []string{"might", "possible", "possibly", "possibility", "threat", "threaten", "risk", "danger", "chance", "potential", "capable", "perhaps"}

// mayHave reports whether a stretch of the post says of what is over that it may have been: may
// have received, puede haber recibido.
func (c translated) mayHave(in span) bool {
	return slices.ContainsFunc(c.inPost, func(m mention) bool {
		end := m.at + m.n
		return m.class == modal && (m.group == "may" || m.group == "could") && m.at >= in.from && end < in.to && haves[c.Post.Tokens[end].Key]
	})
}

// haves are the infinitives that make a past of another.
var haves = text.WordSet("have haber ter haver avoir être avere essere")

// doubts reports whether the quote's sentence has something that may render a doubt: more words of
// what may or should be than the post has, or one that does not stand for the same word of the post.
func (c translated) doubts(quote textSide, s sentencePair) bool {
	quote.pairs = slices.DeleteFunc(slices.Clone(quote.pairs), func(p [2]span) bool { return count(c.inPost, hedging, p[1]) > 0 })
	for _, m := range c.inQuote {
		if m.class == modal && m.group == "will" {
			quote.plain = append(quote.plain, span{m.at, m.at + m.n})
		}
	}
	may := count(c.inQuote, modal, s.quote, "must", "will", "want")
	if c.mayHave(s.core) {
		may++
	}
	return count(c.inQuote, hedging, s.quote)+count(c.inQuote, reporting, s.quote) > 0 || may > count(c.inPost, modal, s.post, "will", "want") ||
		thinks(c.Quote.Tokens[s.quote.from:s.quote.to]) || quote.means(s.quote, hedges)
}

// weakHedge reports whether a word of doubt more often says something else in translation: Arabic
// قد before what is over, Japanese だろう of what will be.
func (c translated) weakHedge(m mention) bool {
	word := ""
	for _, t := range c.Post.Tokens[m.at : m.at+m.n] {
		word += t.Key
	}
	if c.PostLang == "ar" && strings.HasSuffix(word, "قد") {
		return m.at+1 == len(c.Post.Tokens) || !strings.HasPrefix(c.Post.Tokens[m.at+1].Key, "ي")
	}
	return weakHedges[c.PostLang][word]
}

var weakHedges = map[string]map[string]bool{"he": text.WordSet("סביר סבירים"), "ja": text.WordSet("だろう でしょう"), "hu": text.WordSet("esetleg"), "zh": text.WordSet("我想")}

// conditionals are moods of verbs that hedge what others say, and as often say no more than would
// and is to.
var conditionals = text.WordSet("aurait auraient serait seraient habría habrían sería serían teria teriam seria seriam avrebbe avrebbero sarebbe sarebbero soll sollen dürfte dürften zou zouden")

// plainConditional reports whether a token of the post is such a mood, and not of what is over:
// teriam recebido, aurait reçu, soll bekommen haben.
func (c translated) plainConditional(at int) bool {
	ts := c.Post.Tokens
	if !conditionals[ts[at].Key] {
		return false
	}
	if c.PostLang == "de" || c.PostLang == "nl" {
		return !c.overAtTheEnd(at)
	}
	return at+1 == len(ts) || !participle.MatchString(ts[at+1].Key)
}

// overAtTheEnd reports whether the clause of a German or Dutch verb ends with what is over: bekommen
// haben, gewesen sein, hebben gekregen.
func (c translated) overAtTheEnd(at int) bool {
	end := at
	for end+1 < len(c.Post.Tokens) && borderAfter(c.Post, end) == noBorder {
		end++
	}
	for i := max(at+1, end-1); i <= end; i++ {
		if i > at+1 && pastAuxiliaries[c.Post.Tokens[i].Key] && (pastParticiple.MatchString(c.Post.Tokens[i-1].Key) || i < end && pastParticiple.MatchString(c.Post.Tokens[i+1].Key)) {
			return true
		}
	}
	return false
}

var (
	participle      = regexp.MustCompile(`(?:ado|ido|sto|cho|ato|uto|ito|tto|so|rto|[^l]i?e|[^e]u)$`)
	pastAuxiliaries = text.WordSet("haben sein worden hebben zijn")
	pastParticiple  = regexp.MustCompile(`(?:^|auf|an|ab|aus|ein|vor|zu|mit|nach|um|weg|her|hin)ge\p{L}+(?:t|en|d)$|^(?:be|ver|ent|er|zer|emp|miss|ont|her)\p{L}+(?:t|en|d)$|iert$|worden$|eerd$`)
)

// exclusive are modal verbs of which no faithful translation has one for the other.
var exclusive = [][2]string{{"may", "will"}, {"could", "will"}, {"should", "will"}, {"may", "must"}, {"could", "must"}}

// modality reports whether both sides of a sentence have one modal verb each, without a negation, of
// which none is rendered by the other: may for will.
func (c translated) modality() bool {
	for _, s := range c.certain() {
		if adnominal(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote) || adnominal(c.PostLang, c.Post, c.inPost, s.post) {
			continue
		}
		q, p := c.onlyModal(c.inQuote, s.quote), c.onlyModal(c.inPost, s.post)
		if q == "" || p == "" || asksIn(c.Quote.Tokens[s.quote.from:s.quote.to]) || asksIn(c.Post.Tokens[s.post.from:s.post.to]) || count(c.inPost, modal, s.core) == 0 || hedgedElse(c.inQuote, s.quote) || hedgedElse(c.inPost, s.post) {
			continue
		}
		if slices.Contains(exclusive, [2]string{q, p}) || slices.Contains(exclusive, [2]string{p, q}) {
			return true
		}
	}
	return false
}

// hedgedElse reports whether a stretch has a word of doubt that is no modal verb: Arabic قد is both.
func hedgedElse(all []mention, in span) bool {
	return slices.ContainsFunc(all, func(m mention) bool {
		return m.class == hedging && m.at >= in.from && m.at < in.to && !slices.ContainsFunc(all, func(o mention) bool { return o.class == modal && o.at == m.at })
	})
}

// adnominal reports whether a Korean modal verb stands before a noun, which other languages have
// without one: 구할 수 있는 기회, a chance to find.
func adnominal(lang string, f text.Folded, all []mention, in span) bool {
	return lang == "ko" && slices.ContainsFunc(all, func(m mention) bool {
		return m.class == modal && m.at >= in.from && m.at < in.to && strings.HasSuffix(f.Tokens[m.at+m.n-1].Key, "는")
	})
}

// asksIn reports whether tokens ask: could somebody, will somebody.
func asksIn(ts []text.Token) bool {
	return slices.ContainsFunc(ts, func(t text.Token) bool { return t.Kind == text.Question })
}

// onlyModal is the group of the only modal verb of a stretch, "" where there are more, or a negation.
func (c translated) onlyModal(all []mention, in span) string {
	if count(all, modal, in) != 1 || count(all, negating, in) > 0 {
		return ""
	}
	for _, m := range all {
		if m.class == modal && m.at >= in.from && m.at < in.to {
			return m.group
		}
	}
	return ""
}

// hedges are words by which a translator may render a doubt.
var hedges = []string{
	"seem", "appear", "look", "find", "accuse", "charge", "defendant", "sound", "perhaps", "maybe", "probably", "possible", "possibly", "likely", "allegedly", "supposed", "presumably", "believe", "think", "feel", "consider", "expect", "claim", "say", "call",
	"report", "suggest", "hint", "imply", "doubt", "hope", "suspect", "assume", "rumor", "could", "might", "may", "according", "opinion", "guess", "know", "understand", "show", "prove", "impression",
}

// thinking are verbs that give a view and no fact, negated or not: I do not believe that.
var thinking = text.WordSet("believe believes believed think thinks doubt doubts suppose guess creo creemos cree pienso pensamos dudo acredito acreditamos creio acho penso duvido crois croit croyons pense pensons doute credo crede crediamo pensa pensiamo dubito " +
	"glaube glaubt glauben denke denkt zweifle bezweifle geloof gelooft denk betwijfel tror anser tvivlar myślę sądzę wierzę wątpię думаю думаем считаю считаем верю верим сомневаюсь вважаю вважаємо вірю сумніваюся")

// thinks reports whether one of the words gives a view. "No doubt" does not.
func thinks(ts []text.Token) bool {
	for i, t := range ts {
		if thinking[t.Key] && !(t.Key == "doubt" && i > 0 && (ts[i-1].Key == "no" || ts[i-1].Key == "not" || ts[i-1].Key == "without")) {
			return true
		}
	}
	return false
}
