package match

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// surelyNegated reports whether a stretch has a negation that every faithful translation has
// to render.
func surelyNegated(lang string, f text.Folded, all []mention, in span) bool {
	var words []lexicon.Word
	if l := lexicon.For(lang); l != nil && unspacedText(f) {
		words = l.Read(f)
	}
	return slices.ContainsFunc(all, func(m mention) bool {
		if m.class != negating || m.at < in.from || m.at >= in.to || m.group == "near" || m.group == "without" {
			return false
		}
		last := m.at + m.n
		if lang == "de" && last+1 < len(f.Tokens) && f.Tokens[last].Key == "mehr" && f.Tokens[last+1].Key == "zu" { // nicht mehr zu schießen: stop
			return false
		}
		if lang == "zh" && last < len(f.Tokens) && (f.Tokens[m.at].Key == "不" && f.Tokens[last].Key == "受" || f.Tokens[m.at].Key == "别" && f.Tokens[last].Key == "再") { // 保护河流不受污染, 别再撒谎
			return false
		}
		return !weakNegations[lang][f.Tokens[m.at].Key] && !pleonastic(lang, f, m.at) && !boundBehind(lang, f, last) && !notSoMany(f, all, last) && !ever(lang, f, m.at) && !slices.ContainsFunc(all, func(o mention) bool { // not only
			return o.class == quantity && o.group == "only" && o.at >= last && o.at-last < 2
		}) && !slices.ContainsFunc(words, func(w lexicon.Word) bool { // 淹没
			return w.From <= m.at && last <= w.To && w.To-w.From > m.n && len(w.Senses) > 0 && (lang != "zh" || !lexicon.Function(w.Senses[0].Concept))
		})
	})
}

// saidElse reports whether what one side negates stands on the other in words without a negation: that
// something is lacking, that it is only so from then on, that it is less, or no, or else.
func (c translated) saidElse(s sentencePair) bool {
	q, p := oneSide{c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote}, oneSide{c.PostLang, c.Post, c.inPost, s.post}
	for _, group := range []string{"lack", "no"} {
		if renders(q.all, group, q.in) != renders(p.all, group, p.in) {
			return true
		}
	}
	return q.insteadOf(p) || p.insteadOf(q)
}

// oneSide is a sentence of one text with what the text's words do.
type oneSide struct {
	lang string
	f    text.Folded
	all  []mention
	in   span
}

// insteadOf reports whether a side says without a negation what the other says with one.
func (a oneSide) insteadOf(b oneSide) bool {
	if renders(a.all, "else", a.in) && count(b.all, conditional, b.in) > 0 && count(a.all, conditional, a.in) == 0 {
		return true
	}
	less := slices.ContainsFunc(comparisonsIn(a.lang, a.f, a.all, a.in), func(w sided) bool { return w.axis == 0 || w.axis == 2 })
	for _, m := range b.all {
		end := m.at + m.n
		if m.class != negating || m.at < b.in.from || m.at >= b.in.to {
			continue
		}
		if less && slices.ContainsFunc(b.all, func(o mention) bool {
			return o.class == rendering && o.group == "as" && o.at >= end && o.at-end < asReach
		}) {
			return true
		}
		if (renders(a.all, "only", a.in) || count(a.all, quantity, a.in) > count(a.all, quantity, a.in, "only")) && slices.ContainsFunc(b.f.Tokens[b.in.from:b.in.to], func(t text.Token) bool { return untils[b.lang][t.Key] }) {
			return true
		}
	}
	return false
}

// asReach is how many words stand between a negation and the as that makes less of it.
const asReach = 3

// notSoMany reports whether a number follows a negation, which with it says fewer than so many: nog geen
// 900, ni siquiera 900, nicht einmal 900.
func notSoMany(f text.Folded, all []mention, at int) bool {
	if at < len(f.Tokens) && renders(all, "none", span{at, at + 1}) {
		at++
	}
	return at < len(f.Tokens) && isDigit(f.Tokens[at].Key)
}

