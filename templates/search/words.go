package search

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Words are a text's words as they are searched: without marks and case, numbers with
// their points, signs and percents, each sign of a script without spaces by itself.
// search.js does the same.
func Words(text string) []string {
	r := []rune(norm.NFKD.String(text))
	var out []string
	var word []rune
	number := false
	end := func() {
		if len(word) > 0 {
			out = append(out, string(word))
		}
		word, number = word[:0], false
	}
	for i, c := range r {
		switch {
		case unicode.Is(unicode.M, c) || unicode.Is(unicode.Cf, c):
		case alone(c):
			end()
			out = append(out, string(c))
		case unicode.IsLetter(c) || unicode.IsNumber(c):
			number = number || len(word) == 0 && unicode.IsNumber(c)
			word = append(word, lower(c))
		case number && (c == '.' || c == ',') && i+1 < len(r) && unicode.IsNumber(r[i+1]):
			word = append(word, c)
		case number && c == '%':
			word = append(word, c)
			end()
		case (c == '-' || c == '−') && i+1 < len(r) && unicode.IsNumber(r[i+1]) && (i == 0 || unicode.IsSpace(r[i-1])):
			end()
			word, number = append(word, '-'), true
		default:
			end()
		}
	}
	end()
	return out
}

// lower is a letter's small form, the final sigma being a sigma.
func lower(c rune) rune {
	if c = unicode.ToLower(c); c == 'ς' {
		return 'σ'
	}
	return c
}

// alone reports a sign of a script that puts no spaces between words.
func alone(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && unicode.IsLetter(c)
}

// Hash is FNV-1a over a word's UTF-8, by which it is put into a shard.
func Hash(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}
