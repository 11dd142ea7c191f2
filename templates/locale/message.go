package locale

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// told is a message with values: how it begins, what finds it in English, and how it is said.
type told struct {
	begin string
	find  *regexp.Regexp
	say   string
}

// verb matches the places of values in a text.
var verb = regexp.MustCompile(`%[dswqv]`)

// Message is what the program says of something that was sent, such as what is wrong with
// it, as a sentence in the language. text is in English, as the command line prints it; one
// that the language has no words for stays English.
func (l *Locale) Message(text string) string { return sentence(l.Phrase(text)) }

// another matches where the next reason begins of why a look failed, which names the endpoint.
var another = regexp.MustCompile(`; [a-z][a-z0-9-]*: `)

// Phrase is Message as a part of a sentence. Of several reasons why a look failed, as
// scraper.LookResult.Why joins them, each is said by itself.
func (l *Locale) Phrase(text string) string {
	var out []string
	for at := another.FindStringIndex(text); at != nil; at = another.FindStringIndex(text) {
		out = append(out, l.told(text[:at[0]], 0))
		text = text[at[0]+len("; "):]
	}
	return strings.Join(append(out, l.told(text, 0)), "; ")
}

// mostNested is how deep one message may stand within another.
const mostNested = 4

func (l *Locale) told(text string, depth int) string {
	if forms, ok := l.Texts[text]; ok && forms[""] != "" {
		return forms[""]
	}
	if say, ok := l.Messages[text]; ok {
		return say
	}
	if depth == mostNested {
		return text
	}
	l.once.Do(l.readMessages)
	for _, m := range l.forms {
		if !strings.HasPrefix(text, m.begin) {
			continue
		}
		found := m.find.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		values := make([]any, len(found)-1)
		for i, v := range found[1:] {
			values[i] = l.told(v, depth+1)
		}
		return fmt.Sprintf(m.say, values...)
	}
	if endpoint, said, ok := strings.Cut(text, ": "); ok && word.MatchString(endpoint) {
		return l.told(endpoint, depth) + ": " + l.told(said, depth+1)
	}
	return text
}

// word matches what may be the name of an endpoint.
var word = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// readMessages makes of each text with values what finds it again, the longest first: a
// shorter one may be the beginning of it.
func (l *Locale) readMessages() {
	for _, text := range slices.SortedFunc(maps.Keys(l.Messages), func(a, b string) int { return len(b) - len(a) }) {
		if !verb.MatchString(text) {
			continue
		}
		var find strings.Builder
		find.WriteString(`(?s)^`)
		at := 0
		for _, v := range verb.FindAllStringIndex(text, -1) {
			find.WriteString(regexp.QuoteMeta(text[at:v[0]]))
			switch text[v[1]-1] {
			case 'd':
				find.WriteString(`(\d+)`)
			case 'q':
				find.WriteString(`("(?:[^"\\]|\\.)*")`)
			default:
				find.WriteString(`(.*?)`)
			}
			at = v[1]
		}
		find.WriteString(regexp.QuoteMeta(text[at:]) + `$`)
		begin := text[:verb.FindStringIndex(text)[0]]
		l.forms = append(l.forms, told{begin, regexp.MustCompile(find.String()), verb.ReplaceAllString(l.Messages[text], "%s")})
	}
}

// sentence begins with a capital, unless its first word is a name of something that is
// typed, and ends with a mark.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	first, _, _ := strings.Cut(text, " ")
	if r, n := utf8.DecodeRuneInString(text); n > 0 && !strings.ContainsAny(strings.TrimRight(first, ".,;:"), "-/_@.:") {
		text = string(unicode.ToUpper(r)) + text[n:]
	}
	if r, n := utf8.DecodeLastRuneInString(text); n > 0 && !strings.ContainsRune(".!?…:", r) {
		text += "."
	}
	return text
}
