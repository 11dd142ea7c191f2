package match

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/compare/value"
)

//go:embed words/*.txt
var wordFiles embed.FS

// class says what a word does in a sentence.
type class string

// The classes, by their files in words/.
const (
	negating    class = "negation"
	hedging     class = "certainty"
	modal       class = "modal"
	conditional class = "condition"
	quantity    class = "quantity"
	reporting   class = "reported"
	saying      class = "saying"
	excepting   class = "exception"
	collective  class = "collective"
	planning    class = "purpose"
	denying     class = "denial"
	replacing   class = "instead"
)

// mention is a word or phrase of a class in a text: tokens at to at+n.
type mention struct {
	at, n int
	class class
	group string
}

// phrase is an entry of a word file.
type phrase struct {
	keys  []string
	class class
	group string
	// opening says that it counts only where a clause begins.
	opening bool
	// inside, beginning and ending say that the last key is only part of a word.
	inside, beginning, ending bool
}

// wordbook is a language's words of all classes.
type wordbook struct {
	lang  string
	first map[string][]phrase
	parts []phrase
	// unless are the phrases that set a condition with a negation in them, by their keys; a word
	// file marks them with an exclamation mark.
	unless map[string]bool
}

var wordbooks sync.Map // by language

// bookOf is a language's wordbook, empty where there are no words of it.
func bookOf(code string) *wordbook {
	own := lang.Standard(code)
	if own == "ms" {
		own = "id"
	}
	if b, ok := wordbooks.Load(own); ok {
		return b.(*wordbook)
	}
	b := readBook(own, negating, hedging, modal, conditional, quantity, reporting, saying, excepting, collective, planning, denying, replacing)
	got, _ := wordbooks.LoadOrStore(own, b)
	return got.(*wordbook)
}

// readBook reads a language's words of some classes.
func readBook(lang string, classes ...class) *wordbook {
	b := &wordbook{lang: lang, first: map[string][]phrase{}, unless: map[string]bool{}}
	for _, c := range classes {
		file, err := wordFiles.ReadFile("words/" + string(c) + ".txt")
		if err != nil {
			continue
		}
		b.read(c, string(file))
	}
	return b
}

func (b *wordbook) read(c class, file string) {
	for line := range strings.Lines(file) {
		head, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		lang, group, _ := strings.Cut(head, " ")
		if !ok || lang != b.lang {
			continue
		}
		for w := range strings.SplitSeq(words, ",") {
			b.add(c, group, strings.TrimSpace(w))
		}
	}
}

func (b *wordbook) add(c class, group, word string) {
	p := phrase{class: c, group: group}
	word, negated := strings.CutPrefix(word, "!")
	word, p.opening = strings.CutPrefix(word, "^")
	word, p.inside = strings.CutPrefix(word, "~")
	word, p.ending = strings.CutPrefix(word, "*")
	word, p.beginning = strings.CutSuffix(word, "*")
	for _, t := range text.Fold(word).Tokens {
		if t.Kind == text.Word {
			p.keys = append(p.keys, t.Key)
		}
	}
	if negated {
		b.unless[strings.Join(p.keys, " ")] = true
	}
	switch {
	case len(p.keys) == 0:
	case p.inside, p.beginning, p.ending:
		b.parts = append(b.parts, p)
	default:
		b.first[p.keys[0]] = append(b.first[p.keys[0]], p)
	}
}

// clitics are what Arabic and Hebrew write before a word without a space.
var clitics = map[string][]string{"ar": {"و", "ف"}, "he": {"ו", "ש", "וש"}, "fa": {"و"}}

// mentions are the words of all classes in a text, in order. Within a class the
// longest phrase counts.
func (b *wordbook) mentions(f text.Folded) []mention {
	var out []mention
	taken := map[class]int{} // the end of the last phrase of a class
	for i, t := range f.Tokens {
		if t.Kind != text.Word || isNumero(f, i) {
			continue
		}
		for _, m := range b.at(f, i, t) {
			if i >= taken[m.class] {
				out = append(out, m)
				if len(out) > 0 && m.n > 1 {
					taken[m.class] = i + m.n
				}
			}
		}
	}
	kept := out[:0]
	for _, m := range out {
		if m.group != "plain" {
			kept = append(kept, m)
		}
	}
	return kept
}

