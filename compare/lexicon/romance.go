package lexicon

import (
	"slices"
	"strings"

	"onrecord/compare/text"
)

// romance are the rules by which a word of a Romance language gives its verb's
// infinitive: the endings of infinitives, pronouns that are written on to a verb, and
// what a stem may be spelt as before other endings (busque of buscar, piensa of pensar).
type romance struct {
	infinitives, pronouns []string
	respell               [][2]string
	inside                [][2]string // anywhere, the last time
}

var romances = map[string]romance{
	"es": {
		infinitives: strings.Fields("ar er ir"), pronouns: strings.Fields("melo mela selo sela selos selas noslo nosla los las les nos lo la le me te se os"),
		respell: [][2]string{{"qu", "c"}, {"gu", "g"}, {"zc", "c"}, {"c", "z"}, {"j", "g"}, {"y", ""}}, inside: [][2]string{{"ie", "e"}, {"ue", "o"}, {"i", "e"}},
	},
	"pt": {infinitives: strings.Fields("ar er ir"), respell: [][2]string{{"qu", "c"}, {"gu", "g"}, {"j", "g"}}},
	"ca": {infinitives: strings.Fields("ar er ir re"), respell: [][2]string{{"qu", "c"}, {"gu", "g"}}},
	"it": {
		infinitives: strings.Fields("are ere ire"), pronouns: strings.Fields("melo tela sela gliela glielo lo la li le mi ti ci vi si ne"),
		respell: [][2]string{{"ch", "c"}, {"gh", "g"}},
	},
	"fr": {infinitives: strings.Fields("er ir re"), respell: [][2]string{{"ll", "l"}, {"tt", "t"}, {"ge", "g"}, {"i", "y"}}},
}

// romanceVerb are the infinitives that a word may be a form of.
func romanceVerb(lang, key string) []string {
	rules, ok := romances[lang]
	if !ok {
		return nil
	}
	var out []string
	for _, p := range rules.pronouns {
		rest, ok := strings.CutSuffix(key, p)
		switch {
		case !ok || len(rest) < 3:
		case slices.ContainsFunc(rules.infinitives, func(e string) bool { return strings.HasSuffix(rest, e) }):
			out = append(out, rest)
		case lang == "it" && strings.HasSuffix(rest, "r"):
			out = append(out, rest+"e")
		case strings.HasSuffix(rest, "ndo"), len(rest) > 4 && lang == "es":
			out = append(out, rest)
		}
	}
	stem := text.FoldKey(Stem(lang, key))
	if len(stem) < 3 || strings.ContainsRune("aeio", rune(stem[len(stem)-1])) { // no infinitive's ending follows
		return out
	}
	stems := []string{stem}
	for _, r := range rules.respell {
		if rest, ok := strings.CutSuffix(stem, r[0]); ok && len(rest) > 1 {
			stems = append(stems, rest+r[1])
		}
	}
	for _, s := range slices.Clone(stems) {
		for _, r := range rules.inside {
			if at := strings.LastIndex(s, r[0]); at > 0 {
				stems = append(stems, s[:at]+r[1]+s[at+len(r[0]):])
			}
		}
	}
	for _, s := range stems {
		for _, e := range rules.infinitives {
			out = append(out, s+e)
		}
	}
	return out
}
