package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/place"
	"onrecord/compare/text"
	"onrecord/store"
)

// cityName is what a text calls a city, and the cities that are called so.
type cityName struct {
	span
	cities []int
}

// cityTokens is of how many words, or characters where there are no spaces, a city's name
// has at most.
const cityTokens = 8

// citiesIn are the cities that a text names: words written as names, or characters of
// scripts without spaces, that the lexicon does not read as something else.
func citiesIn(lang string, f text.Folded) []cityName {
	l := lexicon.For(lang)
	if l == nil {
		return nil
	}
	words := l.Read(f)
	var out []cityName
	for i := 0; i < len(f.Tokens); i++ {
		for n := min(cityTokens, len(f.Tokens)-i); n > 0; n-- {
			in := span{i, i + n}
			if !mayBeCity(lang, f, in) || otherWord(f, words, in, lang) {
				continue
			}
			if cities := calledSo(lang, f, in); len(cities) > 0 {
				if !besideName(lang, f, in) {
					out = append(out, cityName{in, cities})
				}
				i += n - 1
				break
			}
		}
	}
	return out
}

// mayBeCity reports whether a stretch of a text may be a name: it stands in one piece and
// begins with a capital, or is of a script that has none.
func mayBeCity(lang string, f text.Folded, in span) bool {
	for i := in.from; i < in.to; i++ {
		t := f.Tokens[i]
		if t.Kind != text.Word || t.Bracketed || text.IsNumber(t.Key) || i+1 < in.to && borderAfter(f, i) != noBorder {
			return false
		}
	}
	first := f.Runes[f.Tokens[in.from].From]
	if unicode.IsUpper(first) {
		return true
	}
	return !unicode.IsLower(first) && strings.Contains(" zh ja ko ar he fa hi ", " "+lang+" ") && f.Tokens[in.to-1].To-f.Tokens[in.from].From >= 2
}

// besideName reports whether a word written as a name stands right beside a stretch, which is
// then part of a longer one, most often a person's: Jack London.
func besideName(lang string, f text.Folded, in span) bool {
	if lang == "de" {
		return false
	}
	return in.from > 0 && borderAfter(f, in.from-1) == noBorder && f.IsName(in.from-1) || in.to < len(f.Tokens) && borderAfter(f, in.to-1) == noBorder && f.IsName(in.to)
}

// otherWord reports whether the lexicon reads a stretch, or more than it, as something that
// is no name. A capital inside a sentence makes a name of it, but for German.
func otherWord(f text.Folded, words []lexicon.Word, in span, lang string) bool {
	if lang != "de" && f.IsName(in.from) || lang == "tr" && apostropheBehind(f, in.to-1) { // İzmir'de
		return false
	}
	return slices.ContainsFunc(words, func(w lexicon.Word) bool {
		if w.To <= in.from || w.From >= in.to || w.From >= in.from && w.To <= in.to && w.To-w.From < in.to-in.from {
			return false
		}
		return slices.ContainsFunc(w.Senses, func(s lexicon.Sense) bool {
			return s.Weight >= otherReading && !lexicon.Proper(s.Concept) && !sameCity(s.Concept, calledSo(lang, f, in))
		})
	})
}

// sameCity reports whether a row of the lexicon is one of some cities, though its cell is written
// small: hamburg.
func sameCity(concept int32, cities []int) bool {
	name, _, _ := strings.Cut(lexicon.Names()[concept], "|")
	return slices.ContainsFunc(place.Cities(name), func(city int) bool { return slices.Contains(cities, city) })
}

// apostropheBehind reports whether an apostrophe stands right behind a word, as it does in Turkish
// behind names alone, before their ending.
func apostropheBehind(f text.Folded, i int) bool {
	to := f.Tokens[i].To
	return to < len(f.Runes) && (f.Runes[to] == '\'' || f.Runes[to] == '’')
}

// written before a name without a space.
var beforeNames = map[string][]string{"ar": {"ب", "ل", "و", "ك", "ف", "وب", "ول"}, "he": {"ב", "ל", "מ", "ה", "ו", "וב", "ש"}}

