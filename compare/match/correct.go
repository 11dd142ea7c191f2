package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
	"onrecord/store"
)

// longGap is from how many words on what a quote leaves out is not written out in its
// correction, where it changes no meaning.
const longGap = 8

// omission is how a correction marks words left out.
const omission = "[…]"

// Correction gives the post's own words for what a quote changed, to be put between its
// quotation marks: those that it replaced or left out stand again, and a long passage
// that it left out without harm is marked as an omission. post is the matched
// version's text. It is "" where nothing is to be corrected, and where no words of one
// post would do: a quote in translation, or put together from two posts.
func Correction(quote string, m store.Match, post string) string {
	r := []rune(post)
	from, to := max(m.Span[0], 0), min(m.Span[1], len(r))
	if m.Verdict != store.Altered && m.Verdict != store.Trimmed || from >= to || spliced(m) {
		return ""
	}
	harmless := Severity(m) != store.SeverityMeaning
	if harmless && onlyMarked(quote, m.Edits) {
		return ""
	}
	words := string(r[from:to])
	if harmless {
		words = withOmissions(words, m.Edits)
	}
	return likeQuote(strings.Join(strings.Fields(words), " "), quote, string(r[to:]))
}

// sentenceEnds are the marks that end a sentence.
const sentenceEnds = ".!?…。！？｡।؟۔"

// likeQuote begins a correction in the quote's case, where that is all that differs,
// and ends it with the comma or the end of a sentence that the quote has before its closing
// mark: of the latter the post's own, where after, the post's text behind the words, has one.
func likeQuote(words, quote, after string) string {
	a, n := utf8.DecodeRuneInString(words)
	b, _ := utf8.DecodeRuneInString(quote)
	if a != b && unicode.ToLower(a) == unicode.ToLower(b) && unicode.IsLetter(b) {
		words = string(b) + words[n:]
	}
	if strings.HasSuffix(quote, ",") && !strings.HasSuffix(words, ",") {
		words = strings.TrimRight(words, ".") + ","
	}
	if last, n := utf8.DecodeLastRuneInString(quote); n > 0 && strings.ContainsRune(sentenceEnds, last) && strings.TrimRight(words, sentenceEnds) == words {
		if end := after[:len(after)-len(strings.TrimLeft(after, sentenceEnds))]; end != "" {
			return words + end
		}
		words += string(last)
	}
	return words
}

func spliced(m store.Match) bool {
	for _, w := range m.Warnings {
		if w == Spliced {
			return true
		}
	}
	return false
}

// withOmissions takes the long passages out that the quote left out.
func withOmissions(words string, edits []store.Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		i := strings.Index(words[at:], e.Post)
		switch {
		case e.Post == "":
			continue
		case i < 0:
			return words // the edits are in another order than the words
		case e.Op == "delete" && text.CountWords(text.Fold(e.Post).Tokens) >= longGap:
			b.WriteString(words[at:at+i] + omission)
			i += len(words[at+i+len(e.Post):]) - len(strings.TrimLeft(words[at+i+len(e.Post):], ".,;:!?"))
		default:
			b.WriteString(words[at : at+i+len(e.Post)])
		}
		at += i + len(e.Post)
	}
	return b.String() + words[at:]
}

// onlyMarked reports whether a quote differs only in what it says itself that it left
// out or put in: by an ellipsis, or in brackets.
func onlyMarked(quote string, edits []store.Edit) bool {
	at := 0
	for i, e := range edits {
		switch e.Op {
		case "delete":
			next := len(quote)
			if i+1 < len(edits) {
				if next = strings.Index(quote[at:], edits[i+1].Quote); next < 0 {
					return false
				}
				next += at
			}
			if !strings.ContainsAny(quote[at:next], "…[") && !strings.Contains(quote[at:next], "...") {
				return false
			}
			continue
		case "equal", "insert":
		default:
			return false
		}
		from := strings.Index(quote[at:], e.Quote)
		if from < 0 {
			return false
		}
		from += at
		at = from + len(e.Quote)
		if e.Op == "insert" && !bracketed(quote, from, at) {
			return false
		}
	}
	return true
}

// bracketed reports whether square brackets stand around quote[from:to].
func bracketed(quote string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(quote[:from])
	after, _ := utf8.DecodeRuneInString(quote[to:])
	return before == '[' && after == ']'
}
