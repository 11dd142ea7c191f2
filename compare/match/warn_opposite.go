package match

import (
	"slices"
	"strings"
	"sync"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/store"
)

var oppositeWarnings = []warning{
	{
		name: "opposite", broader: "negation", text: "A word was put for its opposite.",
		holds: func(c *check) bool {
			return c.anyPair(c.opposite) || c.oppositeBeside() || c.oppositeUnspaced()
		},
		details: func(c *check) []store.WarningDetail { return c.pairsTold(c.opposite) },
	},
}

// axes are words and their opposites, by which the lexicon finds those of other
// languages.
const axes = `raise rise increase grow gain climb strengthen expand up / cut fall decrease reduce drop decline lower shrink lose weaken down
more / less fewer
win victory / lose defeat
support back approve endorse favor / oppose reject condemn
accept agree approve / refuse reject deny
allow permit legalize / ban prohibit forbid
open / close shut
start begin launch / end stop finish
buy purchase / sell
true truth / false lie
guilty / innocent
before / after
with / without
better improve / worse worsen
best / worst
safe secure / dangerous unsafe
first / last
fast quick / slow
high / low
big large / small little
rich / poor
strong / weak
friend ally / enemy
love / hate
success succeed / failure fail
peace / war
attack / defend
build / destroy demolish
new / old
cheap / expensive
early / late
import / export
always / never
everyone everybody / nobody
legal / illegal
arrive enter / leave
remember / forget
save / waste spend
left / right
north / south
east / west
day / night
hire employ / fire dismiss
majority / minority
public / private
possible / impossible
positive / negative
advantage / disadvantage
increase / decrease
protect / harm threaten
create / destroy
join / leave
give / take
pay / earn
hot / cold
far / near
happy / sad
good / bad
right / wrong
deny / confirm admit
hope / fear
attack / protect
inside / outside
survive / die
lowest minimum / highest maximum
above over / below under
for / against
here / there
pass / fail
praise applaud commend welcome / condemn denounce criticize blame
acquit exonerate absolve / convict condemn sentence
appoint / dismiss
rescue / abandon
reveal disclose / conceal hide
keep / break
descend / ascend climb
cancel / confirm`

// poles are, for each axis, the concepts of one side and of the other.
var poles = sync.OnceValue(func() [][2][]int32 {
	en := lexicon.For(lexicon.Pivot)
	var out [][2][]int32
	for line := range strings.Lines(axes) {
		var axis [2][]int32
		for i, side := range strings.SplitN(line, "/", 2) {
			for w := range strings.FieldsSeq(side) {
				if s := en.Find(w); len(s) > 0 {
					axis[i] = append(axis[i], s[0].Concept)
				}
			}
		}
		out = append(out, axis)
	}
	return out
})

// antonyms are the concepts that words/antonyms.txt has as opposites, by the first sense
// of its words.
var antonyms = sync.OnceValue(func() map[[2]int32]bool {
	en := lexicon.For(lexicon.Pivot)
	out := map[[2]int32]bool{}
	file, err := wordFiles.ReadFile("words/antonyms.txt")
	for line := range strings.Lines(string(file)) {
		a, b, ok := strings.Cut(strings.TrimSpace(line), "/")
		x, y := en.Find(a), en.Find(b)
		if ok && err == nil && len(x) > 0 && len(y) > 0 && x[0].Concept != y[0].Concept {
			out[[2]int32{x[0].Concept, y[0].Concept}], out[[2]int32{y[0].Concept, x[0].Concept}] = true, true
		}
	}
	return out
})

