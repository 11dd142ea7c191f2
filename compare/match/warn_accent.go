package match

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/store"
)

var accentWarnings = []warning{
	{
		name: "accent", text: "An accent, a hyphen or another mark makes another word of it.",
		holds:   func(c *check) bool { return len(c.accents) > 0 },
		details: func(c *check) []store.WarningDetail { return c.toldOf(c.accents) },
	},
}

// respell makes a change of each pair of equal words that only their marks tell apart
// and that are two words of the language: schon and schön. Marks that are merely left
// out, on capitals or where a side has none at all, change nothing.
func respell(q, p text.Folded, steps []step, lang string) []step {
	book := accentsOf(lang)
	var out []step
	for i, s := range steps {
		if s.op != opEqual || q.Tokens[s.q0].Kind != text.Word || q.Tokens[s.q0].Exact == p.Tokens[s.p0].Exact {
			continue
		}
		if a, b := marked(q, s.q0, lang), marked(p, s.p0, lang); a != b && q.Tokens[s.q0].Key == p.Tokens[s.p0].Key && book.another(a, b) &&
			!book.unmarkedCapitals(q, s.q0, a, b) && !book.unmarkedCapitals(p, s.p0, b, a) && !leftOut(q, p, steps, lang, a, b) {
			if out == nil {
				out = slices.Clone(steps)
			}
			out[i].op = opRespell
		}
	}
	if out == nil {
		return steps
	}
	return out
}

// marked is a word in lower case with the marks that tell words apart in its language.
func marked(f text.Folded, i int, lang string) string {
	t := f.Tokens[i]
	s := text.FoldForm(f.Slice(t.From, t.To))
	switch lang {
	case "tr", "az":
		// the circumflex is left out as often as it is written
		return strings.NewReplacer("â", "a", "î", "i", "û", "u").Replace(strings.ToLowerSpecial(unicode.TurkishCase, s))
	case "ru", "be", "bg":
		return strings.NewReplacer("ё", "е", "ѝ", "и", "\u0301", "").Replace(strings.ToLower(s))
	case "ro":
		return strings.NewReplacer("ş", "ș", "ţ", "ț").Replace(strings.ToLower(s))
	}
	return strings.ToLower(s)
}

// leftOut reports whether one side writes no marks at all where the other has several
// words with them: a keyboard without them.
func leftOut(q, p text.Folded, steps []step, lang, a, b string) bool {
	if isLetter(a, b) {
		return false
	}
	marksQ, marksP := 0, 0
	for _, s := range steps {
		if s.op == opEqual || s.op == opReplace {
			marksQ += hasMarks(q, s.q0, lang)
			marksP += hasMarks(p, s.p0, lang)
		}
	}
	return marksQ == 0 && marksP > 1 || marksP == 0 && marksQ > 1
}

func hasMarks(f text.Folded, i int, lang string) int {
	if t := f.Tokens[i]; t.Kind == text.Word && t.Exact != t.Key && marked(f, i, lang) != t.Key {
		return 1
	}
	return 0
}

// isLetter reports whether the difference is a letter of its own that no keyboard of its
// script lacks: й and и, ї and і.
func isLetter(a, b string) bool {
	x, y := []rune(norm.NFC.String(a)), []rune(norm.NFC.String(b))
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && strings.ContainsRune("йїў", min(x[i], y[i])) || x[i] != y[i] && strings.ContainsRune("йїў", max(x[i], y[i])) {
			return true
		}
	}
	return false
}

// accents are what is known of a language's marks.
type accents struct {
	lang       string
	pairs      map[string]bool // "ano/año", either way
	same       map[string]bool
	from, into []string // endings of verbs, without and with the mark
}

var accentBooks sync.Map // by language

func accentsOf(code string) *accents {
	own := lang.Standard(code)
	if b, ok := accentBooks.Load(own); ok {
		return b.(*accents)
	}
	b := &accents{lang: own, pairs: map[string]bool{}, same: map[string]bool{}}
	file, err := wordFiles.ReadFile("words/accents.txt")
	if err == nil {
		b.read(string(file))
	}
	got, _ := accentBooks.LoadOrStore(own, b)
	return got.(*accents)
}

func (b *accents) read(file string) {
	for line := range strings.Lines(file) {
		head, words, _ := strings.Cut(strings.TrimSpace(line), ": ")
		lang, kind, _ := strings.Cut(head, " ")
		if lang != b.lang {
			continue
		}
		for pair := range strings.SplitSeq(words, ", ") {
			x, y, _ := strings.Cut(pair, "/")
			switch kind {
			case "ending":
				b.from, b.into = append(b.from, x), append(b.into, y)
			case "same":
				b.same[x+"/"+y], b.same[y+"/"+x] = true, true
			default:
				b.pairs[x+"/"+y], b.pairs[y+"/"+x] = true, true
			}
		}
	}
}

// another reports whether two spellings are two words.
func (b *accents) another(x, y string) bool {
	if b.same[x+"/"+y] {
		return false
	}
	if b.pairs[x+"/"+y] || isLetter(x, y) || b.lang == "vi" && tones(x) != tones(y) {
		return true
	}
	t := lexicon.For(b.lang)
	for i := range b.from {
		if endsOther(x, y, b.from[i], b.into[i]) && b.isWord(t, x) || endsOther(y, x, b.from[i], b.into[i]) && b.isWord(t, y) {
			return true
		}
	}
	return t != nil && t.Another(x, y)
}

// isWord reports whether a verb's form without its mark is one at all: cambio is, subio
// is none, as the verb has an i only before the mark.
func (b *accents) isWord(t *lexicon.Language, bare string) bool {
	return t == nil || b.lang != "es" && b.lang != "pt" || !strings.HasSuffix(bare, "io") || len(t.Find(bare)) > 0
}

// tones are the marks of a Vietnamese word, wherever in it they stand: hoà is hòa.
func tones(w string) string {
	r := []rune(norm.NFD.String(strings.ReplaceAll(w, "đ", "d\u0335")))
	slices.Sort(r)
	return string(r)
}

// endsOther reports whether two words of three letters or more differ in nothing but
// their endings.
func endsOther(x, y, bare, marked string) bool {
	stem, ok := strings.CutSuffix(x, bare)
	return ok && len([]rune(stem)) >= 2 && y == stem+marked
}

// unmarkedCapitals reports whether the word, of spelling a, is written in capitals, or
// its first letter is one, and only lacks marks there that b has: Él is El in many
// papers.
func (b *accents) unmarkedCapitals(f text.Folded, i int, x, y string) bool {
	if !strings.Contains(" es fr it pt ca gl el ", " "+b.lang+" ") {
		return false
	}
	t := f.Tokens[i]
	r := f.Runes[t.From:t.To]
	lower := slices.ContainsFunc(r, unicode.IsLower)
	if !lower && len(r) > 1 {
		return x == t.Key
	}
	u, v := []rune(x), []rune(y)
	return unicode.IsUpper(r[0]) && len(u) == len(v) && len(u) > 0 && string(u[1:]) == string(v[1:]) && u[0] < 0x80
}
