package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// Word is a word of a text with the concepts that it may stand for.
type Word struct {
	// From and To are the tokens of the folded text that it takes, [From,To).
	From, To int
	// Senses are the likeliest first; none where the word is not known.
	Senses []Sense
}

// Read cuts a folded text of the language into words and finds the
// concepts of each. A phrase of the table is one word. Where t is nil every token
// is a word that is not known.
func (t *Language) Read(f text.Folded) []Word {
	out := make([]Word, 0, len(f.Tokens))
	met := make([]*knownWord, len(f.Tokens))
	for i := 0; i < len(f.Tokens); {
		tok := f.Tokens[i]
		switch {
		case tok.Kind != text.Word:
			i++
		case unspaced(tok.Key):
			to := runEnd(f, i)
			out = t.cut(out, f, i, to)
			i = to
		case t == nil:
			out = append(out, Word{From: i, To: i + 1})
			i++
		default:
			w := t.next(f, i, met)
			out = append(out, w)
			i = w.To
		}
	}
	if t != nil && separable[t.lang] != nil {
		t.reunite(f, out)
	}
	return out
}

// wordAt is what is known of a token; met has those that were asked for.
func (t *Language) wordAt(f text.Folded, i int, met []*knownWord) *knownWord {
	if met[i] == nil {
		met[i] = t.word(f, f.Tokens[i])
	}
	return met[i]
}

// next is the word or phrase that begins at a token.
func (t *Language) next(f text.Folded, i int, met []*knownWord) Word {
	k := t.wordAt(f, i, met)
	if tok := f.Tokens[i]; t.lang == Pivot && tok.Key == "us" && f.Slice(tok.From, tok.To) == "us" { // not the US
		return Word{i, i + 1, []Sense{{carrying(), 1}}}
	}
	if t.lang == "tr" && i+1 < len(f.Tokens) && afterApostrophe(f, i+1) { // Türkiye'nin
		return Word{i, i + 2, k.senses}
	}
	if t.lang == "he" && i+1 < len(f.Tokens) && acronym(f, i+1) { // ארה“ב
		if k = t.word(f, joined(f.Tokens[i], f.Tokens[i+1])); len(k.senses) > 0 {
			return Word{i, i + 2, k.senses}
		}
		k = t.wordAt(f, i, met)
	}
	if n, ok := numberWord[f.Tokens[i].Key]; ok { // and not by k: -3 is another
		return Word{i, i + 1, For(Pivot).Find(n)}
	}
	if k.opens {
		if w, ok := t.phrase(f, i, met); ok && !t.cutsName(f, w, met) {
			return w
		}
	}
	return Word{i, i + 1, k.senses}
}

// afterApostrophe reports whether nothing but an apostrophe parts a token from the
// one before.
func afterApostrophe(f text.Folded, i int) bool {
	gap := f.Slice(f.Tokens[i-1].To, f.Tokens[i].From)
	return f.Tokens[i].Kind == text.Word && (gap == "’" || gap == "'")
}

// acronym reports whether a mark that stands for gershayim or geresh, and nothing else,
// parts a token of Hebrew from the one before: a quotation mark has a blank on one side.
func acronym(f text.Folded, i int) bool {
	gap := f.Slice(f.Tokens[i-1].To, f.Tokens[i].From)
	return f.Tokens[i].Kind == text.Word && f.Tokens[i-1].Kind == text.Word && gap != "" && strings.Trim(gap, "“”„‟\"'’‘׳״") == "" && utf8.RuneCountInString(gap) < 3
}

// joined is two tokens as one word.
func joined(a, b text.Token) text.Token {
	return text.Token{From: a.From, To: b.To, Kind: text.Word, Exact: a.Exact + b.Exact, Key: a.Key + b.Key}
}

// numberWord gives small numbers in figures their words.
var numberWord = map[string]string{
	"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten", "100": "hundred", "1000": "thousand",
	"11": "eleven", "12": "twelve", "13": "thirteen", "14": "fourteen", "15": "fifteen", "16": "sixteen", "17": "seventeen", "18": "eighteen", "19": "nineteen",
	"20": "twenty", "30": "thirty", "40": "forty", "50": "fifty", "60": "sixty", "70": "seventy", "80": "eighty", "90": "ninety",
}

