package lexicon

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// spell is a token with its keys as the table has them: letters that one script
// writes in several ways are one.
func (t *Language) spell(f text.Folded, tok text.Token) text.Token {
	switch t.lang {
	case "tr", "az":
		tok.Exact = strings.ToLowerSpecial(unicode.TurkishCase, f.Slice(tok.From, tok.To))
		tok.Key = text.FoldKey(tok.Exact)
	case "ar", "fa", "ur", "he", "hi":
		if key := letters.Replace(tok.Key); key != "" { // a hamza alone stays
			tok.Key = key
		}
		tok.Exact = tok.Key
	case "sr", "hr", "bs", "sh", "cnr":
		tok.Exact = serbian.Replace(tok.Exact)
		tok.Key = text.FoldKey(tok.Exact)
	case "hy": // the marks of a question or a cry stand inside a word
		tok.Exact = armenian.Replace(tok.Exact)
		tok.Key = armenian.Replace(tok.Key)
	case "vi":
		tok.Exact = toneMark(tok.Exact)
	case "ro":
		tok.Exact = cedillas.Replace(tok.Exact)
	}
	return tok
}

// letters of Arabic, Hebrew and Devanagari that are one for finding a word: the
// Persian forms, hamza's seats, final letters, the marks of acronyms, nukta and
// chandrabindu.
var letters = strings.NewReplacer("ی", "ي", "ى", "ي", "ې", "ي", "ک", "ك", "ة", "ه", "ۀ", "ه", "ہ", "ه", "ھ", "ه", "أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ؤ", "و", "ئ", "ي", "ء", "",
	"ך", "כ", "ם", "מ", "ן", "נ", "ף", "פ", "ץ", "צ", "\u093c", "", "\u0901", "\u0902", "״", "", "\"", "", "׳", "", "\u200c", "")

// toneMark writes the mark of a Vietnamese tone at the end of a word on the first of two
// vowels, where some write it on the second: hoà is hòa.
func toneMark(word string) string {
	for i := 0; i+1 < len(toneMarks); i += 2 {
		if rest, ok := strings.CutSuffix(word, toneMarks[i]); ok && !strings.HasSuffix(rest, "q") {
			return rest + toneMarks[i+1]
		}
	}
	return word
}

var toneMarks = strings.Fields("oà òa oá óa oả ỏa oã õa oạ ọa oè òe oé óe oẻ ỏe oẽ õe oẹ ọe uỳ ùy uý úy uỷ ủy uỹ ũy uỵ ụy")

var armenian = strings.NewReplacer("՛", "", "՜", "", "՞", "")

var cedillas = strings.NewReplacer("ş", "ș", "ţ", "ț")

var serbian = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z", "и", "i", "ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m",
	"н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

// Find are the concepts of one word, the likeliest first, none where it is not
// known.
func (t *Language) Find(word string) []Sense {
	f := text.Fold(word)
	for _, tok := range f.Tokens {
		if tok.Kind == text.Word {
			return t.word(f, tok).senses
		}
	}
	return nil
}

// spelling is a word as the table has it, with its stems.
type spelling struct {
	exact, key string
	stems      []string
}

// knownWord is what was found out about a word.
type knownWord struct {
	stem   string
	senses []Sense
	// opens says that a phrase begins with it.
	opens bool
}

// word is what is known of a token. Words that were not met lately are forgotten.
func (t *Language) word(f text.Folded, tok text.Token) *knownWord {
	met := tok.Exact
	if t.lang == "tr" || t.lang == "az" { // what is written tells more than what is folded
		tok = t.spell(f, tok)
		met = tok.Exact
	}
	k, ok := t.known.Get(met)
	if !ok {
		k = t.learnt(t.spell(f, tok))
		t.known.Put(strings.Clone(met), k)
	}
	return k
}

// learnt finds out about a word.
func (t *Language) learnt(tok text.Token) *knownWord {
	w := spelling{exact: strings.Clone(tok.Exact), key: strings.Clone(tok.Key)} // not to keep the text
	w.stems = t.stems(w.exact, w.key)
	k := &knownWord{stem: w.stems[0]}
	k.opens = !hangul(w.key) && !text.IsNumber(w.key) && t.entriesOf(asOpening, k.stem) != nil
	if t.foreign(w.key) {
		k.senses = For(Pivot).Find(w.exact)
		return k
	}
	k.senses = t.search(w)
	for i := 0; i < len(t.kin) && len(k.senses) == 0; i++ {
		if k.senses = t.kin[i].search(w); len(k.senses) > 0 {
			k.senses = scale(k.senses, 0.8)
		}
	}
	return k
}

// How sure a word's row is, by the way in which it was found.
const (
	sureStem      = 0.9
	sureVariant   = 0.8
	sureBeginning = 0.55
)

