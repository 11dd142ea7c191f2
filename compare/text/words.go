package text

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WordSet makes a set of the keys of a list's words.
func WordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, t := range Fold(list).Tokens {
		set[t.Key] = true
	}
	return set
}

// Key is the key of a text's first word, "" where it has none.
func Key(word string) string {
	for _, t := range Fold(word).Tokens {
		if t.Kind == Word {
			return t.Key
		}
	}
	return ""
}

// CountWords counts the words among tokens.
func CountWords(ts []Token) int {
	n := 0
	for _, t := range ts {
		if t.Kind == Word {
			n++
		}
	}
	return n
}

// MaxBits is the most that one word can say.
const MaxBits = 8.0

// Bits is the most that a word can say by its length: short words are common
// in every language that writes with spaces (Zipf's law of abbreviation). A
// character of a script without spaces stands for a part of a word.
func Bits(key string) float64 {
	if IsNumber(key) {
		return 6
	}
	n := utf8.RuneCountInString(key)
	r, _ := utf8.DecodeRuneInString(key)
	switch {
	case r >= 0x3041 && r <= 0x309f: // hiragana: endings and particles
		return 1.2 * float64(n)
	case r >= 0x2e80:
		return 2.2 * float64(n)
	}
	return math.Min(MaxBits, 0.4+1.05*float64(max(n-1, 0)))
}

// IsName reports whether a word has a capital inside a sentence.
func (f Folded) IsName(i int) bool {
	t := f.Tokens[i]
	if t.Kind != Word || t.Bracketed {
		return false
	}
	r := f.Runes[t.From]
	return r != unicode.ToLower(r) && !f.StartsSentence(t.From)
}

// StartsSentence reports whether nothing or a mark that ends a sentence stands
// before a code point.
func (f Folded) StartsSentence(at int) bool {
	for i := at - 1; i >= 0; i-- {
		switch f.Runes[i] {
		case ' ', '\t', '"', '“', '«', '¿', '¡', '(', '\'', '‘', '„':
			continue
		case '.', '!', '?', '\n', '…', ':':
			return true
		}
		return false
	}
	return true
}

// particles are words of names and titles that tell nobody apart.
var particles = WordSet("de del la el los da dos do von van der den di al bin ben ibn abu le y e " +
	"president presidente presidenta presidentin präsident präsidentin président présidente prezydent prezident cumhurbaşkanı президент президентка رئيس الرئيس राष्ट्रपति " +
	"minister ministerin ministro ministra ministre bakan министр міністр وزير prime premier premierminister kanzler kanzlerin chancellor chancelier canciller " +
	"mr mrs ms miss dr prof sir dame lord senator senador senadora congressman congresswoman governor gobernador jr sr secretary general former ex king queen prince pope saint herr frau monsieur madame señor señora sr. sra")

// NameWords are the words of a person's name that tell people apart, folded.
// Characters of scripts without spaces that stand together are one, without titles. They are not to be changed.
func NameWords(name string) []string {
	out, ok := names.Get(name)
	if !ok {
		name = strings.Clone(name)
		out = nameWords(name)
		names.Put(name, out)
	}
	return out
}

// names are the words of the names of authors and speakers, which every candidate of
// a search is compared by.
var names = NewMemory[[]string](1 << 14)

func nameWords(name string) []string {
	var out []string
	run, end := "", -1
	flush := func() {
		if h := hanTitles.Replace(run); len([]rune(h)) > 1 {
			out = append(out, h)
		}
		run = ""
	}
	for _, t := range Fold(name).Tokens {
		r, _ := utf8.DecodeRuneInString(t.Key)
		if t.Kind == Word && unicode.In(r, unicode.Han, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			if t.From != end {
				flush()
			}
			run, end = run+t.Key, t.To
			continue
		}
		flush()
		if t.Kind == Word && !particles[t.Key] && len([]rune(t.Key)) > 1 {
			out = append(out, t.Key)
		}
	}
	flush()
	return out
}

var hanTitles = strings.NewReplacer("大統領", "", "首相", "", "总统", "", "總統", "", "主席", "", "总理", "", "總理", "", "先生", "", "女士", "", "氏", "")