// weakNegations are words that negate and more often do not: what, that which.
var weakNegations = map[string]map[string]bool{"ar": text.WordSet("ما غير"), "fr": text.WordSet("personne"), "sv": text.WordSet("en"), "sl": text.WordSet("ni"), "he": text.WordSet("אף אל")}

// pleonasticReach is how many words stand between a conjunction and the negation of its clause
// that says nothing.
const pleonasticReach = 9

// pleonastic reports whether a negation stands in a clause whose conjunction languages have with
// a negation or without one: until, before, than. Finché non arriva, avant qu'il ne vienne.
func pleonastic(lang string, f text.Folded, at int) bool {
	for i := at - 1; i >= 0 && at-i <= pleonasticReach && borderAfter(f, i) < clause; i-- {
		if untils[lang][f.Tokens[i].Key] {
			return true
		}
	}
	return false
}

// ever reports whether a word that negates with another says ever, or ever so, without it: jamais
// without ne, кто бы ни.
func ever(lang string, f text.Folded, at int) bool {
	near := func(from, to int, keys ...string) bool {
		return slices.ContainsFunc(f.Tokens[max(0, from):min(to, len(f.Tokens))], func(t text.Token) bool { return slices.Contains(keys, t.Key) })
	}
	switch f.Tokens[at].Key {
	case "jamais":
		return lang == "fr" && !near(at-everReach, at+everReach, "ne", "n")
	case "ни", "ні":
		return near(at-everReach, at, "бы", "б", "би")
	}
	return false
}

// everReach is how many words stand between the two.
const everReach = 4

// boundBehind reports whether a comparison follows a negation, which with it says how much, how many
// or when at most, and may be said without: no later than, не позднее, au plus tard.
func boundBehind(lang string, f text.Folded, at int) bool {
	if at >= len(f.Tokens) || !comparatives[lang][f.Tokens[at].Key] {
		return false
	}
	return lang == "ru" || lang == "uk" || at+1 < len(f.Tokens) && thans[lang][f.Tokens[at+1].Key]
}

var (
	comparatives = map[string]map[string]bool{
		"en": text.WordSet("later less more fewer sooner earlier greater lower higher longer"), "de": text.WordSet("später weniger mehr früher länger höher"), "nl": text.WordSet("later minder meer eerder langer hoger"),
		"es": text.WordSet("más menos"), "pt": text.WordSet("mais menos"), "it": text.WordSet("più meno oltre"), "fr": text.WordSet("plus moins"), "ca": text.WordSet("més menys"), "pl": text.WordSet("później mniej więcej wcześniej"),
		"ru": text.WordSet("позднее позже менее более меньше раньше ранее свыше"), "uk": text.WordSet("пізніше менше менш раніше"), "sv": text.WordSet("senare mindre mer fler färre"),
	}
	thans = map[string]map[string]bool{
		"en": text.WordSet("than"), "de": text.WordSet("als"), "nl": text.WordSet("dan"), "es": text.WordSet("que de tarde"), "pt": text.WordSet("que do de tarde"), "it": text.WordSet("di che tardi"), "fr": text.WordSet("que de tard"),
		"ca": text.WordSet("que de tard"), "pl": text.WordSet("niż od"), "sv": text.WordSet("än"),
	}
)