func (t *Language) search(w spelling) []Sense {
	if hangul(w.key) {
		return t.korean(w.key)
	}
	if t.lang == "ko" {
		if s := t.koreanCounted(w.key); s != nil {
			return s
		}
	}
	if t.function[w.exact] {
		return []Sense{{carrying(), 1}}
	}
	s := t.written(w)
	if s == nil && t.lang == "tr" {
		return t.turkish(w)
	}
	if t.lang == "sw" && (s == nil || strings.HasPrefix(w.key, "ku")) {
		if more := t.swahili(w.key); s == nil && more != nil {
			return more
		} else if more != nil {
			return scale(blend(s, more, 0.35), 1)
		}
	}
	if more := t.formed(w.exact, w.key); more != nil {
		if s == nil {
			return more
		}
		return scale(blend(s, more, 0.35), 1)
	}
	if s == nil {
		if s = t.cited(w); s != nil {
			if more := t.get(asStem, w.stems[0], sureStem); more != nil {
				s = scale(blend(s, more, 0.35), sureStem)
			}
			return s
		}
	}
	for _, key := range t.stemsOf(w) {
		if more := t.get(asStem, key, sureStem); more != nil {
			if s == nil {
				return more
			}
			return scale(blend(s, more, 0.35), 1)
		}
	}
	if s != nil {
		return s
	}
	if t.lang == "hi" {
		if s = t.hindi(w.key); s != nil {
			return s
		}
	}
	for _, v := range t.variants(w.key) {
		if s = t.stemmed(v, sureVariant); s != nil {
			return s
		}
	}
	if s = t.compound(w); s != nil || t.lang == "vi" {
		return s
	}
	return t.beginning(w.key)
}

// stemsOf are the stems by which a word is looked for, the likeliest first: where a list of
// endings takes them off, those of shorter endings follow.
func (t *Language) stemsOf(w spelling) []string {
	lang := column(t.lang)
	if _, ok := inflections[lang]; !ok {
		return w.stems
	}
	return append(w.stems[:len(w.stems):len(w.stems)], endingSets[lang]().cuts(w.key)...)
}

// written are the senses of a word as the table has it.
func (t *Language) written(w spelling) []Sense {
	s := t.get(asWritten, w.exact, 1)
	if s == nil && w.key != w.exact && t.lang != "vi" {
		s = t.get(asWritten, w.key, 1)
	}
	return s
}

// stemmed are the senses of a part of a word: as it is, or its stem.
func (t *Language) stemmed(part string, sure float32) []Sense {
	if s := t.get(asWritten, part, sure); s != nil {
		return s
	}
	if s := t.formed(part, part); s != nil {
		return scale(s, sure)
	}
	return t.get(asStem, text.FoldKey(Stem(t.lang, part)), sure)
}

// beginning guesses a word from its first letters, where the rules of its language
// do not reach its stem.
func (t *Language) beginning(key string) []Sense {
	n := utf8.RuneCountInString(key)
	least := max(4, (6*n+9)/10)
	if key[0] >= utf8.RuneSelf && syllabic(key) {
		least = max(3, (5*n+9)/10)
	}
	for i := n - 1; i >= least; i-- {
		p := firstRunes(key, i)
		if s := t.get(asWritten, p, sureBeginning); s != nil {
			return s
		}
		if s := t.get(asStem, p, sureBeginning); s != nil {
			return s
		}
		if i >= max(5, (7*n+9)/10) {
			if s := t.get(asBeginning, p, sureBeginning); s != nil {
				return s
			}
		}
	}
	return nil
}

// syllabic reports scripts of India, whose letters are counted with their signs.
func syllabic(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return r >= 0x900 && r < 0xe00
}

// Another reports whether two spellings of one key are two words of the table, of which
// one stands in a row where the other does not: año and ano.
func (t *Language) Another(a, b string) bool {
	if a == text.FoldKey(a) {
		a, b = b, a
	}
	own, other := t.entriesOf(asWritten, a), t.entriesOf(asWritten, b)
	if len(own) == 0 || len(other) == 0 {
		return false
	}
	// by the rank at which it was learnt, an entry is of the spelling itself, and not of a
	// marked one's key, which weighs a tenth less
	itself := func(e entry) bool {
		rank := 4 * (1/float64(e.weight) - 1)
		return math.Abs(rank-math.Round(rank)) < 1e-3
	}
	has := func(all []entry, e entry) bool {
		return slices.ContainsFunc(all, func(o entry) bool { return o.concept == e.concept })
	}
	if b == text.FoldKey(b) { // its entries are among those of the bare key
		return slices.ContainsFunc(other, func(e entry) bool { return itself(e) && !has(own, e) })
	}
	return !slices.ContainsFunc(other, func(e entry) bool { return has(own, e) })
}
