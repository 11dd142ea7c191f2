package translate

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// FreeDictDir is where Debian's packages keep the dictionaries.
const FreeDictDir = "/usr/share/dictd"

// Lexicon glosses words in English from the installed FreeDict dictionaries
// (https://freedict.org): the direct one, the inverse of the one from English, and,
// where both are small, by way of a third language.
type Lexicon struct {
	// dicts are by their two languages.
	dicts map[[2]string]*dictd

	mu    sync.Mutex
	words map[string]*vocabulary
	stems func(lang, word string) string
	fold  func(string) string
}

// maxGlosses of a headword: more of them only add noise.
const maxGlosses = 6

// enough is a dictionary that needs no help, in headwords.
const enough = 20_000

// OpenFreeDict finds the dictionaries in a folder. fold makes words comparable
// (case, diacritics), stem takes a language's endings off a folded word. Where
// the folder is not there, nothing is glossed.
func OpenFreeDict(dir string, fold func(string) string, stem func(lang, word string) string) (*Lexicon, error) {
	files, err := filepath.Glob(filepath.Join(dir, "freedict-???-???.index"))
	if err != nil {
		return nil, fmt.Errorf("look for dictionaries: %w", err)
	}
	l := &Lexicon{dicts: map[[2]string]*dictd{}, words: map[string]*vocabulary{}, stems: stem, fold: fold}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "freedict-"), ".index")
		from, to, _ := strings.Cut(name, "-")
		l.dicts[[2]string{short(from), short(to)}] = &dictd{index: file, data: strings.TrimSuffix(file, ".index") + ".dict.dz"}
	}
	return l, nil
}

// Name is "freedict".
func (*Lexicon) Name() string { return "freedict" }