// isNumero reports whether a word is the sign of a number: No. 1, nº 1, n° 1, n. 1, the No 1.
func isNumero(f text.Folded, i int) bool {
	t := f.Tokens[i]
	if t.Key != "no" && t.Key != "n" || i > 0 && f.Tokens[i-1].Kind == text.Question {
		return false
	}
	next := i + 1
	for next < len(f.Tokens) && (f.Tokens[next].Kind == text.Ignorable || f.Tokens[next].Key == "o" && next == i+1) { // n°, n.º
		next++
	}
	if next == len(f.Tokens) || f.Tokens[next].Key == "" || f.Tokens[next].Key[0] < '0' || f.Tokens[next].Key[0] > '9' {
		return false
	}
	sign := f.Slice(t.From, f.Tokens[next].From)
	if strings.ContainsAny(sign, "º°№") || strings.HasSuffix(strings.TrimSpace(sign), ".") {
		return true
	}
	return t.Key == "no" && f.IsName(i) && !allCapitals(f) // the No 1 exporter
}

// at are the mentions that begin at a token: the longest of each class, and of a
// class of groups each group's.
func (b *wordbook) at(f text.Folded, i int, t text.Token) []mention {
	var out []mention
	longest := map[class]int{}
	keep := func(p phrase) {
		if len(p.keys) > longest[p.class] {
			longest[p.class] = len(p.keys)
		}
		out = append(out, mention{i, len(p.keys), p.class, p.group})
	}
	keys := []string{t.Key}
	for _, c := range clitics[b.lang] {
		if rest, ok := strings.CutPrefix(t.Key, c); ok && len(rest) > 2 {
			keys = append(keys, rest)
		}
	}
	for _, key := range keys {
		for _, p := range b.first[key] {
			if follows(f, i, p.keys) && (!p.opening || opensClause(b.lang, f, i) || b.governs(f, i)) && !b.isOther(f, i, p) {
				keep(p)
			}
		}
	}
	for _, p := range b.parts {
		k := p.keys[0]
		if n := len(p.keys); n > 1 { // 수 있*: the last word of several is only a part
			if t.Key == k && i+n <= len(f.Tokens) && follows(f, i, p.keys[:n-1]) && strings.HasPrefix(f.Tokens[i+n-1].Key, p.keys[n-1]) {
				keep(p)
			}
			continue
		}
		if p.inside && strings.Contains(t.Key, k) || p.beginning && strings.HasPrefix(t.Key, k) || p.ending && strings.HasSuffix(t.Key, k) && len(t.Key) > len(k)+2 {
			keep(p)
		}
	}
	kept := out[:0]
	for _, m := range out {
		if m.n == longest[m.class] {
			kept = append(kept, m)
		}
	}
	return kept
}

// governs reports whether the word after Portuguese or Italian "se" shows that it
// means if, and not oneself: an article, a pronoun, a negation, a subjunctive.
func (b *wordbook) governs(f text.Folded, i int) bool {
	enclitic := i > 0 && f.Tokens[i].From > 0 && f.Runes[f.Tokens[i].From-1] == '-'
	return (b.lang == "pt" || b.lang == "it") && !enclitic && i+1 < len(f.Tokens) && afterIf[f.Tokens[i+1].Key]
}

var afterIf = text.WordSet("o a os as um uma eu ele ela nós vocês eles elas não nao isso este esta houver for tiver puder fizer estiver quiser forem il lo la i gli le un uno una l non io lui lei noi voi loro ci c questo questa qualcuno")

// isOther reports whether the accent makes another word of a condition's, sí is no si, or what
// follows: 只有 sets one only before 才.
func (b *wordbook) isOther(f text.Folded, i int, p phrase) bool {
	if p.class == hedging {
		return b.lang == "es" && len(p.keys) == 1 && (f.Tokens[i].Exact == "seria" || f.Tokens[i].Exact == "serias") // serious
	}
	if p.class != conditional {
		return false
	}
	if b.lang == "fr" && p.keys[0] == "a" && len(p.keys) > 2 && p.keys[1] == "moins" { // à moins de 5 km
		return i+3 < len(f.Tokens) && value.IsNumeral("fr", f.Tokens[i+3].Key)
	}
	if b.lang == "zh" && strings.Join(p.keys, "") == "只有" {
		return !slices.ContainsFunc(f.Tokens[i:sentenceOf(f, i).to], func(t text.Token) bool { return t.Key == "才" })
	}
	return len(p.keys) == 1 && f.Tokens[i].Exact == "sí"
}

// follows reports whether the tokens from i on have these keys.
func follows(f text.Folded, i int, keys []string) bool {
	if i+len(keys) > len(f.Tokens) {
		return false
	}
	for n, k := range keys[1:] {
		if f.Tokens[i+1+n].Key != k {
			return false
		}
	}
	return true
}
