package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Turkish writes on to a noun or a verb what other languages say by words: a noun
// takes plural, possessor, case and copula; a verb takes voice, negation and
// ability, then either an ending of its own or one that makes a noun of it, which
// takes a noun's. In the suffixes below A is a or e, I one of ı i u ü, D is d or t,
// C c or ç, K k or ğ.

// turkishVerb is a verb without the ending of its citation form.
func turkishVerb(word string) (stem string, ok bool) {
	if stem, ok = strings.CutSuffix(word, "mek"); !ok {
		stem, ok = strings.CutSuffix(word, "mak")
	}
	return stem, ok && utf8.RuneCountInString(stem) > 1
}

// suffixSet are suffixes, with the length of the longest.
type suffixSet struct {
	of      map[string]bool
	longest int
}

func setOf(list ...string) suffixSet {
	s := suffixSet{map[string]bool{}, 0}
	for _, x := range list {
		s.of[x] = true
		s.longest = max(s.longest, len(x))
	}
	return s
}

var (
	nounEndings = func() suffixSet {
		var out []string
		cases := strings.Fields("I yI A yA DA DAn In nIn lA ylA CA DAKI DAKIlAr DAKIlArI DAKIlArIn DAKInI DAKInA DAKInIn nInKI")
		inner := strings.Fields("nI nA nDA nDAn nIn ylA nCA nDAKI nDAKIlAr nDAKIlArI nDAKIlArIn nDAKInI nDAKInA nDAKInIn")
		copulas := strings.Fields("DIr DI yDI mIş ymIş sA ysA yKAn yIm yIz Iz Im DIlAr lArDIr sInIz")
		for _, plural := range []string{"", "lAr"} {
			for _, of := range []string{"", "I", "sI", "Im", "m", "In", "n", "ImIz", "mIz", "InIz", "nIz"} {
				after := cases
				if of == "I" || of == "sI" || plural != "" && of == "In" {
					after = inner
				}
				for _, c := range append([]string{""}, after...) {
					out = append(out, plural+of+c)
					for _, x := range copulas {
						out = append(out, plural+of+c+x)
					}
				}
			}
		}
		return setOf(slices.DeleteFunc(out, func(s string) bool { return s == "" })...)
	}()
	// nounOfVerb make a noun or a participle of a verb.
	nounOfVerb = setOf(strings.Fields("DIK yACAK ACAK mA mAK yAn An yIş Iş mIş Ar Ir r mAz yICI ICI mAzlIK ACAKlIK ")...)
	// nounOfNoun make another noun, of a meaning near by.
	nounOfNoun  = setOf(strings.Fields("lIK lI CI sAl CIlIK lAşmA lAmA lIlIK sIzlIK")...)
	verbEndings = func() suffixSet {
		tenses := strings.Fields("DI mIş Iyor yor ACAK yACAK Ir Ar r mAz mAlI yA sA mAKDA")
		persons := strings.Fields("m n K nIz lAr Im Iz yIm yIz sIn sInIz DI DIm DIK DIlAr lArDI mIş sA DIr DIrlAr lArsA")
		out := append(slices.Clone(tenses), strings.Fields("A AlIm yAlIm yAyIm AyIm sIn sInlAr In yIn InIz yInIz yIp Ip yArAK ArAK yInCA InCA mADAn DIKCA KAn IrKAn ArKAn rKAn mIşKAn yAlI AlI AmAz yAmAz")...)
		for _, t := range tenses {
			for _, p := range persons {
				out = append(out, t+p)
			}
		}
		return setOf(out...)
	}()
	// verbOfVerb are voices, ability and negation.
	verbOfVerb = setOf(strings.Fields("Il In n l nIl DIr t D Ir Ar Iş ş yAbIl AbIl mA m A yA yAmA AmA Iver yIver DIrIl")...)
)

// suffixLetters makes the letters of suffixes of a word's, one for one.
var suffixLetters = map[bool]*strings.Replacer{
	false: strings.NewReplacer("a", "A", "e", "A", "ı", "I", "i", "I", "u", "I", "ü", "I", "d", "D", "t", "D", "c", "C", "ç", "C", "k", "K", "ğ", "K"),
	true:  strings.NewReplacer("a", "A", "e", "A", "i", "I", "u", "I", "d", "D", "t", "D", "c", "C", "k", "K", "g", "K"),
}

// plainSets are the suffixes as they are written without ş.
var writtenSets, plainSets = [5]suffixSet{nounEndings, nounOfVerb, verbEndings, verbOfVerb, nounOfNoun}, func() (out [5]suffixSet) {
	for i, s := range [5]suffixSet{nounEndings, nounOfVerb, verbEndings, verbOfVerb, nounOfNoun} {
		out[i] = suffixSet{map[string]bool{}, s.longest}
		for x := range s.of {
			out[i].of[strings.ReplaceAll(x, "ş", "s")] = true
		}
	}
	return out
}()