// opposite reports whether the lexicon has one word as the opposite of another.
func (c *check) opposite(a, b string) bool {
	if slices.Contains(listedOpposites[a], b) {
		return true
	}
	if c.listed(a, b) {
		return true
	}
	t := lexicon.For(c.lang)
	if t == nil || a == b {
		return false
	}
	x, y := concepts(t, a), concepts(t, b)
	if len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(k int32) bool { return slices.Contains(y, k) }) {
		return false
	}
	for _, axis := range poles() {
		if anyOf(x, axis[0]) && anyOf(y, axis[1]) && !anyOf(x, axis[1]) && !anyOf(y, axis[0]) {
			return true
		}
	}
	for _, k := range x {
		if slices.ContainsFunc(y, func(o int32) bool { return antonyms()[[2]int32{k, o}] }) {
			return true
		}
	}
	return false
}

// beginning is a word, or the beginning of all words that are meant.
type beginning struct {
	key   string
	whole bool
}

// axisOf is one line of words/opposite.txt: the words of one side and of the other.
type axisOf [2][]beginning

var axesByLang sync.Map

// axesIn are the opposites that words/opposite.txt has for a language.
func axesIn(lang string) []axisOf {
	if a, ok := axesByLang.Load(lang); ok {
		return a.([]axisOf)
	}
	var out []axisOf
	file, err := wordFiles.ReadFile("words/opposite.txt")
	for line := range strings.Lines(string(file)) {
		in, sides, ok := strings.Cut(line, ": ")
		if !ok || err != nil || in != lang {
			continue
		}
		var axis axisOf
		for i, side := range strings.SplitN(sides, "/", 2) {
			for w := range strings.FieldsSeq(side) {
				w, whole := strings.CutSuffix(w, "=")
				axis[i] = append(axis[i], beginning{foldedRun(w), whole})
			}
		}
		out = append(out, axis)
	}
	got, _ := axesByLang.LoadOrStore(lang, out)
	return got.([]axisOf)
}

// listed reports whether words/opposite.txt has two words on the two sides of an axis.
func (c *check) listed(a, b string) bool {
	for _, axis := range axesIn(c.lang) {
		if axis.has(0, a) && axis.has(1, b) && !axis.has(1, a) && !axis.has(0, b) {
			return true
		}
	}
	return false
}

func (a axisOf) has(side int, word string) bool {
	return slices.ContainsFunc(a[side], func(x beginning) bool {
		return word == x.key || !x.whole && strings.HasPrefix(word, x.key)
	})
}

// concepts are the likely ones of a word.
func concepts(t *lexicon.Language, word string) []int32 {
	var out []int32
	for i, s := range t.Find(word) {
		if s.Weight >= 0.3 && i < 3 {
			out = append(out, s.Concept)
		}
	}
	return out
}

func anyOf(a, b []int32) bool {
	return slices.ContainsFunc(a, func(k int32) bool { return slices.Contains(b, k) })
}

// besideMost is how many changed words of a side are compared with each of the other's.
const besideMost = 4

// oppositeBeside looks at the changed words where few are and none of the opposites
// stands in the other's place.
func (c *check) oppositeBeside() bool {
	if n := countTrue(c.changedQ); n == 0 || len(c.pairs) > 0 && (n > besideMost || countTrue(c.changedP) > besideMost) {
		return false
	}
	for i, q := range c.quote.Tokens {
		for j, p := range c.post.Tokens {
			if c.changedQ[i] && c.changedP[j] && (c.opposite(q.Key, p.Key) || c.opposite(p.Key, q.Key)) {
				return true
			}
		}
	}
	return false
}

func countTrue(b []bool) (n int) {
	for _, x := range b {
		if x {
			n++
		}
	}
	return n
}

