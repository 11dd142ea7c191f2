package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// before and behind are what languages write on to a word: articles, conjunctions,
// prepositions, pronouns, prefixes of verbs.
var before = map[string][]string{
	"ar": strings.Fields("وال بال فال كال لل ال و ف ب ل ك س ي ت ن"),
	"he": strings.Fields("וה וש שה מה בה לה כש ו ה ב ל מ ש כ י ת נ"),
	"fa": strings.Fields("نمي مي بي ن ب"),
	"id": strings.Fields(malay),
	"ms": strings.Fields(malay),
	"hu": strings.Fields("keresztul korul tovabb vissza ossze hozza elore haza neki szet oda elo meg rea fol fel tul ala leg el ki be le at ra"),
	"pl": strings.Fields("nie naj"), "cs": strings.Fields("ne nej"), "sk": strings.Fields("ne naj"), "hr": strings.Fields("ne naj"), "sr": strings.Fields("ne naj"), "sl": strings.Fields("ne naj"),
	"ru": strings.Fields("не по на"), "uk": strings.Fields("не най"), "bg": strings.Fields("не най"),
	"fil": strings.Fields(filipino), "tl": strings.Fields(filipino), "af": {"ge"},
}

// malay are the prefixes of Indonesian and Malay, the longest first.
const malay = "memper diper pember keber keter menge penge meng peng meny peny mem pem men pen ber bel ter per pe me di ke se ku kau"

const filipino = "nagpapa nagpa pinag ipinag nakipag makipag pagka pinaka nakaka nag mag pag naka maka napaka ipina ipag ipa magpa pina nai mai in um ma na ka i"

var behind = map[string][]string{
	"ar":  strings.Fields("هم ها كم نا ين ون ات ه ك ي وا تم ت ن ان"),
	"he":  strings.Fields("ותיהמ ותיו ותיה יהמ ימ ות יו יה נו כמ המ ה ת י ו מ"),
	"hi":  strings.Fields("ियों ियां ाओं ाएं ुओं ों ें ीं"),
	"fa":  strings.Fields("هايي هاي ها ان اي ي م ش ند يم"),
	"id":  strings.Fields("kannya annya kan nya lah kah ku mu an i"),
	"ms":  strings.Fields("kannya annya kan nya lah kah ku mu an i"),
	"fil": strings.Fields("ng han hin an in"), "tl": strings.Fields("ng han hin an in"),
}

// variants are the forms that a word may have without what is written on to it,
// the longest first.
func (t *Language) variants(key string) []string {
	least := 3
	if key[0] >= utf8.RuneSelf {
		least = 2 // no vowels are written
	}
	stems := []string{key}
	for _, p := range before[t.lang] {
		if rest, ok := strings.CutPrefix(key, p); ok && utf8.RuneCountInString(rest) >= least {
			stems = append(stems, restore(t.lang, p, rest)...)
		}
	}
	if t.lang == "fil" || t.lang == "tl" {
		for _, s := range slices.Clone(stems) {
			stems = append(stems, filipinoRoots(s)...)
		}
	}
	out := slices.Clone(stems[1:])
	for _, s := range stems {
		for _, e := range behind[t.lang] {
			rest, ok := strings.CutSuffix(s, e)
			if !ok || utf8.RuneCountInString(rest) < least {
				continue
			}
			if t.lang != "he" || utf8.RuneCountInString(rest) > 2 || e == "ימ" || e == "ות" || s == key && (e == "ה" || e == "ו" || e == "י") {
				out = append(out, rest) // two letters with something on both sides are many words
			}
			switch t.lang {
			case "ar": // the feminine's ending comes back
				out = append(out, rest+"ه")
			case "he":
				out = append(out, rest+"ה")
			case "hi": // लड़कों is of लड़का, बेटियों of बेटी
				out = append(out, rest+string([]rune(e)[0]), rest+"ा", rest+"ी")
			}
		}
	}
	if t.lang == "he" {
		out = append(out, hebrewVerb(key)...)
	}
	out = append(out, romanceVerb(t.lang, key)...)
	if t.lang == "de" || t.lang == "nl" {
		out = append(out, participle(t.lang, key)...)
		if t.lang == "de" {
			out = append(out, germanVerb(key)...)
		} else {
			out = append(out, dutchVerb(key)...)
		}
	}
	return out
}

