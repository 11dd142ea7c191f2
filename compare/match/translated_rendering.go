package match

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// rendering is the class of words/rendering.txt, which translations alone are read for.
const rendering class = "rendering"

var renderingBooks sync.Map // by language

// renderings are the words of a text by which a translation says that something is not, is only so, or
// would be, without the words that say it elsewhere.
func renderings(code string, f text.Folded) []mention {
	own := lang.Standard(code)
	b, ok := renderingBooks.Load(own)
	if !ok {
		b, _ = renderingBooks.LoadOrStore(own, readBook(own, rendering))
	}
	return append(b.(*wordbook).mentions(f), verbFirst(own, f)...)
}

// withRenderings adds them to a text's other mentions, of which a negation within a phrase that says
// something is lacking is none: не хватает.
func withRenderings(code string, f text.Folded, all []mention) []mention {
	found := renderings(code, f)
	return append(slices.DeleteFunc(all, func(m mention) bool {
		return m.class == negating && slices.ContainsFunc(found, func(r mention) bool { return r.group == "lack" && r.at <= m.at && m.at+m.n <= r.at+r.n })
	}), found...)
}

// renders reports whether a stretch has a mention of a group.
func renders(all []mention, group string, in span) bool {
	return slices.ContainsFunc(all, func(m mention) bool {
		return m.class == rendering && m.group == group && m.at >= in.from && m.at < in.to
	})
}

// verbsFirst are languages that may set a condition by nothing but the verb in front: Stimmt er zu, gehe ich.
var verbsFirst = map[string]struct {
	// finite are the endings of a verb in front, moods verbs of their own.
	finite []string
	moods  map[string]bool
	// then begins the main clause where its verb does not.
	then map[string]bool
}{
	"de": {[]string{"t", "en", "te", "ten"}, text.WordSet("ist sind wäre wären war hat haben hätte hätten wird werden würde würden kann könnte muss müsste sollte sollten will wollte darf dürfte mag möchte"), text.WordSet("dann so")},
	"nl": {[]string{"t", "en", "de", "te", "den"}, text.WordSet("is zijn was heeft hebben had wordt worden kan zou moet mocht mochten zal wil ga doe zie"), text.WordSet("dan")},
	"sv": {[]string{"r", "s", "de", "te"}, text.WordSet("är var har hade blir kan skulle måste ska vill bör får går gör ser säger"), text.WordSet("så då")},
	"da": {[]string{"r", "s", "de", "te"}, text.WordSet("er var har havde kan skulle må skal vil bør"), text.WordSet("så")},
	"no": {[]string{"r", "s", "de", "te"}, text.WordSet("er var har hadde kan skulle må skal vil bør"), text.WordSet("så")},
}

// verbFirst are the verbs that begin a sentence as its condition: another verb, or then, stands right
// behind its only comma, and nobody is asked.
func verbFirst(code string, f text.Folded) []mention {
	by, ok := verbsFirst[code]
	if !ok {
		return nil
	}
	verb := func(i int) bool {
		k := f.Tokens[i].Exact
		return by.moods[k] || len(k) > 3 && hasEnding(k, by.finite...) && !neverVerbs[k] && len(rolesIn(code)) > 0 && !anyGroup(rolesIn(code), k) && !coordinates[code][f.Tokens[i].Key]
	}
	var out []mention
	l := lexicon.For(code)
	for i := 0; i < len(f.Tokens); {
		s := sentenceOf(f, i)
		i = max(s.to, i+1)
		first := s.from
		if s.to-s.from < 5 || !verb(first) || asksIn(f.Tokens[s.from:s.to]) || borderAfter(f, first) != noBorder || !subject(code, f, first+1) ||
			!by.moods[f.Tokens[first].Exact] && (l == nil || len(l.Find(f.Tokens[first].Exact)) == 0) {
			continue
		}
		for at := first + 2; at+1 < s.to; at++ {
			if borderAfter(f, at-1) != comma {
				continue
			}
			if !unicode.IsUpper(f.Runes[f.Tokens[at].From]) && (by.then[f.Tokens[at].Exact] || verb(at)) {
				out = append(out, mention{first, 1, conditional, "first"})
			}
			break
		}
	}
	return out
}

// subject reports whether a noun or a pronoun begins at a token: an article stands there, or a capital, or one of
// those who speak of themselves.
func subject(code string, f text.Folded, i int) bool {
	k := f.Tokens[i].Exact
	return rolesIn(code)["article"][k] || whoSubjects[k] || unicode.IsUpper(f.Runes[f.Tokens[i].From]) || code != "de" && code != "nl" && (strings.HasSuffix(k, "en") || strings.HasSuffix(k, "et") || strings.HasSuffix(k, "na"))
}

var whoSubjects = text.WordSet("ich du er sie es wir ihr man ik jij je hij zij ze we wij jullie men jag du han hon vi ni de man jeg hun i det den")

// neverVerbs are words that end like verbs and often begin a sentence.
var neverVerbs = text.WordSet("anstatt statt samt mit heute gestern bitte leider selbst heut jetzt nicht zuletzt zuerst erst fast überhaupt insgesamt bereits seit laut heute heden niet eerst misschien net met het laatst altijd minst mest först störst alltid efter under över eller eftersom sedan efterhånden siden efter over eller etter først siden flere mange andre alle diese jede viele manche mehrere morgen wegen neben gegen zwischen außen innen zweitens erstens unten oben hinten heute daarnaast ondanks tegen tussen sinds")

// anyGroup reports whether a word is one of a language's small words that link and lead.
func anyGroup(r roleWords, key string) bool {
	for _, words := range r {
		if words[key] {
			return true
		}
	}
	return false
}
