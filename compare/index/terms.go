// Package index knows by what terms texts are indexed, and finds the texts that
// share the rarest terms with a quote.
package index

import (
	"strings"
	"unicode/utf8"

	"onrecord/compare/text"
	"onrecord/store"
)

// Scheme numbers the way in which Terms makes terms. It changes with them, and
// an index made by another scheme is made anew.
const Scheme = 4

// Terms are what a text is indexed by: its words, and its pairs of neighbouring
// words where both are short, since a long word tells enough by itself; folded
// and hashed with 64-bit FNV-1a. Some may repeat. Text without words has none.
func Terms(content string) []store.Term { return TermsOf(text.Fold(content)) }

// TermsOf are those of a text that is folded.
func TermsOf(f text.Folded) []store.Term {
	out := make([]store.Term, 0, 2*len(f.Tokens))
	for _, t := range f.Tokens {
		if t.Kind == text.Word && !t.Bracketed {
			out = append(out, Word(t.Key))
		}
	}
	return append(out, pairTerms(f)...)
}

// QuoteTerms are what a quote without a source is indexed by: its words, and its
// speaker's name, since the source may be in another language.
func QuoteTerms(q store.Quote) []store.Term {
	return append(Terms(q.Text), AuthorTerms(store.Author{Name: q.Speaker, Handle: q.Handle})...)
}

// AuthorTerms find the quotes that are said to be an author's.
func AuthorTerms(a store.Author) []store.Term {
	var out []store.Term
	for _, w := range text.NameWords(a.Name) {
		out = append(out, Word("\x01"+w))
	}
	if a.Handle != "" {
		out = append(out, Word("\x01@"+text.FoldKey(strings.ToLower(strings.TrimPrefix(a.Handle, "@")))))
	}
	return out
}

// pairLetters is the most letters that two words have which are indexed as a pair.
const pairLetters = 8

func pairTerms(f text.Folded) []store.Term {
	var out []store.Term
	last := ""
	for _, t := range f.Tokens {
		switch {
		case t.Kind == text.Gap || t.Bracketed:
			last = ""
		case t.Kind == text.Word:
			if last != "" && utf8.RuneCountInString(last)+utf8.RuneCountInString(t.Key) <= pairLetters {
				out = append(out, pairTerm(last, t.Key))
			}
			last = t.Key
		}
	}
	return out
}

// Word is the term of a folded word.
func Word(key string) store.Term { return store.Term(fnv(fnv(fnvOffset, "w\x00"), key)) } // the bits are meant

func pairTerm(a, b string) store.Term {
	return store.Term(fnv(fnv(fnv(fnv(fnvOffset, "p\x00"), a), " "), b)) // the bits are meant
}

// fnv goes on with an FNV-1a hash; the standard library's allocates.
func fnv(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

const fnvOffset = 14695981039346656037
