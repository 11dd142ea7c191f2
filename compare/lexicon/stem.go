package lexicon

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

	"onrecord/compare/text"
)

// snowball are the stemmers of https://snowballstem.org by language. They read
// diacritics, and must see a word before those are folded.
var snowball = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "nl": dutch.Stem, "en": english.Stem, "fi": finnish.Stem, "fr": french.Stem, "de": german.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem,
	"ru": russian.Stem, "es": spanish.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// endings are the commonest inflections of languages that Snowball lacks, longest
// first, without diacritics.
var endings = map[string][]string{
	"pl": strings.Fields("iejszych iejsza owania owanie iego iemu ania anie enia enie ach ego emu ych ymi imi ich owi ami ala ali alo ila ili ilo ow om em ie ia iu ii ej mi al il ac ic a e i o u y"),
	"cs": strings.Fields("ovani eho emu ami ach ich ych ymi imi ovi ani eni ala ali alo ila ili ilo um em ou ho mi al il at it e i y a o u"),
	"sk": strings.Fields("ovanie eho emu ami ach ich ych ymi imi ovi anie enie ala ali alo ila ili ilo om em ou ho mi al il at it e i y a o u"),
	"uk": strings.Fields("ювати увати ання ення ього ого ому ими ами ями ала али ило или ила ати ити ах ях ів ою ею ии ий ій їй их ом ем ав ив а я и і ї у ю е є о ь"),
	"be": strings.Fields("аваць аго ому ымі амі ямі аць іць ах яў аў ою ею ых ых ом ем ый а я ы і у ю е о ь"),
	"bg": strings.Fields("ванията ването ането енето ията ите ове ият ата ята ото ето ите ат ята та то те ия ът ах ал ел а я и о е м ш"),
	"mk": strings.Fields("њето ата ото ите ови иот та то те от а и о е"),
	"sl": strings.Fields("anja anje enja enje ega emu ami ah ih im imi om em ala ali ila ili ati iti al il a e i o u"),
	"hr": strings.Fields("anja anje enja enje ovima evima ima ama oga omu ala ali alo ila ili ilo ati iti om em ao io a e i o u"),
	"el": strings.Fields("ουσαμε ουνται ονται ηκαν ηκε ουσ ουμε ουν ων εισ ησ ασ οσ ου οι εσ αι ετε ει ε η α ο ι υ ω"),
	"hi": strings.Fields("ियों ाओं ियां ियाँ ाएं ाएँ ेगा ेगी ेंगे ों ें ीं ने ना नी ता ती ते या यी ये कर ा ी े ो ू ि"),
	"bn": strings.Fields("গুলোর গুলো দের ের েরা রা কে তে ে র"),
	"ur": strings.Fields("یوں وں یں نے نا نی تا تی تے ا ی ے"),
	"fa": strings.Fields("هايي هايش هاي ها ترين تر ان اي ي م ش ند يم"),
	"he": strings.Fields("יהם נו ים ות תי"),
	"lt": strings.Fields("iams iais iuose ams ais uose imas imo imu us as is ys os ai es ei ie iu ui a e i o u"),
	"lv": strings.Fields("šanas šanu šana iem ām as am os is us es ai ei u a e i s"),
	"et": strings.Fields("dele dest tele test misel mise mine des tes le st ga de te id us d t e i a u"),
	"sq": strings.Fields("ave eve ive eve imin imi te et in it a e i u"),
	"ca": strings.Fields("aments ament acions acio ades ats ada ava ar er ir es os at a e o s"),
	"eu": strings.Fields("etan eko aren ari ak an en a"),
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
	list := endings[lang]
	if list == nil {
		return word
	}
	key := text.FoldKey(word)
	for _, e := range list {
		if rest, ok := strings.CutSuffix(key, e); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return key
}

// column is the language whose column and rules serve for another one's.
func column(lang string) string {
	switch lang {
	case "nb", "nn":
		return "no"
	case "sh", "bs", "sr", "cnr":
		return "hr"
	case "iw":
		return "he"
	case "in":
		return "id"
	}
	return lang
}