// filipinoRoots takes a verb's infix and the syllable said twice off: pinahayag and
// tatrabaho are of pahayag and trabaho.
func filipinoRoots(key string) []string {
	var out []string
	twice := func(s string) {
		switch {
		case len(s) > 5 && s[0] == s[2] && isVowel(rune(s[1])):
			out = append(out, s[2:])
		case len(s) > 4 && s[0] == s[1] && isVowel(rune(s[0])):
			out = append(out, s[1:])
		}
	}
	twice(key)
	if len(key) > 5 && (key[1:3] == "in" || key[1:3] == "um") {
		bare := key[:1] + key[3:]
		out = append(out, bare)
		twice(bare)
	}
	return out
}

// restore puts back the first letter that an Indonesian prefix swallows.
func restore(lang, prefix, rest string) []string {
	if lang != "id" && lang != "ms" {
		return []string{rest}
	}
	switch prefix {
	case "meny", "peny":
		return []string{"s" + rest}
	case "men", "pen":
		return []string{rest, "t" + rest}
	case "mem", "pem":
		return []string{rest, "p" + rest}
	case "meng", "peng":
		return []string{rest, "k" + rest}
	}
	return []string{rest}
}

// separable are German and Dutch prefixes that leave their verb.
var separable = map[string][]string{
	"de": strings.Fields("hinzu heran herbei bevor entlang gegenuber voraus dar frei zuruck zusammen entgegen auseinander heraus hinaus herein voran vorbei wieder durch unter statt teil fest fort nach ab an auf aus bei ein mit vor weg los um zu her hin"),
	"nl": strings.Fields("terug samen tegen binnen door mee toe voor aan achter af bij in na neer om op over uit weg vast"),
}

// participle takes ge- and zu- out of a German or Dutch verb: gesagt, aufgebaut,
// aufzubauen.
func participle(lang, key string) []string {
	inner := func(s string) (rest string, ok bool) {
		for _, p := range []string{"ge", "zu", "te"} {
			if rest, ok = strings.CutPrefix(s, p); ok && len(rest) >= 4 {
				return rest, true
			}
		}
		return "", false
	}
	bare := func(prefix, s string) []string {
		out := []string{prefix + s}
		if cut, ok := strings.CutSuffix(s, "t"); ok {
			out = append(out, prefix+cut+"en")
		}
		if cut, ok := strings.CutSuffix(s, "d"); ok && lang == "nl" {
			out = append(out, prefix+cut+"en")
		}
		return out
	}
	if rest, ok := inner(key); ok {
		return bare("", rest)
	}
	for _, p := range separable[lang] {
		if rest, ok := strings.CutPrefix(key, p); ok {
			if rest, ok = inner(rest); ok {
				return bare(p, rest)
			}
		}
	}
	return nil
}

// germanVerb are the infinitives that a word may be made of: a weak verb's past
// (lernten), participle (gemeldete, überarbeitet) and noun (Befragung, Befragungen).
func germanVerb(key string) []string {
	var out []string
	infinitive := func(stem string) {
		if len(stem) > 2 {
			out = append(out, stem+"en")
			if strings.HasSuffix(stem, "el") || strings.HasSuffix(stem, "er") {
				out = append(out, stem+"n")
			}
		}
	}
	for _, e := range []string{"ungen", "ung", "etest", "etet", "eten", "ete", "test", "tet", "ten", "te", "et", "t", "enden", "ender", "endes", "endem", "ende", "end"} {
		if rest, ok := strings.CutSuffix(key, e); ok {
			if r, ok := strings.CutSuffix(rest, "el"); ok && (e == "ung" || e == "ungen") { // Verdoppelung
				infinitive(r + "el")
			}
			if strings.HasSuffix(rest, "l") { // Entwicklung
				infinitive(rest[:len(rest)-1] + "el")
			}
			infinitive(rest)
		}
	}
	for _, e := range []string{"en", "er", "es", "em", "e"} { // gemeldete, abgesagten
		if rest, ok := strings.CutSuffix(key, e); ok && strings.HasSuffix(rest, "t") {
			for _, p := range participle("de", rest) {
				out = append(out, p)
				if cut, ok := strings.CutSuffix(p, "een"); ok {
					out = append(out, cut+"en")
				}
			}
		}
	}
	for _, p := range participle("de", key) {
		if cut, ok := strings.CutSuffix(p, "een"); ok { // gemeldet
			out = append(out, cut+"en")
		}
	}
	return out
}

