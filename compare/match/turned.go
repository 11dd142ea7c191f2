package match

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"onrecord/compare/text"
)

// pronounForms are the pronouns of him who acts and of him to whom it is done, in the same order, by
// language; those of the second are ours.
var pronounForms = map[string][2][]string{
	"en": {{"i", "we", "he", "she", "they"}, {"me", "us", "him", "her", "them"}},
	"de": {{"ich", "wir", "er", "du"}, {"mich mir", "uns", "ihn ihm", "dich dir"}},
	"nl": {{"ik", "wij we", "hij", "zij ze"}, {"mij me", "ons", "hem", "hen hun"}},
	"sv": {{"jag", "vi", "han", "hon", "de"}, {"mig", "oss", "honom", "henne", "dem"}},
	"da": {{"jeg", "vi", "han", "hun", "de"}, {"mig", "os", "ham", "hende", "dem"}},
	"no": {{"jeg", "vi", "han", "hun", "de"}, {"meg", "oss", "ham", "henne", "dem"}},
	"fr": {{"je j", "", "il", "ils"}, {"me m moi", "", "lui", "eux"}},
	"es": {{"yo", "", "él", "ellos"}, {"me mí", "nos", "", ""}},
	"pt": {{"eu", "", "ele", "eles"}, {"me mim", "nos", "", ""}},
	"it": {{"io", "", "lui", "loro"}, {"mi me", "ci", "", ""}},
	"ru": {{"я", "мы", "он", "она", "они"}, {"меня мне мной", "нас нам нами", "его ему", "её ей", "их им"}},
	"uk": {{"я", "ми", "він", "вона", "вони"}, {"мене мені мною", "нас нам нами", "його йому", "її їй", "їх їм"}},
	"pl": {{"ja", "my", "on", "oni"}, {"mnie mi mną", "nas nam nami", "jego go jemu mu", "ich im"}},
	"cs": {{"já", "my", "on", "oni"}, {"mě mne mi mně", "nás nám", "ho jeho mu", "je jim"}},
	"tr": {{"ben", "biz", "o", "onlar"}, {"beni bana", "bizi bize", "onu ona", "onları onlara"}},
	"el": {{"εγώ", "εμείς", "", ""}, {"με εμένα", "μας εμάς", "", ""}},
	"hi": {{"मैंने मैं", "हमने हम", "उसने", "उन्होंने"}, {"मुझे मुझको", "हमें हमको", "उसे उसको", "उन्हें उनको"}},
	"fi": {{"minä", "me", "", "he"}, {"minut minua", "meidät meitä", "hänet", "heidät"}},
	"hu": {{"én", "mi", "", "ők"}, {"engem", "minket", "őt", "őket"}},
	"he": {{"אני", "אנחנו", "הוא", "הם"}, {"אותי", "אותנו", "אותו", "אותם"}},
}

// pronoun is what one is called who acts, and to whom it is done.
type pronoun struct{ subject, object map[string]bool }

// pronouns are they as sets.
var pronouns = sync.OnceValue(func() map[string][]pronoun {
	out := map[string][]pronoun{}
	for lang, forms := range pronounForms {
		for i := range forms[0] {
			out[lang] = append(out[lang], pronoun{text.WordSet(forms[0][i]), text.WordSet(forms[1][i])})
		}
	}
	return out
})

// weEndings end verbs of which the author and others are the doers where no pronoun says so.
var weEndings = map[string][]string{"es": {"mos"}, "pt": {"mos"}, "it": {"iamo", "ammo", "emmo", "immo"}, "fr": {"ons", "ommes"}, "ca": {"rem"}}

// doers are words of which a verb says that it is done to him who stands first: by whom, and was.
var doers = text.WordSet("by was were been being von vom durch wurde wurden worden wird werden par été por pelo pela sido da dal dalla stato stati door werd werden av af blev blir ble bliver przez został została tarafından által")