// turkish are the senses of what is left of a word when its suffixes are taken off,
// the longest that the table has.
func (t *Language) turkish(w spelling) []Sense {
	if s := t.peeled(w.exact, false); s != nil {
		return s
	}
	if w.exact == w.key { // it may be written without its diacritics
		if s := t.peeled(w.key, true); s != nil {
			return s
		}
	}
	if s := t.get(asStem, w.stems[0], sureStem); s != nil {
		return s
	}
	return t.beginning(w.key)
}

func (t *Language) peeled(word string, plain bool) []Sense {
	sets := &writtenSets
	if plain {
		sets = &plainSets
	}
	letters := []rune(word)
	shape := []rune(suffixLetters[plain].Replace(word))
	if len(shape) != len(letters) {
		return nil
	}
	var best []Sense
	longest := 0
	try := func(n int, noun bool) {
		if n < longest || n == longest && !noun { // of savaş and savaşmak, savaşlarda is the noun's
			return
		}
		if s := t.turkishStem(string(letters[:n]), noun); s != nil {
			best, longest = s, n
		}
	}
	// ends calls f with the length of each rest that a suffix of the set leaves of
	// the first n letters.
	ends := func(set suffixSet, n int, f func(rest int)) {
		for rest := n - 1; rest >= 2 && n-rest <= set.longest; rest-- {
			if set.of[string(shape[rest:n])] && harmonious(letters[:rest], letters[rest:n]) {
				f(rest)
			}
		}
	}
	var verb func(n, depth int)
	verb = func(n, depth int) {
		try(n, false)
		if depth < 4 {
			ends(sets[3], n, func(rest int) { verb(rest, depth+1) })
		}
	}
	noun := func(n int) {
		ends(sets[1], n, func(rest int) { verb(rest, 0) })
		ends(sets[4], n, func(rest int) { try(rest, true) })
	}
	noun(len(letters))
	ends(sets[0], len(letters), func(rest int) {
		try(rest, true)
		noun(rest)
	})
	ends(sets[2], len(letters), func(rest int) {
		verb(rest, 0)
		if letters[rest] == 'i' || letters[rest] == 'ı' || letters[rest] == 'u' || letters[rest] == 'ü' { // başla + yor: başlıyor
			for _, v := range []string{"a", "e"} {
				if s := t.turkishStem(string(letters[:rest])+v, false); s != nil && rest >= longest {
					best, longest = s, rest+1
				}
			}
		}
	})
	if best == nil {
		return nil
	}
	return scale(slices.Clone(best), sureStem)
}

// harmonious reports whether the first vowel of a suffix goes with the last of what
// it stands on; loan words in -l, -t and -f are free.
func harmonious(rest, suffix []rune) bool {
	if strings.ContainsRune("ltf", rest[len(rest)-1]) {
		return true
	}
	front := func(r rune) (front, vowel bool) {
		return strings.ContainsRune("eiöü", r), strings.ContainsRune("eiöüaıou", r)
	}
	for i := range suffix {
		f, ok := front(suffix[i])
		if !ok {
			continue
		}
		for j := len(rest) - 1; j >= 0; j-- {
			if g, ok := front(rest[j]); ok {
				return f == g
			}
		}
		break
	}
	return true
}

// turkishStem are the senses of a noun or verb whose last letters a suffix may have
// changed.
func (t *Language) turkishStem(stem string, noun bool) []Sense {
	if !noun {
		s := t.get(asVerb, stem, 1)
		if rest, ok := strings.CutSuffix(stem, "d"); ok && s == nil {
			s = t.get(asVerb, rest+"t", 1) // ediyor
		}
		return s
	}
	if s := t.get(asWritten, stem, 1); s != nil {
		return s
	}
	for _, hard := range [...][2]string{{"b", "p"}, {"d", "t"}, {"ğ", "k"}, {"g", "k"}, {"c", "ç"}} {
		if rest, ok := strings.CutSuffix(stem, hard[0]); ok {
			if s := t.get(asWritten, rest+hard[1], 1); s != nil {
				return s
			}
		}
	}
	r := []rune(stem)
	n := len(r)
	if n < 3 || isVowel(r[n-1]) || isVowel(r[n-2]) || strings.ContainsRune("ıöü", r[n-1]) || strings.ContainsRune("ıöü", r[n-2]) {
		return nil
	}
	for _, v := range []string{"i", "ı", "u", "ü"} { // ismi
		if s := t.get(asWritten, string(r[:n-1])+v+string(r[n-1:]), 1); s != nil {
			return s
		}
	}
	return nil
}
