package quote

import (
	"strings"
	"unicode"

	"onrecord/compare/text"
	"onrecord/store"
)

// longestLabel is how many words the name before a colon has at most.
const longestLabel = 5

// transcript takes what is said in paragraphs that begin with a name in capitals and a
// colon, where there are two of them at least and one name comes again or two do.
func (f *quoteFinder) transcript() {
	var out []store.Quote
	labels := 0
	for from := 0; from < len(f.text); {
		to := from
		for to < len(f.text) && f.text[to] != '\n' {
			to++
		}
		if name, at := label(f.text[from:to]); at > 0 {
			labels++
			a, b := trimSpan(f.text, from+at, to)
			if words := countWords(f.text[a:b]); !asksOrNotes[text.Key(name)] && words >= shortest && !isCovered(f.out, [2]int{a, b}) && len(Spans(f.text[from:to])) == 0 {
				out = append(out, store.Quote{Kind: store.QuoteInline, From: a, To: b, Text: string(f.text[a:b]), Speaker: titled(name)})
			}
		}
		from = to + 1
	}
	if labels >= 2 {
		f.out = append(f.out, out...)
	}
}

// label is the name in capitals before a paragraph's colon, and where what is said
// begins.
func label(r []rune) (name string, at int) {
	for i, c := range r {
		switch {
		case c == ':' || c == '：':
			if i < 2 || i+1 >= len(r) || !unicode.IsSpace(r[i+1]) || len(strings.Fields(string(r[:i]))) > longestLabel {
				return "", 0
			}
			return strings.TrimSpace(string(r[:i])), i + 1
		case i > 60, !unicode.IsUpper(c) && !strings.ContainsRune(" .-'’", c):
			return "", 0
		}
	}
	return "", 0
}

// asksOrNotes are labels of what nobody is quoted with: questions, and the paper's own
// words. Folded.
var asksOrNotes = text.WordSet("question q reporter journalist interviewer moderator host note update updated correction editor editors watch read related more photo photos video listen live breaking advertisement ad summary faq source sources " +
	"pregunta p periodista nota corrección foto fotos vídeo frage reporter hinweis anmerkung foto video question journaliste note photo vidéo domanda giornalista nota foto pergunta jornalista вопрос корреспондент фото видео")

// titled writes a name in capitals as a name.
func titled(s string) string {
	var out []string
	for _, w := range strings.Fields(s) {
		r := []rune(strings.ToLower(w))
		r[0] = unicode.ToUpper(r[0])
		out = append(out, string(r))
	}
	return cleanName(strings.Join(out, " "))
}