// doersTurned reports whether he who acts in the post is he to whom it is done in the quote, as their
// pronouns say: "Norwell sued us", "We sued Norwell". A passive that says the same is none.
func (c *check) doersTurned() bool {
	forms := pronouns()[c.lang]
	if len(forms) == 0 || c.covered.to == 0 {
		return false
	}
	inPost := c.besideChanged()
	if passive(c.quote, c.changedQ) || passive(c.post, inPost) {
		return false
	}
	for i, t := range c.quote.Tokens {
		if at := c.to[i]; at >= 0 && t.Key == "nous" && c.post.Tokens[at].Key == "nous" && c.beforeOurVerb(c.quote, i) != c.beforeOurVerb(c.post, at) {
			return true
		}
	}
	for i, one := range forms {
		we := i == 1
		q := [2]bool{c.hasChanged(c.quote, c.changedQ, one.subject, we, false), c.hasChanged(c.quote, c.changedQ, one.object, we, true)}
		p := [2]bool{c.hasChanged(c.post, inPost, one.subject, we, false), c.hasChanged(c.post, inPost, one.object, we, true)}
		if q[0] && !q[1] && p[1] && !p[0] || q[1] && !q[0] && p[0] && !p[1] {
			return true
		}
	}
	return false
}

// besideChanged are the post's tokens that differ, and those of the quoted stretch's sentence that the
// quote does not have right beside it.
func (c *check) besideChanged() []bool {
	out := slices.Clone(c.changedP)
	for _, in := range []span{{max(c.left().from, c.covered.from-3), c.covered.from}, {c.covered.to, min(c.right().to, c.covered.to+3)}} {
		for i := in.from; i < in.to; i++ {
			out[i] = true
		}
	}
	return out
}

// hasChanged reports whether a changed token is one of some pronouns; of we also by a verb's ending
// or, done to us, behind a preposition.
func (c *check) hasChanged(f text.Folded, changed []bool, words map[string]bool, we, object bool) bool {
	for i, t := range f.Tokens {
		if t.Kind != text.Word || !changed[i] {
			continue
		}
		if words[t.Key] {
			return true
		}
		if !we {
			continue
		}
		ours := t.Key == "nous" || t.Key == "noi" || t.Key == "nos"
		verb := slices.ContainsFunc(weEndings[c.lang], func(e string) bool { return strings.HasSuffix(t.Key, e) && len(t.Key) > len(e)+1 })
		if !object && verb || object && ours && t.Key != "nos" && !c.beforeOurVerb(f, i) {
			return true
		}
	}
	return false
}

// beforeOurVerb reports whether the word behind a pronoun is a verb of ours: nous avons.
func (c *check) beforeOurVerb(f text.Folded, i int) bool {
	return i+1 < len(f.Tokens) && hasEnding(f.Tokens[i+1].Key, weEndings[c.lang]...)
}

// passive reports whether a changed token is a word of the passive.
func passive(f text.Folded, changed []bool) bool {
	for i, t := range f.Tokens {
		if changed[i] && doers[t.Key] {
			return true
		}
	}
	return false
}

// japaneseRoles are who did it and to whom in Japanese: AがBに.
var japaneseRoles = regexp.MustCompile(`([^\s、。「」がにをはもでへとの]{1,12})[がは]([^\s、。「」がにをはもでへと]{1,12})[にを]`)

// particlesTurned reports whether the two of a Japanese sentence changed places before their particles.
func (c *check) particlesTurned() bool {
	if c.lang != "ja" || c.covered.to == 0 {
		return false
	}
	q, p := japaneseRoles.FindAllStringSubmatch(string(c.quote.Runes), -1), japaneseRoles.FindAllStringSubmatch(string(c.post.Runes), -1)
	for _, a := range q {
		for _, b := range p {
			if a[1] == b[2] && a[2] == b[1] && a[1] != a[2] {
				return true
			}
		}
	}
	return false
}
