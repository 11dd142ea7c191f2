package cross

import (
	"strings"
	"unicode/utf8"

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
)

// snowball are the stemmers of https://snowballstem.org by language.
var snowball = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "nl": dutch.Stem, "en": english.Stem, "fi": finnish.Stem, "fr": french.Stem, "de": german.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "no": norwegian.Stem, "nb": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem,
	"ru": russian.Stem, "es": spanish.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// endings are the commonest inflections of languages that Snowball lacks, longest
// first, without diacritics.
var endings = map[string][]string{
	"pl": strings.Fields("iego iemu ami ach ego emu ych ymi imi ich owi ow om em ie ia iu ii ej mi a e i o u y"),
	"cs": strings.Fields("eho emu ami ach ich ych ymi imi ovi um em ou ho mi e i y a o u"),
	"sk": strings.Fields("eho emu ami ach ich ych ymi imi ovi om em ou ho mi e i y a o u"),
	"uk": strings.Fields("ього ого ому ими ами ями ах ях ів ів ою ею ий ій их ом ем а я и і у ю е о"),
	"bg": strings.Fields("ията ите ове ият ята та то те ия ът ът а я и о е"),
	"sr": strings.Fields("ima ama oga omu om em a e i o u"), "hr": strings.Fields("ima ama oga omu om em a e i o u"), "sh": strings.Fields("ima ama oga omu om em a e i o u"),
	"el": strings.Fields("ουσ ων εισ ησ ασ οσ ου οι εσ αι ηκε ε η α ο ι υ ω"),
	"hi": strings.Fields("ियों ाओं ियां ों ें ीं ने ना नी ता ती ते ा ी े ो ू ि"),
}

// Stem takes the inflection off a folded word, by the rules of its language; words
// of other languages stay as they are.
func Stem(lang, word string) string {
	if f := snowball[lang]; f != nil {
		env := snowballstem.NewEnv(word)
		f(env)
		return env.Current()
	}
	for _, e := range endings[lang] {
		if rest, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return word
}
