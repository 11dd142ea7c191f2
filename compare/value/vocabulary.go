package value

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"onrecord/compare/lang"
	"onrecord/compare/text"
)

//go:generate go run ./gen /tmp/cldr/node_modules

// packed is the table that gen makes of CLDR (Unicode License v3): language, kind,
// value, words.
//
//go:embed words.tsv.gz
var packed []byte

// extra is what CLDR does not have, in the same form.
//
//go:embed extra.tsv
var extra string

// kind says what a word or phrase stands for.
type kind byte

// The kinds, as the table writes them.
const (
	cardinal  kind = 'n'
	ordinal   kind = 'o'
	scale     kind = 's'
	scaled    kind = 'S' // a scale with its currency: mnkr
	month     kind = 'm'
	monthAbbr kind = 'M'
	day       kind = 'w'
	dayAbbr   kind = 'W'
	relative  kind = 'r'
	currency  kind = 'c'
	unit      kind = 'u'
	times     kind = 't' // twice
	half      kind = 'h' // half, before a scale
	often     kind = 'p' // monthly, by what it begins with
	numero    kind = 'N' // number, beside one: number one
	dayHalf   kind = 'd' // in the morning
	manifold  kind = 'T' // doubled, by what it begins with
	part      kind = 'f' // two thirds, as a whole
	// denominator is the second half of a part: thirds.
	denominator kind = 'D'
)

// entry is one meaning of a phrase.
type entry struct {
	kind  kind
	value string
}

// vocabulary is a language's phrases.
type vocabulary struct {
	phrases map[string][]entry
	// longest is the most words of a phrase by its first word.
	longest map[string]int
	// compounds says that numbers are written as one word.
	compounds bool
	// stems are what listed months and days begin with, without an ending.
	stems map[string][]stem
	// starts remembers of words whether a value may begin with them: of most none does.
	starts *text.Memory[bool]
}

// stem is a month or a day of the week without an ending; whole says that it is the word itself.
type stem struct {
	entry
	whole bool
}

// endings are those of months and days that CLDR lists, in the order in which they are tried.
var endings = []string{"", "a", "u", "i", "e", "o", "ek", "iec", "ien", "ad", "а", "я", "ье", "ь", "у", "ю", "и", "ии", "ta", "kuu"}

// startsKept is how many words of a language starts has room for.
const startsKept = 8192

// sections are the table's lines by language.
var sections = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return out
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return out
	}
	for _, table := range []string{string(b), extra} {
		for table != "" {
			lang, _, _ := strings.Cut(table, "\t")
			end := 0
			for end < len(table) && strings.HasPrefix(table[end:], lang+"\t") {
				n := strings.IndexByte(table[end:], '\n')
				if n < 0 {
					n = len(table) - end - 1
				}
				end += n + 1
			}
			if end == 0 {
				break
			}
			out[lang] += table[:end]
			table = table[end:]
		}
	}
	return out
})

var vocabularies sync.Map // by language

// vocabularyOf is a language's vocabulary, English where the language has none.
func vocabularyOf(code string) *vocabulary {
	own := lang.Standard(code)
	if v, ok := vocabularies.Load(own); ok {
		return v.(*vocabulary)
	}
	lines, ok := sections()[own]
	if !ok {
		lines = sections()["en"]
	}
	v := newVocabulary(lines + sections()["*"])
	if own == "th" { // CLDR's words are cut within its letters here, and the pieces are none
		maps.DeleteFunc(v.phrases, func(phrase string, _ []entry) bool {
			return utf8.RuneCountInString(phrase) <= 3 && phrase != "สี่" && phrase != "ห ก"
		})
	}
	if own == "vi" { // pieces of CLDR's words
		v.phrases["lam"], v.phrases["tu"] = []entry{{cardinal, "5"}}, []entry{{cardinal, "4"}}
	}
	v.compounds = strings.Contains(" de nl sv no da fi hu it is et lb fo ", " "+own+" ")
	got, _ := vocabularies.LoadOrStore(own, v)
	return got.(*vocabulary)
}

func newVocabulary(lines string) *vocabulary {
	v := &vocabulary{phrases: map[string][]entry{}, longest: map[string]int{}, stems: map[string][]stem{}, starts: text.NewMemory[bool](startsKept)}
	for line := range strings.Lines(lines) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 4 {
			continue
		}
		for _, phrase := range f[3:] {
			first, _, _ := strings.Cut(phrase, " ")
			v.longest[first] = max(v.longest[first], strings.Count(phrase, " ")+1)
			v.phrases[phrase] = append(v.phrases[phrase], entry{kind(f[1][0]), f[2]})
		}
	}
	for _, ending := range endings {
		for phrase, meant := range v.phrases {
			cut, ok := strings.CutSuffix(phrase, ending)
			if !ok {
				continue
			}
			for _, e := range meant {
				if e.kind == month || e.kind == day {
					v.stems[cut] = append(v.stems[cut], stem{e, ending == ""})
				}
			}
		}
	}
	return v
}

