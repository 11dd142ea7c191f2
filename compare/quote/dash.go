package quote

import (
	"strings"
	"unicode"

	"onrecord/compare/text"
)

// isDash reports a dash that begins speech, as Spanish, French, Russian and Polish
// write it.
func isDash(r rune) bool { return r == '—' || r == '–' || r == '―' }

// dashed gives the speech of paragraphs that begin with a dash, in its parts, where a
// verb of saying stands between dashes: —Speech —said Name—, more speech.
func (f *quoteFinder) dashed() [][][2]int {
	var out [][][2]int
	for from := 0; from < len(f.text); {
		to := from
		for to < len(f.text) && f.text[to] != '\n' {
			to++
		}
		if from < to && isDash(f.text[from]) {
			if parts := f.speech(from+1, to); len(parts) > 0 {
				out = append(out, parts)
			}
		}
		from = to + 1
	}
	return out
}

// speech cuts a paragraph at its dashes; what has a verb of saying is the writer's, up
// to the dash or the full stop that ends it.
func (f *quoteFinder) speech(from, to int) [][2]int {
	var parts [][2]int
	told := false
	start := from
	for i := from; i <= to; i++ {
		if i < to && !(isDash(f.text[i]) && (unicode.IsSpace(f.text[i-1]) || i+1 < to && !unicode.IsLetter(f.text[i+1]) || i+1 == to)) {
			continue
		}
		if start < i {
			said := saysSomething(text.Fold(string(f.text[start:i])).Tokens) && start > from
			told = told || said
			if a, b := trimSpeech(f.text, start, i); !said && a < b {
				parts = append(parts, [2]int{a, b})
			}
		}
		start = i + 1
	}
	if !told {
		return f.speechToComma(from, to)
	}
	return parts
}

// mostTold is how many words say whose speech it was, behind its last comma.
const mostTold = 9

// speechToComma is the speech of a paragraph that ends, as in the Nordic languages, in
// a comma and who said it: – Vi stänger inte, säger Siv Ek.
func (f *quoteFinder) speechToComma(from, to int) [][2]int {
	for i := to - 1; i > from; i-- {
		if f.text[i] != ',' {
			continue
		}
		words := text.Fold(string(f.text[i+1 : to])).Tokens
		if len(words) == 0 || len(words) > mostTold || !saysSomething(words[:min(len(words), 3)]) {
			return nil
		}
		if a, b := trimSpeech(f.text, from, i); a < b {
			return [][2]int{{a, b}}
		}
		return nil
	}
	return nil
}

// trimSpeech takes spaces and the marks beside dashes off a part.
func trimSpeech(r []rune, from, to int) (int, int) {
	for from < to && (unicode.IsSpace(r[from]) || strings.ContainsRune(",.;:", r[from])) {
		from++
	}
	for to > from && (unicode.IsSpace(r[to-1]) || strings.ContainsRune(",;:", r[to-1])) {
		to--
	}
	return from, to
}

// dashSpeaker is the name between the dashes.
func (f *quoteFinder) dashSpeaker(parts [][2]int) string {
	end := len(f.text)
	for i := parts[0][1]; i < len(f.text); i++ {
		if f.text[i] == '\n' {
			end = i
			break
		}
	}
	if len(parts) > 1 {
		end = parts[1][0]
	}
	return speakerIn(string(f.text[parts[0][1]:end]), false)
}
