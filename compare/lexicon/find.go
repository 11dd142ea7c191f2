package lexicon

import (
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// spell is a token with its keys as the table has them: letters that one script
// writes in several ways are one.
func (t *Tongue) spell(f text.Folded, tok text.Token) text.Token {
	switch t.lang {
	case "tr", "az":
		tok.Exact = strings.ToLowerSpecial(unicode.TurkishCase, f.Slice(tok.From, tok.To))
		tok.Key = text.FoldKey(tok.Exact)
	case "ar", "fa", "ur", "he", "hi":
		tok.Key = letters.Replace(tok.Key)
		tok.Exact = tok.Key
	case "sr", "hr", "bs", "sh", "cnr":
		tok.Exact = serbian.Replace(tok.Exact)
		tok.Key = text.FoldKey(tok.Exact)
	case "ro":
		tok.Exact = cedillas.Replace(tok.Exact)
	}
	return tok
}

// letters of Arabic, Hebrew and Devanagari that are one for finding a word: the
// Persian forms, hamza's seats, final letters, nukta and chandrabindu.
var letters = strings.NewReplacer("ی", "ي", "ى", "ي", "ې", "ي", "ک", "ك", "ة", "ه", "ۀ", "ه", "ہ", "ه", "ھ", "ه", "أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ؤ", "و", "ئ", "ي", "ء", "",
	"ך", "כ", "ם", "מ", "ן", "נ", "ף", "פ", "ץ", "צ", "\u093c", "", "\u0901", "\u0902", "״", "", "׳", "", "\u200c", "")

var cedillas = strings.NewReplacer("ş", "ș", "ţ", "ț")

var serbian = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z", "и", "i", "ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m",
	"н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

// Find are the concepts of one word, the likeliest first, none where it is not
// known.
func (t *Tongue) Find(word string) []Sense {
	f := text.Fold(word)
	for _, tok := range f.Tokens {
		if tok.Kind == text.Word {
			return t.find(t.spell(f, tok))
		}
	}
	return nil
}

func (t *Tongue) find(w text.Token) []Sense {
	k := t.remembered(w)
	if s := k.senses.Load(); s != nil {
		return *s
	}
	s := t.search(w)
	for i := 0; i < len(t.kin) && len(s) == 0; i++ {
		if s = t.kin[i].search(w); len(s) > 0 {
			s = scale(s, 0.8)
		}
	}
	k.senses.Store(&s)
	return s
}

// knownWord is what was found out about a word: its stem, whether a phrase begins
// with it, and, once it was searched, its senses.
type knownWord struct {
	stem   string
	opens  bool
	senses atomic.Pointer[[]Sense]
}

// remembered is what is known of a word. Those that were not asked for lately are
// forgotten.
func (t *Tongue) remembered(w text.Token) *knownWord {
	k, ok := t.known.Get(w.Exact)
	if !ok {
		stem := t.stems(w)[0]
		k = &knownWord{stem: stem, opens: t.entriesOf(asOpening, stem) != nil}
		t.known.Put(w.Exact, k)
	}
	return k
}

// How sure a word's row is, by the way in which it was found.
const (
	sureStem      = 0.9
	sureVariant   = 0.8
	sureBeginning = 0.55
)

func (t *Tongue) search(w text.Token) []Sense {
	if hangul(w.Key) {
		return t.korean(w.Key)
	}
	s := t.written(w)
	if s == nil && t.lang == "tr" {
		return t.turkish(w)
	}
	for _, key := range t.stems(w) {
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
	for _, v := range t.variants(w.Key) {
		if s = t.stemmed(v, sureVariant); s != nil {
			return s
		}
	}
	if s = t.compound(w); s != nil {
		return s
	}
	return t.beginning(w.Key)
}

// written are the senses of a word as the table has it.
func (t *Tongue) written(w text.Token) []Sense {
	s := t.get(asWritten, w.Exact, 1)
	if s == nil && w.Key != w.Exact {
		s = t.get(asWritten, w.Key, 1)
	}
	return s
}

// stemmed are the senses of a part of a word: as it is, or its stem.
func (t *Tongue) stemmed(part string, sure float32) []Sense {
	if s := t.get(asWritten, part, sure); s != nil {
		return s
	}
	return t.get(asStem, text.FoldKey(Stem(t.lang, part)), sure)
}

// beginning guesses a word from its first letters, where the rules of its language
// do not reach its stem.
func (t *Tongue) beginning(key string) []Sense {
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
func (t *Tongue) Another(a, b string) bool {
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
