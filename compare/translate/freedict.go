package translate

import (
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
	cache string
	stems func(lang, word string) string
	fold  func(string) string

	mu    sync.Mutex
	words map[string]*vocabulary
}

// maxGlosses of a headword: more of them only add noise.
const maxGlosses = 6

// OpenFreeDict finds the dictionaries in a folder. fold makes words comparable
// (case, diacritics), stem takes a language's endings off a folded word. Where
// the folder is not there, nothing is glossed. What is made of a language's
// dictionaries is kept in the folder cache, "" for none, which may be taken away at
// any time.
func OpenFreeDict(dir, cache string, fold func(string) string, stem func(lang, word string) string) (*Lexicon, error) {
	files, err := filepath.Glob(filepath.Join(dir, "freedict-???-???.index"))
	if err != nil {
		return nil, fmt.Errorf("look for dictionaries: %w", err)
	}
	l := &Lexicon{dicts: map[[2]string]*dictd{}, words: map[string]*vocabulary{}, cache: cache, stems: stem, fold: fold}
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
	v := l.vocabulary(lang)
	out := v.find(folded)
	if len(out) == 0 {
		out = v.find(stemKey(l.stems(lang, folded)))
	}
	if len(out) == 0 && lang == "de" {
		out = l.compound(v, folded)
	}
	return out
}

// stemKey marks a stem, so that it is told from a word.
func stemKey(stem string) string { return "\x00" + stem }

// compound glosses both parts of a German compound.
func (l *Lexicon) compound(v *vocabulary, word string) []string {
	const least = 4
	for i := len(word) - least; i >= least; i-- {
		head := v.find(word[i:])
		if len(head) == 0 {
			head = v.find(stemKey(l.stems("de", word[i:])))
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
				return slices.Concat(g[:min(len(g), 3)], head[:min(len(head), 3)])
			}
		}
	}
	return nil
}

func (l *Lexicon) vocabulary(lang string) *vocabulary {
	l.mu.Lock()
	defer l.mu.Unlock()
	v := l.words[lang]
	if v == nil {
		v = l.open(lang)
		l.words[lang] = v
	}
	return v
}
