package picture

import (
	"strings"
	"unicode"

	"onrecord/compare/text"
	"onrecord/store"
)

// SetRight gives a picture's words with those set right that a machine misread, and
// which they are: words that look like the post's and were not read for sure, or that
// differ from them in marks on letters alone. Figures
// that are others are never a misreading, nor is a word too many or too few.
func SetRight(t Text, m store.Match) (string, []store.Edit) {
	words := make([]string, len(t.words))
	for i, w := range t.words {
		words[i] = w.Text
	}
	var out []store.Edit
	at := 0
	for _, e := range m.Edits {
		quoted, posted := strings.Fields(e.Quote), strings.Fields(e.Post)
		if e.Op != "replace" || len(quoted) != len(posted) {
			at = after(words, at, quoted)
			continue
		}
		for i, q := range quoted {
			j := find(words, at, q)
			if j < 0 {
				continue
			}
			at = j + 1
			if misread(q, posted[i], t.words[j].Confidence) {
				words[j] = strings.Replace(words[j], q, posted[i], 1)
				out = append(out, store.Edit{Op: "replace", Quote: q, Post: posted[i]})
			}
		}
	}
	return strings.Join(words, " "), out
}

// find is the place of the next word that holds q, -1 for none.
func find(words []string, from int, q string) int {
	for i := from; i < len(words); i++ {
		if strings.Contains(words[i], q) {
			return i
		}
	}
	return -1
}

// after is the place behind some words.
func after(words []string, at int, passed []string) int {
	for _, q := range passed {
		if i := find(words, at, q); i >= 0 {
			at = i + 1
		}
	}
	return at
}

// doubtful is the confidence from which on no word is taken for misread.
const doubtful = 92

// misread reports whether a word that was read may be the post's.
func misread(read, post string, confidence float64) bool {
	if letters(read) == letters(post) {
		return true // marks get lost, however sure the machine is
	}
	if confidence >= doubtful || isFigure(read) && isFigure(post) {
		return false
	}
	if looksLike(read, post) {
		return true
	}
	return confidence < 60 && !strings.ContainsFunc(read+post, unicode.IsDigit) && nearly(read, post)
}

// letters is a word without the marks on its letters; an apostrophe is none.
func letters(word string) string {
	return text.FoldKey(strings.ReplaceAll(text.FoldExact(word), "'", "|"))
}

func isFigure(s string) bool {
	return strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsFunc(s, unicode.IsLetter)
}

// shapes puts what looks alike together.
var shapes = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "i", "l", "1", "l", "|", "l", "!", "l", "0", "o", "5", "s", "8", "b", "6", "g", "9", "g", "q", "g", "2", "z")

// looksLike reports whether two words differ in letters that look alike only.
func looksLike(a, b string) bool {
	return shapes.Replace(strings.ToLower(a)) == shapes.Replace(strings.ToLower(b))
}

// nearly reports whether two words differ in one letter of five at most.
func nearly(a, b string) bool {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if len(x) != len(y) || len(x) < 5 {
		return false
	}
	other := 0
	for i := range x {
		if x[i] != y[i] {
			other++
		}
	}
	return 5*other <= len(x)
}
