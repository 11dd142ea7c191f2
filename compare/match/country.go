package match

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"onrecord/compare/text"
)

// shortNames are what countries are called beside their names in CLDR; in capitals
// where they are words too.
var shortNames = map[string]string{
	"u s": "US", "US": "US", "usa": "US", "u s a": "US", "united states": "US", "united states of america": "US", "america": "US", "ee uu": "US", "eeuu": "US", "estados unidos": "US",
	"etats unis": "US", "vereinigte staaten": "US", "vereinigten staaten": "US", "stati uniti": "US", "eua": "US", "сша": "US", "соединенные штаты": "US", "соединенных штатов": "US",
	"الولايات المتحده": "US", "אהב": "US", "ארצות הברית": "US", "vs": "US", "stany zjednoczone": "US", "stanow zjednoczonych": "US", "abd": "US", "verenigde staten": "US",
	"uk": "GB", "u k": "GB", "britain": "GB", "great britain": "GB", "united kingdom": "GB", "reino unido": "GB", "royaume uni": "GB", "regno unito": "GB", "grossbritannien": "GB",
	"vereinigtes konigreich": "GB", "великобритания": "GB", "uae": "AE", "emirates": "AE", "eau": "AE", "prc": "CN", "drc": "CD", "eu": "EU", "ue": "EU", "ес": "EU", "european union": "EU",
	"union europea": "EU", "union europeenne": "EU", "unione europea": "EU", "uniao europeia": "EU", "europaische union": "EU", "europaischen union": "EU", "евросоюз": "EU", "евросоюза": "EU", "un": "UN", "UN": "UN", "u n": "UN", "verenigde naties": "UN", "nacoes unidas": "UN", "nazioni unite": "UN", "narody zjednoczone": "UN", "united nations": "UN", "onu": "UN",
	"naciones unidas": "UN", "nations unies": "UN", "оон": "UN", "vereinte nationen": "UN", "vereinten nationen": "UN", "uno": "UN",
}

// countryNames are a language's names of countries, folded, with their codes.
var countryNames sync.Map

func countriesOf(lang string) map[string]string {
	if m, ok := countryNames.Load(lang); ok {
		return m.(map[string]string)
	}
	m := map[string]string{}
	if namer := display.Regions(language.Make(lang)); namer != nil {
		for _, r := range regions() {
			var keys []string
			for _, t := range text.Fold(namer.Name(r)).Tokens {
				if t.Kind == text.Word {
					keys = append(keys, t.Key)
				}
			}
			if len(keys) > 0 {
				m[strings.Join(keys, " ")] = r.String()
			}
		}
	}
	got, _ := countryNames.LoadOrStore(lang, m)
	return got.(map[string]string)
}

// countriesIn are the codes of the countries that the changed words of a text name,
// sorted.
func countriesIn(lang string, f text.Folded, changed []bool) []string {
	if !slices.Contains(changed, true) {
		return nil
	}
	var out []string
	for _, n := range namedCountries(lang, f, changed) {
		if !slices.Contains(out, n.code) {
			out = append(out, n.code)
		}
	}
	slices.Sort(out)
	return out
}

// sameCountries takes countries that both sides name, each in its own way, out of what
// is changed.
func (s *sides) sameCountries() {
	if !slices.Contains(s.changedQ, true) || !slices.Contains(s.changedP, true) {
		return
	}
	q, p := namedCountries(s.lang, s.quote, s.changedQ), namedCountries(s.lang, s.post, s.changedP)
	if turned(q, p) {
		return
	}
	for _, a := range q {
		i := slices.IndexFunc(p, func(b namedCountry) bool { return a.code == b.code })
		if i < 0 {
			continue
		}
		b := p[i]
		p = slices.Delete(p, i, i+1)
		s.unchange(a.span, b.span)
	}
}

// turned reports whether both name the same countries, in another order.
func turned(q, p []namedCountry) bool {
	codes := func(all []namedCountry) (out []string) {
		for _, n := range all {
			out = append(out, n.code)
		}
		return out
	}
	a, b := codes(q), codes(p)
	if slices.Equal(a, b) {
		return false
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// namedCountry is a country's name in a text: tokens [from,to).
type namedCountry struct {
	span
	code string
}

// namedCountries are the countries that the changed words of a text name.
func namedCountries(lang string, f text.Folded, changed []bool) []namedCountry {
	names := countriesOf(lang)
	var out []namedCountry
	for i := 0; i < len(f.Tokens); i++ {
		if !slices.Contains(changed[i:min(i+4, len(changed))], true) {
			continue
		}
		for n := min(4, len(f.Tokens)-i); n > 0; n-- {
			if code := countryAt(names, f, i, n); code != "" {
				if slices.Contains(changed[i:i+n], true) {
					out = append(out, namedCountry{span{i, i + n}, code})
				}
				i += n - 1
				break
			}
		}
	}
	return out
}

// countryAt is the country that n tokens from i on name.
func countryAt(names map[string]string, f text.Folded, i, n int) string {
	keys := make([]string, n)
	for k := range n {
		keys[k] = f.Tokens[i+k].Key
	}
	phrase := strings.Join(keys, " ")
	if code := names[phrase]; code != "" {
		return code
	}
	code := shortNames[phrase]
	if up := shortNames[strings.ToUpper(phrase)]; up != "" && n == 1 || phrase == "uno" || phrase == "vs" || phrase == "un" {
		for _, r := range f.Runes[f.Tokens[i].From:f.Tokens[i].To] {
			if unicode.IsLower(r) {
				return "" // us, un, uno: words
			}
		}
		if up != "" {
			return up
		}
	}
	return code
}

// regions are the countries of ISO 3166.
var regions = sync.OnceValue(func() []language.Region {
	var out []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if r, err := language.ParseRegion(string(a) + string(b)); err == nil && r.IsCountry() {
				out = append(out, r)
			}
		}
	}
	return out
})

// countryStems are the first four letters of every country's name in some
// languages, by CLDR.
var countryStems = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, lang := range []string{"en", "es", "fr", "pt", "it", "de", "pl", "ro", "ru", "uk", "cs", "nl", "el", "ar", "he", "tr"} {
		for name := range countriesOf(lang) {
			if r := []rune(name); len(r) >= 4 && !strings.Contains(name, " ") {
				set[string(r[:4])] = true
			}
		}
	}
	return set
})