// Langs are the languages that can be glossed, in order.
func (l *Lexicon) Langs() []string {
	var out []string
	for p := range l.dicts {
		for _, lang := range p {
			if lang != "en" && l.Has(lang) {
				out = append(out, lang)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Has reports whether words of a language can be glossed.
func (l *Lexicon) Has(lang string) bool {
	return l.dicts[[2]string{lang, "en"}] != nil || l.dicts[[2]string{"en", lang}] != nil
}

// Gloss gives English words for a word of a language, in lower case, the likeliest
// first and without repeats: those of its headword, or of headwords with its stem.
// A damaged dictionary gives none.
func (l *Lexicon) Gloss(lang, word string) []string {
	folded := l.fold(word)
	if folded == "" || !l.Has(lang) {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.gloss(lang, folded)
}

func (l *Lexicon) gloss(lang, folded string) []string {
	v := l.vocabulary(lang)
	out := v.find(folded)
	if len(out) == 0 {
		out = v.find("\x00" + l.stems(lang, folded))
	}
	if len(out) == 0 && lang == "de" {
		out = l.compound(v, folded)
	}
	return out
}

// compound glosses both parts of a German compound.
func (l *Lexicon) compound(v *vocabulary, word string) []string {
	const least = 4
	for i := len(word) - least; i >= least; i-- {
		head := v.find(word[i:])
		if len(head) == 0 {
			head = v.find("\x00" + l.stems("de", word[i:]))
		}
		if len(head) == 0 {
			continue
		}
		for _, link := range []string{"", "s", "es", "n", "en"} {
			first, ok := strings.CutSuffix(word[:i], link)
			if !ok || len(first) < least {
				continue
			}
			if g := v.find(first); len(g) > 0 {
				return append(g[:min(len(g), 3):3], head[:min(len(head), 3)]...)
			}
		}
	}
	return nil
}

func (l *Lexicon) vocabulary(lang string) *vocabulary {
	v := l.words[lang]
	if v == nil {
		v = l.load(lang)
		l.words[lang] = v
	}
	return v
}

// load reads a language's words. Damage in one dictionary leaves the others.
func (l *Lexicon) load(lang string) *vocabulary {
	v := &vocabulary{direct: l.dicts[[2]string{lang, "en"}]}
	if v.direct != nil {
		v.readIndex(l, lang)
	}
	if len(v.places) < enough {
		if d := l.dicts[[2]string{"en", lang}]; d != nil {
			v.invert(d, l, lang, contentWords)
		}
	}
	if len(v.places)+len(v.inverse) < enough/2 {
		l.compose(v, lang)
	}
	return v
}

// compose goes by way of a third language with a good dictionary of its own.
func (l *Lexicon) compose(v *vocabulary, lang string) {
	for _, pair := range l.pairsInto(lang) {
		third := pair[0]
		if third == "en" || l.dicts[[2]string{third, "en"}] == nil {
			continue
		}
		between := l.vocabulary(third)
		v.invert(l.dicts[pair], l, lang, func(word string) []string { return between.find(l.fold(word)) })
	}
}

func (l *Lexicon) pairsInto(lang string) [][2]string {
	var out [][2]string
	for p := range l.dicts {
		if p[1] == lang {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// place is where a headword's entry stands.
type place struct {
	hash     uint64
	from, to uint32
}

// vocabulary are the words of one language. The direct dictionary's entries are
// read when asked for, its headwords kept as hashes: the largest has half a
// million.
type vocabulary struct {
	direct  *dictd
	places  []place
	inverse map[uint64][]string
	cache   map[uint64][]string
}

func hashWord(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// readIndex keeps every headword of one word under itself and under its stem,
// marked by a NUL.
func (v *vocabulary) readIndex(l *Lexicon, lang string) {
	err := v.direct.lines(func(line indexLine) {
		if strings.ContainsAny(line.word, " -…") || line.to > 1<<32-1 {
			return
		}
		word := l.fold(line.word)
		if word == "" {
			return
		}
		from, to := uint32(line.from), uint32(line.to) //nolint:gosec // just checked
		v.places = append(v.places, place{hashWord(word), from, to}, place{hashWord("\x00" + l.stems(lang, word)), from, to})
	})
	if err != nil {
		v.places = nil
	}
	slices.SortFunc(v.places, func(a, b place) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.from, b.from)) })
	v.places = slices.Clip(slices.Compact(v.places))
}

// invert reads a dictionary into the language: its translations become headwords,
// glossed by what its own headwords mean.
func (v *vocabulary) invert(d *dictd, l *Lexicon, lang string, means func(string) []string) {
	if v.inverse == nil {
		v.inverse = map[uint64][]string{}
	}
	put := func(key string, glosses []string) {
		h := hashWord(key)
		for _, g := range glosses {
			if have := v.inverse[h]; len(have) < maxGlosses && !slices.Contains(have, g) {
				v.inverse[h] = append(have, g)
			}
		}
	}
	_ = d.lines(func(line indexLine) { // damage: what could be read is used
		glosses := means(line.word)
		if len(glosses) == 0 || strings.Count(line.word, " ") > 1 {
			return
		}
		text, err := d.entry(line.from, line.to)
		if err != nil {
			return
		}
		for _, word := range entryGlosses(text) {
			parts := strings.Fields(word)
			if len(parts) == 0 || len(parts) > 2 || len(parts) == 2 && lang != "hi" {
				continue
			}
			if w := l.fold(parts[0]); w != "" {
				put(w, glosses)
				put("\x00"+l.stems(lang, w), glosses)
			}
		}
	})
}

// find gives a key's glosses.
func (v *vocabulary) find(key string) []string {
	h := hashWord(key)
	if g, ok := v.cache[h]; ok {
		return g
	}
	var out []string
	add := func(words []string) {
		for _, w := range words {
			if len(out) < maxGlosses && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	i, _ := slices.BinarySearchFunc(v.places, h, func(p place, h uint64) int { return cmp.Compare(p.hash, h) })
	for n := 0; i < len(v.places) && v.places[i].hash == h && n < 12; i, n = i+1, n+1 {
		text, err := v.direct.entry(int64(v.places[i].from), int64(v.places[i].to))
		if err != nil {
			continue
		}
		for _, g := range entryGlosses(text) {
			add(contentWords(g))
		}
	}
	add(v.inverse[h])
	if v.cache == nil || len(v.cache) > 20_000 {
		v.cache = map[uint64][]string{}
	}
	v.cache[h] = out
	return out
}