// listedOpposites are pairs that the lexicon does not tell apart, folded.
var listedOpposites = func() map[string][]string {
	m := map[string][]string{}
	for pair := range strings.FieldsSeq(`faster/slower more/less more/fewer higher/lower bigger/smaller larger/smaller stronger/weaker better/worse earlier/later safer/riskier richer/poorer
		increased/reduced with/without before/after above/below for/against everyone/nobody always/never most/least lowest/highest smallest/largest smallest/biggest slowest/fastest weakest/strongest worst/best earliest/latest cheapest/dearest shortest/longest shorter/longer hottest/coldest youngest/oldest younger/older minimum/maximum
		mas/menos con/sin antes/despues siempre/nunca mejor/peor mayor/menor subio/bajo sube/baja suben/bajan subir/bajar subira/bajara crecio/cayo
		avec/sans plus/moins avant/apres toujours/jamais pour/contre mieux/pire meilleur/pire hausse/baisse augmente/diminue monte/baisse
		com/sem sempre/nunca mais/menos melhor/pior maior/menor subiu/caiu sobe/cai aumentou/caiu cresceu/caiu
		piu/meno con/senza sempre/mai prima/dopo meglio/peggio sale/scende salito/sceso salita/scesa saliti/scesi salite/scese aumentata/diminuita aumentato/diminuito maggiore/minore
		mit/ohne mehr/weniger vor/nach immer/nie fur/gegen besser/schlechter steigt/sinkt steigen/sinken stieg/sank gestiegen/gesunken hoher/niedriger schneller/langsamer
		больше/меньше выше/ниже лучше/хуже до/после за/против выросла/упала вырос/упал выросли/упали растет/падает повысить/снизить быстрее/медленнее с/без всегда/никогда
		більше/менше вище/нижче краще/гірше до/після за/проти зросла/впала зріс/впав
		meer/minder voor/na met/zonder beter/slechter hoger/lager
		mer/mindre fore/efter med/utan battre/samre hogre/lagre okade/minskade okar/minskar
		wiecej/mniej przed/po lepiej/gorzej wzrosla/spadla wzrosl/spadl rosnie/spada
		fazla/az cok/az sonra/once beste/slechtste बाद/पहले ज्यादा/कम अधिक/कम daha/az once/sonra artti/azaldi yukseldi/dustu artiracak/azaltacak
		اكثر/اقل قبل/بعد مع/ضد ارتفع/انخفض ارتفعت/انخفضت افضل/اسوا زاد/نقص زادت/قلت زاد/قل زادت/نقصت ازداد/انخفض ازدادت/انخفضت تراجع/ارتفع تراجعت/ارتفعت`) {
		a, b, _ := strings.Cut(pair, "/")
		m[a], m[b] = append(m[a], b), append(m[b], a)
	}
	return m
}()

// oppositeUnspaced looks, in scripts without spaces, for opposites of several characters
// each around the changed ones.
func (c *check) oppositeUnspaced() bool {
	if !slices.Contains(unspacedLangs, c.lang) || !slices.Contains(c.changedQ, true) || !slices.Contains(c.changedP, true) {
		return false
	}
	has := func(f text.Folded, changed []bool, words []beginning) bool {
		return slices.ContainsFunc(words, func(w beginning) bool { return wordChanged(f, changed, w.key) })
	}
	for _, axis := range axesIn(c.lang) {
		if has(c.quote, c.changedQ, axis[0]) && has(c.post, c.changedP, axis[1]) || has(c.quote, c.changedQ, axis[1]) && has(c.post, c.changedP, axis[0]) {
			return true
		}
	}
	return false
}

var unspacedLangs = []string{"zh", "ja", "th"}

func foldedRun(s string) string {
	var b strings.Builder
	for _, t := range text.Fold(s).Tokens {
		b.WriteString(t.Key)
	}
	return b.String()
}

// wordChanged reports whether a word of several tokens stands in a text with one of
// them changed.
func wordChanged(f text.Folded, changed []bool, word string) bool {
	for i := range f.Tokens {
		rest, n, any := word, i, false
		for n < len(f.Tokens) && rest != "" && f.Tokens[n].Key != "" && strings.HasPrefix(rest, f.Tokens[n].Key) {
			any = any || changed[n]
			rest = rest[len(f.Tokens[n].Key):]
			n++
		}
		if rest == "" && any {
			return true
		}
	}
	return false
}
