package quote

import (
	"strings"
	"unicode"
)

// closers are the marks that close what a mark opens, by the customs of many
// languages (CLDR's delimiters, and newspapers' habits).
var closers = map[rune]string{
	'“': "”“", '„': "“”‟\"", '‟': "”", '«': "»", '»': "«»", '‹': "›", '›': "‹›",
	'‘': "’‘", '\'': "'", '‚': "‘’", '「': "」", '『': "』", '"': "\"", '”': "”", '״': "״", '＂': "＂",
}

// maxQuote is the longest quote in code points; a mark left open ends sooner.
const maxQuote = 20_000

// Spans gives the spans between quotation marks, without the marks, outermost
// only, in order. Marks that are never closed cost a look ahead each; a text
// with very many of them is read no further.
func Spans(r []rune) [][2]int {
	var out [][2]int
	budget := 20*len(r) + maxQuote
	for i := 0; i < len(r) && budget > 0; i++ {
		if !opens(r, i) {
			continue
		}
		to, read := closing(r, i)
		if to < 0 {
			budget -= read
			continue
		}
		from, end := trimSpan(r, i+1, to)
		if from < end {
			out = append(out, [2]int{from, end})
		}
		i = to
	}
	return out
}

// opens reports whether a quotation mark opens at i: after a space or a mark,
// not after a letter or a digit (an apostrophe, inches).
func opens(r []rune, i int) bool {
	if _, ok := closers[r[i]]; !ok {
		return false
	}
	if i+1 >= len(r) || unicode.IsSpace(r[i+1]) && r[i] != '«' && r[i] != '»' && r[i] != '„' {
		return false
	}
	if i == 0 {
		return r[i] != '\'' || unicode.IsUpper(r[i+1])
	}
	p := r[i-1]
	switch r[i] {
	case '「', '『', '«', '“', '„':
		return true
	case '\'':
		return opensSingle(r, i)
	}
	return !unicode.IsLetter(p) && !unicode.IsDigit(p)
}

// opensSingle reports whether a straight single mark opens a quote and is no
// apostrophe: a space or a colon before it, a capital behind it.
func opensSingle(r []rune, i int) bool {
	if !unicode.IsSpace(r[i-1]) && r[i-1] != '(' {
		return false
	}
	return unicode.IsUpper(r[i+1]) || unicode.IsLower(r[i+1]) && !clipsWord(r[i+1:]) && i > 1 && !unicode.IsSpace(r[i-2])
}

// clipsWord reports whether a straight mark stands for the beginning of a word: 'til.
func clipsWord(r []rune) bool {
	end := 0
	for end < len(r) && unicode.IsLetter(r[end]) {
		end++
	}
	switch strings.ToLower(string(r[:end])) {
	case "til", "till", "em", "cause", "tis", "twas", "n", "round", "bout", "neath", "s", "t", "d", "m", "ll", "re", "ve", "er", "im", "nen", "ne", "ner":
		return true
	}
	return false
}

// closing finds the mark that closes the one at i, over nested marks of other
// kinds. A paragraph's end closes nothing, unless the next paragraph opens with
// the same mark again, as a long quote does. -1 where nothing closes, with how
// many code points were read to know.
func closing(r []rune, i int) (to, read int) {
	open := r[i]
	ends := closers[open]
	depth := 0
	for j := i + 1; j < len(r) && j-i < maxQuote; j++ {
		c := r[j]
		switch {
		case c == '\n' && j+1 < len(r) && r[j+1] == '\n':
			k := j
			for k < len(r) && unicode.IsSpace(r[k]) {
				k++
			}
			switch {
			case k < len(r) && r[k] == open && open != '”' && open != '\'':
				j = k // the opening mark repeated
			case leftOpen(r, i, j):
				return j, j - i
			default:
				return -1, j - i
			}
		case c == open && isDirected(open) && open != '„' && !contains(ends, c):
			depth++
		case contains(ends, c) && closes(r, j, open) && !(depth == 0 && possessive(r, j, open)):
			if depth == 0 {
				return j, j - i
			}
			depth--
		}
	}
	return -1, min(len(r)-i, maxQuote)
}

// possessive reports whether a single mark behind a plural's s is its apostrophe: the
// sentence goes on in small letters, and a mark that closes comes later in the paragraph
// before another one opens.
func possessive(r []rune, j int, open rune) bool {
	if open != '‘' || r[j] != '’' || j < 1 || r[j-1] != 's' || j+2 >= len(r) || r[j+1] != ' ' || !unicode.IsLower(r[j+2]) {
		return false
	}
	for k := j + 1; k < len(r) && k-j < 1000 && r[k] != '\n' && r[k] != '‘'; k++ {
		if r[k] == '’' && strings.ContainsRune(",.!?…", r[k-1]) {
			return true
		}
	}
	return false
}

// IsMark reports whether a code point is a quotation mark.
func IsMark(r rune) bool { return closers[r] != "" || contains("”»›’」』", r) }

// leftOpen reports whether a quote whose mark is never closed ends with its
// paragraph: a mark that can only open, after words that lead up to it, and a whole
// sentence behind it.
func leftOpen(r []rune, i, end int) bool {
	if !isDirected(r[i]) || i < 2 || end-i < 20 || end-i > 1000 || !strings.ContainsRune(".!?…", r[end-1]) {
		return false
	}
	at := i - 1
	for at > 0 && r[at] == ' ' {
		at--
	}
	return r[at] == ',' || r[at] == ':'
}

func isDirected(r rune) bool { return contains("“«‹‘「『", r) }

// closes reports whether the mark at j closes: an apostrophe within a word and
// a straight mark after a space do not.
func closes(r []rune, j int, open rune) bool {
	next := rune(' ')
	if j+1 < len(r) {
		next = r[j+1]
	}
	inWord := j > 0 && (unicode.IsLetter(r[j-1]) || unicode.IsDigit(r[j-1])) && (unicode.IsLetter(next) || unicode.IsDigit(next))
	switch r[j] {
	case '’', '\'':
		leading := j > 0 && unicode.IsSpace(r[j-1]) && (unicode.IsLetter(next) || unicode.IsDigit(next)) // ’90s, ’em
		return !inWord && !leading
	case '"', '”', '״':
		return !(unicode.IsLetter(next) && j > 0 && unicode.IsSpace(r[j-1])) && !(r[j] == '״' && inWord)
	case '“':
		return open == '„' || open == '“' && !(j > 0 && unicode.IsSpace(r[j-1]))
	case '»':
		return open != '»' || !(j > 0 && unicode.IsSpace(r[j-1]) && !unicode.IsSpace(next))
	}
	return true
}

func contains(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}