// caseLanguages are those whose names have cases.
const caseLanguages = " ru uk be pl cs sk sr hr sl lt lv fi et hu tr el is "

// calledSo are the cities whose name a stretch is, in any case of the language.
func calledSo(lang string, f text.Folded, in span) []int {
	key := joinedKeys(f, in)
	if cities := place.Cities(key); len(cities) > 0 {
		return cities
	}
	if in.to-in.from > 1 {
		return nil
	}
	for _, p := range beforeNames[lang] {
		if rest, ok := strings.CutPrefix(key, p); ok && utf8.RuneCountInString(rest) >= 3 {
			if cities := place.Cities(rest); len(cities) > 0 {
				return cities
			}
		}
	}
	switch r := []rune(key); {
	case strings.Contains(caseLanguages, " "+lang+" ") && len(r) >= 5:
		return place.Inflected(key)
	case lang == "ko":
		for cut := len(r) - 1; cut >= max(2, len(r)-3); cut-- {
			if cities := place.Cities(string(r[:cut])); len(cities) > 0 {
				return cities
			}
		}
	}
	return nil
}

func joinedKeys(f text.Folded, in span) string {
	keys := make([]string, 0, in.to-in.from)
	for _, t := range f.Tokens[in.from:in.to] {
		keys = append(keys, t.Key)
	}
	return strings.Join(keys, " ")
}

// otherCity is a city of the quote's of which the post has nothing, in a sentence whose post
// names one of which the quote has nothing.
func (c translated) otherCity() store.WarningDetail {
	q := citiesIn(c.QuoteLang, c.Quote.Folded)
	if len(q) == 0 {
		return store.WarningDetail{}
	}
	p := citiesIn(c.PostLang, c.Post)
	if len(p) == 0 {
		return store.WarningDetail{}
	}
	q, p = onlyHere(q, c.QuoteLang, c.Quote.Folded, c.PostLang, c.Post), onlyHere(p, c.PostLang, c.Post, c.QuoteLang, c.Quote.Folded)
	for _, s := range c.rendering(strangersSure) {
		for _, a := range q {
			for _, b := range p {
				if within(a.span, s.quote) && within(b.span, s.post) {
					return store.WarningDetail{Kind: "name", Post: written(c.Post, b.span), Quote: written(c.Quote.Folded, a.span)}
				}
			}
		}
	}
	return store.WarningDetail{}
}

// onlyHere are the cities of a text that another one has nothing of: no word that may be
// their name, none that sounds like it, and none of their country's.
func onlyHere(all []cityName, lang string, f text.Folded, otherLang string, other text.Folded) []cityName {
	proper, theirs := properNames(lang, f), properNames(otherLang, other)
	named := mayBeNames(otherLang, other)
	return slices.DeleteFunc(slices.Clone(all), func(a cityName) bool {
		own := slices.DeleteFunc(slices.Clone(proper), func(n properName) bool { return n.to <= a.from || n.from >= a.to })
		if slices.ContainsFunc(own, func(n properName) bool { return slices.ContainsFunc(theirs, n.relatedTo) }) {
			return true
		}
		for i, t := range other.Tokens {
			if t.Kind != text.Word {
				continue
			}
			for _, mine := range f.Tokens[a.from:a.to] {
				if named[i] && soundsLike(mine.Key, t.Key) {
					return true
				}
			}
			for n := 1; n <= cityTokens && i+n <= len(other.Tokens); n++ {
				may := place.Cities(joinedKeys(other, span{i, i + n}))
				if n == 1 && len(may) == 0 {
					may = place.Inflected(t.Key)
				}
				if slices.ContainsFunc(may, func(city int) bool { return slices.Contains(a.cities, city) }) {
					return true
				}
			}
		}
		return false
	})
}

// mayBeNames tells of each word of a text whether it may be a name.
func mayBeNames(lang string, f text.Folded) []bool {
	out := make([]bool, len(f.Tokens))
	l := lexicon.For(lang)
	if l == nil {
		return out
	}
	words := l.Read(f)
	for i := range f.Tokens {
		in := span{i, i + 1}
		out[i] = mayBeCity(lang, f, in) && !otherWord(f, words, in, lang)
	}
	return out
}
