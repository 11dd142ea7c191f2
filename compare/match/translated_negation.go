package match

import (
	"slices"
	"strings"
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
		return !weakNegations[lang][f.Tokens[m.at].Key] && !pleonastic(lang, f, m.at) && !slices.ContainsFunc(all, func(o mention) bool { // not only
			return o.class == quantity && o.group == "only" && o.at >= last && o.at-last < 2
		}) && !slices.ContainsFunc(words, func(w lexicon.Word) bool { // 淹没
			return w.From <= m.at && last <= w.To && w.To-w.From > m.n && len(w.Senses) > 0
		})
	})
}

// weakNegations are words that negate and more often do not: what, that which.
var weakNegations = map[string]map[string]bool{"ar": text.WordSet("ما"), "fr": text.WordSet("personne"), "sv": text.WordSet("en"), "sl": text.WordSet("ni"), "he": text.WordSet("אף אל")}

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

var untils = map[string]map[string]bool{
	"en": text.WordSet("until till unless before"), "it": text.WordSet("finché prima che più meno meglio peggio"), "fr": text.WordSet("avant tant moins plus mieux pire crainte sauf"),
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
	"exclude", "abandon", "cancel", "forbid", "illegal", "ignore", "forget", "lose", "miss", "quit", "resist", "reverse", "wrong", "false", "different", "free", "rare", "few", "little", "only", "instead", "unlike", "disagree", "absent", "reluctant",
}

// negative reports whether a stretch has a word that may render a negation.
func negative(lang string, f text.Folded, in span) bool { return means(lang, f, in, negatives) }

// means reports whether a stretch has a word that the lexicon has for one of some English words,
// or cannot be read.
func means(lang string, f text.Folded, in span, english []string) bool {
	t, en := lexicon.For(lang), lexicon.For(lexicon.Pivot)
	if t == nil {
		return true
	}
	var wanted []int32
	for _, w := range english {
		wanted = append(wanted, concepts(en, w)...)
	}
	for _, tok := range f.Tokens[in.from:in.to] {
		if tok.Kind == text.Word && anyOf(concepts(t, tok.Key), wanted) {
			return true
		}
	}
	return false
}

// affixed are languages that negate inside a word, where a negation may be missed.
var affixed = map[string]bool{"tr": true, "az": true, "fa": true, "kk": true, "uz": true, "te": true, "hy": true, "cs": true, "sk": true, "lt": true, "lv": true, "hu": true}

// mayBeNegative reports whether a stretch may hold a negation that is not read.
func mayBeNegative(lang string, f text.Folded, in span) bool {
	return affixed[lang] || negative(lang, f, in) || slices.ContainsFunc(f.Tokens[in.from:in.to], func(t text.Token) bool {
		return t.Kind == text.Word && utf8.RuneCountInString(t.Key) >= prefixedLeast && slices.ContainsFunc(negativePrefixes[lang], func(p string) bool {
			rest, ok := strings.CutPrefix(t.Key, p)
			return ok && (lang != "en" && lang != "de" && lang != "nl" || len(lexicon.For(lang).Find(rest)) > 0)
		})
	})
}

// prefixedLeast is how long a word with a negation in it is at least.
const prefixedLeast = 7

// negativePrefixes are those that make the opposite of a word, as a rule.
var negativePrefixes = map[string][]string{
	"ru": {"не", "без", "бес"}, "uk": {"не", "без"}, "be": {"не", "без"}, "bg": {"не", "без"}, "mk": {"не", "без"}, "sr": {"ne", "не"}, "hr": {"ne"}, "sl": {"ne"}, "pl": {"nie", "bez"},
	"en": {"un", "in", "im", "dis", "non"}, "de": {"un"}, "nl": {"on"}, "ro": {"ne"}, "eo": {"ne"},
}