// dutchVerb are the infinitives that a weak verb's present, past or participle may be
// of: maakt and maakte of maken, zegt of zeggen, gespeeld of spelen.
func dutchVerb(key string) []string {
	var out []string
	infinitive := func(stem string) {
		n := len(stem)
		if n < 3 {
			return
		}
		ends := []string{stem}
		switch stem[n-1] { // leefde of leven, reisde of reizen
		case 'f':
			ends = append(ends, stem[:n-1]+"v")
		case 's':
			ends = append(ends, stem[:n-1]+"z")
		}
		for _, s := range ends {
			if isVowel(rune(s[n-2])) && s[n-2] == s[n-3] { // maak: maken
				out = append(out, s[:n-2]+s[n-1:]+"en")
			} else if !isVowel(rune(s[n-1])) && isVowel(rune(s[n-2])) && !isVowel(rune(s[n-3])) { // zeg: zeggen
				out = append(out, s+s[n-1:]+"en")
			}
			out = append(out, s+"en")
		}
	}
	infinitive(key)
	for _, e := range []string{"ten", "den", "te", "de", "t", "d"} {
		if rest, ok := strings.CutSuffix(key, e); ok {
			infinitive(rest)
			if rest, ok := strings.CutPrefix(rest, "ge"); ok {
				infinitive(rest)
			}
		}
	}
	return out
}

// links join the parts of a compound.
var links = map[string][]string{
	"de": {"", "s", "es", "n", "en", "e", "er"}, "nl": {"", "s", "en", "e"}, "sv": {"", "s"}, "no": {"", "s", "e"}, "nb": {"", "s", "e"}, "da": {"", "s", "e"},
	"fi": {"", "n"}, "et": {"", "e"}, "hu": {""}, "is": {"", "s", "a"},
}

// Of a compound and its parts, in bytes: the shortest part, the shortest part that may be a
// compound of two words itself, and the longest compound, since each of its letters is tried as
// a joint.
const (
	partLeast     = 3
	compoundLeast = 11
	compoundMost  = 80
)

// compound are the senses of both parts of a compound, cut where the shorter part
// is longest.
func (t *Language) compound(w spelling) []Sense { return t.joined(w.key, t.compoundPart) }

// joined are the senses of both parts of a compound, which part reads.
func (t *Language) joined(key string, part func(string) []Sense) []Sense {
	joints := links[t.lang]
	if joints == nil || len(key) < 7 || len(key) > compoundMost {
		return nil
	}
	for short := len(key) / 2; short >= partLeast; short-- {
		for _, cut := range []int{len(key) - short, short} {
			head := part(key[cut:])
			if head == nil {
				continue
			}
			for _, j := range joints {
				first, ok := strings.CutSuffix(key[:cut], j)
				if !ok || len(first) < partLeast {
					continue
				}
				if s := part(first); s != nil {
					return scale(blend(scale(head, 0.5), scale(s, 0.5), 1), sureVariant)
				}
			}
		}
	}
	return nil
}

// part are the senses of a compound's part; short ones must be words as they are.
func (t *Language) part(s string) []Sense {
	if !utf8.ValidString(s) {
		return nil
	}
	if len(s) < 5 {
		return t.get(asWritten, s, 1)
	}
	return t.stemmed(s, 1)
}

// compoundPart are the senses of a part that may be a compound of two words itself.
func (t *Language) compoundPart(s string) []Sense {
	if found := t.part(s); found != nil || len(s) < compoundLeast {
		return found
	}
	return t.joined(s, t.part)
}
