package lexicon

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// Function reports whether a concept is of words that tell nothing by themselves:
// pronouns, articles, conjunctions, auxiliary verbs.
func Function(concept int32) bool {
	f := functions()
	return int(concept) < len(f) && f[concept]
}

var functions = sync.OnceValue(func() []bool {
	cells := Names()
	out := make([]bool, len(cells))
	for row, cell := range cells {
		out[row] = true
		for w := range strings.SplitSeq(cell, "|") {
			out[row] = out[row] && functionPhrase(w)
		}
	}
	return out
})

// functionTSV has, a language a line, the words that only carry the others, as they are
// written. Many of them are, without their diacritics or by their stem, another word: de
// is not dé, nor wurde Würde.
//
//go:embed function.tsv
var functionTSV string

// functionWords are a language's words of functionTSV, spelt as the table's.
func (t *Language) functionWords() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(functionTSV) {
		if code, words, _ := strings.Cut(strings.TrimSpace(line), "\t"); code == t.lang || code == column(t.lang) {
			f := text.Fold(words)
			for _, tok := range f.Tokens {
				out[t.spell(f, tok).Exact] = true
			}
			for w := range strings.FieldsSeq(words) { // a script without spaces is cut into characters
				if key := text.FoldKey(w); unspaced(key) {
					out[key] = true
				}
			}
		}
	}
	return out
}

// carrying is a concept of words that only carry others; the table has some.
var carrying = sync.OnceValue(func() int32 { return int32(slices.Index(functions(), true)) })

// people are the English cells of persons and bodies, which the table writes small.
//
//go:embed names/people.txt
var people string

// Proper reports whether a concept is a name, of a place, a people, a person or a
// body: its English cell is written with a capital, or is among people.
func Proper(concept int32) bool {
	p := proper()
	return int(concept) < len(p) && p[concept]
}

var proper = sync.OnceValue(func() []bool {
	cells := Names()
	out := make([]bool, len(cells))
	for row, cell := range cells {
		first, _ := utf8.DecodeRuneInString(cell)
		out[row] = persons()[row] || unicode.IsUpper(first) && !functionPhrase(cell)
	}
	return out
})

// Person reports whether a concept is among people.
func Person(concept int32) bool {
	p := persons()
	return int(concept) < len(p) && p[concept]
}

var persons = sync.OnceValue(func() []bool {
	named := map[string]bool{}
	for cell := range strings.Lines(people) {
		named[strings.TrimSpace(cell)] = true
	}
	out := make([]bool, len(Names()))
	for row, cell := range Names() {
		short, _, _ := strings.Cut(cell, "|")
		out[row] = named[cell] || named[short]
	}
	return out
})

func functionPhrase(s string) bool {
	for _, t := range text.Fold(s).Tokens {
		if t.Kind == text.Word && !functionWord[t.Key] {
			return false
		}
	}
	return true
}

// Names are the English cells that name the concepts, in order. They are not to be
// changed.
func Names() []string { return names() }

var names = sync.OnceValue(func() []string {
	cells, err := unpackColumn(carried()[Pivot])
	if err != nil {
		panic(err) // the program itself is damaged
	}
	return cells
})

// Count is the number of concepts.
func Count() int { return len(functions()) }

var functionWord = text.WordSet(`a an the to of in on at by for with from into onto over under up down out off as and or but not no nor so than then yes
	that this these those it its he she him her his they them their we us our you your i me my mine one who whom whose which what when where why how
	be exist is are was were been being am do does did done make have possess has had having will would shall should can could may might must
	there here very too also more most some any all each every both either neither only just even about if whether because while until since until s t d ll re ve m
	oneself self other another such same own than like well rather thus therefore hence however nevertheless although despite spite favour`)