var untils = map[string]map[string]bool{
	"en": text.WordSet("until till unless before"), "it": text.WordSet("finché prima che più meno meglio peggio"), "fr": text.WordSet("avant tant moins plus mieux pire crainte craint craignait craignent crains craignons craignaient redoute redoutent redoutait empêcher évite éviter sauf"),
	"es": text.WordSet("hasta mientras antes"), "pt": text.WordSet("antes até enquanto"), "ca": text.WordSet("fins mentre abans"), "de": text.WordSet("bis bevor ehe"), "nl": text.WordSet("totdat voordat tenzij"),
	"ru": text.WordSet("пока прежде чем"), "uk": text.WordSet("поки перш ніж"), "pl": text.WordSet("dopóki dokąd zanim póki"), "cs": text.WordSet("dokud než"), "sk": text.WordSet("kým dokiaľ než"), "sl": text.WordSet("dokler preden"),
	"hr": text.WordSet("dok prije"), "sr": text.WordSet("dok pre док пре"), "bg": text.WordSet("докато преди"), "ro": text.WordSet("până înainte"), "hu": text.WordSet("amíg mielőtt"), "fi": text.WordSet("kunnes ennen"),
	"sv": text.WordSet("förrän innan"), "no": text.WordSet("før inntil"), "da": text.WordSet("før indtil"), "el": text.WordSet("πριν μέχρι ώσπου"), "ar": text.WordSet("حتى قبل"), "he": text.WordSet("עד לפני"),
}

// litotes are words that with a negation say the contrary of themselves: did not hesitate.
var litotes = []string{"hesitate", "doubt", "deny", "refuse", "lack", "forget", "impossible", "exclude", "only"}

// negatives are words with a negation in their meaning, by which a translator may
// render one.
var negatives = []string{
	"refuse", "reject", "deny", "lack", "fail", "prevent", "avoid", "stop", "impossible", "unable", "ban", "prohibit", "against", "oppose", "cease", "end", "absence", "zero", "empty",
	"exclude", "abandon", "cancel", "forbid", "illegal", "ignore", "ignorant", "secret", "speechless", "disappoint", "disappointment", "innocent", "forget", "lose", "miss", "quit", "resist", "reverse", "wrong", "false", "different", "free", "rare", "few", "little", "only", "instead", "unlike", "disagree", "absent", "reluctant",
}

// means reports whether a stretch has a word that the lexicon has for one of some English words,
// or cannot be read.
func means(lang string, f text.Folded, in span, english []string) bool {
	t := lexicon.For(lang)
	if t == nil {
		return true
	}
	wanted := conceptsOf(english)
	return slices.ContainsFunc(f.Tokens[in.from:in.to], func(tok text.Token) bool {
		return tok.Kind == text.Word && anyOf(concepts(t, tok.Key), wanted)
	})
}

// meant are the concepts of the lists of words that are asked for.
var meant sync.Map // by the address of a list's first word

// conceptsOf are the concepts of a list of English words, which is not changed.
func conceptsOf(english []string) []int32 {
	if known, ok := meant.Load(&english[0]); ok {
		return known.([]int32)
	}
	en := lexicon.For(lexicon.Pivot)
	var out []int32
	for _, w := range english {
		out = append(out, concepts(en, w)...)
	}
	meant.Store(&english[0], out)
	return out
}

// affixed are languages that negate inside a word, where a negation may be missed.
var affixed = map[string]bool{"tr": true, "az": true, "fa": true, "kk": true, "uz": true, "te": true, "hy": true, "cs": true, "sk": true, "lt": true, "lv": true, "hu": true}

// side is one of a translation's two texts, with what renders each of its words.
type textSide struct {
	lang      string
	f         text.Folded
	otherLang string
	other     text.Folded
	pairs     [][2]span // own words, and those of the other
	plain     []span    // words that are read as they stand, whatever the lexicon has for them
}

// sides are the quote and the post.
func (c translated) sides() (q, p textSide) {
	q = textSide{lang: c.QuoteLang, f: c.Quote.Folded, otherLang: c.PostLang, other: c.Post}
	p = textSide{lang: c.PostLang, f: c.Post, otherLang: c.QuoteLang, other: c.Quote.Folded}
	for _, r := range c.Pairs {
		if r.PostTo > r.PostFrom {
			own, others := span{r.From, r.To}, span{r.PostFrom, r.PostTo}
			q.pairs, p.pairs = append(q.pairs, [2]span{own, others}), append(p.pairs, [2]span{others, own})
		}
	}
	return q, p
}

