package lexicon

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"

	"onrecord/compare/lang"
	"onrecord/compare/text"
)

// snowball are the stemmers of https://snowballstem.org by language. They read
// diacritics, and must see a word before those are folded.
var snowball = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "nl": dutch.Stem, "en": english.Stem, "fi": finnish.Stem, "fr": french.Stem, "de": german.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem,
	"ru": russian.Stem, "es": spanish.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// endings are the commonest inflections of languages that Snowball and inflections
// lack, without diacritics.
var endings = map[string]string{
	"hi": "ियों ाओं ियां ियाँ ाएं ाएँ ेगा ेगी ेंगे ों ें ीं ने ना नी ता ती ते या यी ये कर ा ी े ो ू ि",
	"fa": "هايي هايش هاي ها ترين تر ان اي ي م ش ند يم",
	"he": "יהם נו ים ות תי",
	"eu": "etan eko aren ari ak an en a",
}

// Stem takes the inflection off a word in lower case with its diacritics, by the
// rules of its language; words of other languages stay as they are.
func Stem(lang, word string) string {
	lang = column(lang)
	if f := snowball[lang]; f != nil {
		env := snowballstem.NewEnv(word)
		f(env)
		return env.Current()
	}
	if set := endingSets[lang]; set != nil {
		return set().cut(text.FoldKey(word))
	}
	return word
}

// column is the language whose column and rules serve for another one's.
func column(code string) string {
	if code == "sr" {
		return "hr"
	}
	return lang.Standard(code)
}