// at finds the longest phrase of a kind that begins at key i.
func (v *vocabulary) at(keys []string, i int, kinds ...kind) (value string, k kind, words int) {
	if i >= len(keys) {
		return "", 0, 0
	}
	for n := min(v.longest[keys[i]], len(keys)-i); n > 0; n-- {
		phrase := keys[i]
		if n > 1 {
			phrase = strings.Join(keys[i:i+n], " ")
		}
		for _, want := range kinds {
			for _, e := range v.phrases[phrase] {
				if e.kind == want {
					return e.value, want, n
				}
			}
		}
	}
	return "", 0, 0
}

// mayStart reports whether a value may begin with a word, by whatever stands around it. That of a
// word with a digit is not asked for, as there is no end of them.
func (v *vocabulary) mayStart(key string) bool {
	if key == "" {
		return false
	}
	may, ok := v.starts.Get(key)
	if !ok {
		if strings.ContainsAny(key, "0123456789") {
			return true
		}
		may = v.starting(key)
		v.starts.Put(strings.Clone(key), may)
	}
	return may
}

// starting is mayStart without the memory: a word of a phrase, in any case, with what some
// languages write on to it, or put together of several.
func (v *vocabulary) starting(key string) bool {
	for _, form := range [...]string{key, key + "σ", key + "feira", strings.TrimSuffix(key, "s"), strings.TrimPrefix(key, "و"), strings.TrimPrefix(key, "ו")} {
		if v.longest[form] > 0 {
			return true
		}
	}
	if key == "一" || articles[key] || strings.HasSuffix(key, "분의") || v.begins(key, manifold) != "" {
		return true
	}
	for _, want := range []kind{month, day} {
		if _, ok := v.inflected(key, want); ok {
			return true
		}
	}
	if !v.compounds {
		return false
	}
	parts, _ := v.compound(key, 0)
	return len(parts) > 1
}

// particles are what Korean writes behind a word without a space, the longest first.
var particles = strings.Fields("에서는 으로는 에게는 까지는 부터는 에서 으로 에게 까지 부터 에는 에도 은 는 이 가 을 를 의 에 와 과 도 로 만")

// withoutParticle is a Korean word without its particle, where what is left is in the
// vocabulary; otherwise the word as it is.
func (v *vocabulary) withoutParticle(key string) string {
	if len(v.phrases[key]) > 0 {
		return key
	}
	for _, p := range particles {
		if stem, ok := strings.CutSuffix(key, p); ok && len(stem) > 3 && len(v.phrases[stem]) > 0 {
			return stem
		}
	}
	return key
}

// IsNumeral reports whether a word is a number, in figures or a language's word for one.
func IsNumeral(code, key string) bool {
	_, _, n := vocabularyOf(code).at([]string{key}, 0, cardinal)
	return n > 0 || key != "" && key[0] >= '0' && key[0] <= '9'
}

// Named is a word or phrase that stands for a value by itself, folded.
type Named struct {
	// Kind is "date" for a month or a day of the week, "number" for a number in words,
	// "unit" for a currency.
	Kind, Value string
	Keys        []string
	// Stem says that the last key is what several cases begin with.
	Stem bool
}

// NamedIn are the months, days of the week, currencies and numbers in words of a language, in a fixed
// order; none where the language has no words of its own here. Short forms, and words that
// are written as months and mean something else as well, are not among them.
func NamedIn(lang string) []Named {
	if _, ok := sections()[lang]; !ok {
		return nil
	}
	var out []Named
	for phrase, meant := range vocabularyOf(lang).phrases {
		for _, e := range meant {
			n := Named{Value: string(e.kind) + e.value, Keys: strings.Fields(phrase)}
			switch e.kind {
			case month, day:
				n.Kind = "date"
				n.Stem = true
				if strings.Contains(declined+"el ", " "+lang+" ") {
					last := []rune(n.Keys[len(n.Keys)-1])
					n.Keys[len(n.Keys)-1] = string(last[:max(3, len(last)-1)])
				}
			case cardinal, ordinal, scale:
				n.Kind, n.Value = "number", e.value
			case currency:
				n.Kind, n.Value = "unit", e.value
			}
			if n.Kind == "" || lang == "en" && (phrase == "may" || phrase == "march") || e.value == "1" && n.Kind == "number" || len([]rune(phrase)) < 2 && phrase < "\u2e80" {
				continue
			}
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b Named) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), slices.Compare(a.Keys, b.Keys))
	})
	return out
}