// phrase is the longest phrase of the table that begins at a token.
func (t *Language) phrase(f text.Folded, i int, met []*knownWord) (Word, bool) {
	first := t.wordAt(f, i, met).stem
	whole, opening := hash(asPhrase, first), hash(asOpening, first)
	var found []entry
	n := 1
	for j := i + 1; j < len(f.Tokens) && j < i+phraseMost && f.Tokens[j].Kind == text.Word && !f.Tokens[j].Bracketed; j++ {
		stem := t.wordAt(f, j, met).stem
		whole, opening = hashOn(hashOn(whole, " "), stem), hashOn(hashOn(opening, " "), stem)
		if e := t.entriesAt(whole); e != nil {
			found, n = e, j+1-i
		}
		if t.entriesAt(opening) == nil {
			break
		}
	}
	if n == 1 {
		return Word{}, false
	}
	return Word{i, i + n, withParts(sensesOf(found, wholePhrase), met[i:i+n])}, true
}

// cutsName reports whether a name that is a phrase of the table begins inside a phrase and
// goes on behind it: de nuevo is none in "de Nueva York".
func (t *Language) cutsName(f text.Folded, w Word, met []*knownWord) bool {
	for i := w.From + 1; i < w.To; i++ {
		if !t.wordAt(f, i, met).opens {
			continue
		}
		if name, ok := t.phrase(f, i, met); ok && name.To > w.To && Proper(name.Senses[0].Concept) {
			return true
		}
	}
	return false
}

// wholePhrase is what the rows of a phrase come to, beside those of its words.
const wholePhrase = 0.7

// withParts adds to a phrase's senses those of its words: another language may have
// them one by one.
func withParts(senses []Sense, words []*knownWord) []Sense {
	var parts []Sense
	for _, k := range words {
		if len(k.senses) > 0 && !Function(k.senses[0].Concept) {
			parts = blend(parts, k.senses, 1)
		}
	}
	if len(parts) > 0 {
		senses = blend(senses, scale(parts, 1-wholePhrase), 1)
	}
	return scale(senses, 1)
}

// foreign reports a word in Latin letters in a language of another script.
func (t *Language) foreign(key string) bool {
	if key[0] >= utf8.RuneSelf || !unicode.IsLetter(rune(key[0])) {
		return false
	}
	switch t.lang {
	case "ar", "fa", "ur", "he", "hi", "ja", "zh", "ko", "th", "ru", "uk", "be", "bg", "mk", "el", "bn", "ta", "te":
		return true
	}
	return false
}

// reunite gives a German or Dutch verb the prefix that stands at the end of its
// clause: "greift … an".
func (t *Language) reunite(f text.Folded, words []Word) {
	for i, w := range words {
		key := f.Tokens[w.From].Key
		if w.To-w.From > 1 || !isSeparable(t.lang, key) || !endsClause(f, w.To) {
			continue
		}
		for j := i - 1; j >= 0 && j > i-15 && !endsClause(f, words[j].To); j-- {
			v := f.Tokens[words[j].From]
			if len(v.Key) < 3 {
				continue
			}
			s := t.get(asStem, key+t.word(f, v).stem, sureVariant)
			for _, form := range t.variants(v.Key) { // kündigte … an
				if s != nil {
					break
				}
				s = t.stemmed(key+form, sureVariant)
			}
			if s != nil {
				words[j].Senses = s
				words[i].Senses = nil
				break
			}
		}
	}
}

func isSeparable(lang, key string) bool {
	for _, p := range separable[lang] {
		if p == key {
			return true
		}
	}
	return false
}

// endsClause reports whether a mark of punctuation, or nothing, stands before a
// token.
func endsClause(f text.Folded, i int) bool {
	if i >= len(f.Tokens) {
		return true
	}
	return strings.ContainsAny(f.Slice(f.Tokens[i-1].To, f.Tokens[i].From), ".,;:!?()\n–—")
}