// sharesWith reports whether the word that a token is paired with has one of some concepts too.
func (t textSide) sharesWith(i int, senses []int32) bool {
	l := lexicon.For(t.otherLang)
	return l != nil && slices.ContainsFunc(t.pairs, func(p [2]span) bool {
		return p[0].from <= i && i < p[0].to && slices.ContainsFunc(t.other.Tokens[p[1].from:p[1].to], func(o text.Token) bool {
			return anyOf(concepts(l, o.Key), senses)
		})
	})
}

// negative reports whether a stretch has a word that may render a negation: one with a negation in
// its meaning.
func (t textSide) negative(in span) bool { return t.means(in, negatives) }

// means reports whether a stretch has a word that the lexicon has for one of some English words, and
// that does not stand for the same word of the other text, or cannot be read.
func (t textSide) means(in span, english []string) bool {
	l := lexicon.For(t.lang)
	if l == nil {
		return true
	}
	wanted := conceptsOf(english)
	for i := in.from; i < in.to; i++ {
		if t.f.Tokens[i].Kind != text.Word || slices.Contains(t.plain, span{i, i + 1}) {
			continue
		}
		var senses []int32
		for _, k := range concepts(l, t.f.Tokens[i].Key) {
			if slices.Contains(wanted, k) {
				senses = append(senses, k)
			}
		}
		if len(senses) > 0 && !t.sharesWith(i, senses) {
			return true
		}
	}
	return false
}

// mayBeNegative reports whether a stretch may hold a negation that is not read.
func (t textSide) mayBeNegative(in span) bool {
	if affixed[t.lang] || t.negative(in) {
		return true
	}
	for i := in.from; i < in.to; i++ {
		tok := t.f.Tokens[i]
		if tok.Kind == text.Word && t.lang == "en" && privative(tok.Key) {
			return true
		}
		if tok.Kind != text.Word || utf8.RuneCountInString(tok.Key) < prefixedLeast {
			continue
		}
		if slices.ContainsFunc(negativePrefixes[t.lang], func(p string) bool {
			rest, ok := strings.CutPrefix(tok.Key, p)
			return ok && (t.lang != "en" && t.lang != "de" && t.lang != "nl" || len(lexicon.For(t.lang).Find(rest)) > 0)
		}) && !t.sharesWith(i, concepts(lexicon.For(t.lang), tok.Key)) {
			return true
		}
	}
	return false
}

// privative reports whether an English word says that something is missing or bad by how it is made:
// speechless, unfit, intolerant, ill-advised, misfiring.
func privative(key string) bool {
	stem, ok := strings.CutSuffix(key, "less")
	if ok && len(stem) > 2 || key == "ill" {
		return true
	}
	for _, p := range []string{"un", "intol", "incap", "inad", "insuf", "irre", "non", "mis"} {
		if rest, ok := strings.CutPrefix(key, p); ok && len(rest) > 2 && (p != "un" || len(lexicon.For(lexicon.Pivot).Find(rest)) > 0) {
			return key != "none" && key != "miss" && key != "missile" && key != "mission"
		}
	}
	return false
}

// prefixedLeast is how long a word with a negation in it is at least.
const prefixedLeast = 7

// negativePrefixes are those that make the opposite of a word, as a rule.
var negativePrefixes = map[string][]string{
	"ru": {"не", "без", "бес"}, "uk": {"не", "без"}, "be": {"не", "без"}, "bg": {"не", "без"}, "mk": {"не", "без"}, "sr": {"ne", "не"}, "hr": {"ne"}, "sl": {"ne"}, "pl": {"nie", "bez"},
	"en": {"un", "in", "im", "dis", "non"}, "de": {"un"}, "nl": {"on"}, "ro": {"ne"}, "eo": {"ne"},
}
