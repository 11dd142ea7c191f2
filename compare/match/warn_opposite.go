package match

import (
	"slices"
	"strings"
	"sync"

	"onrecord/compare/lexicon"
)

var oppositeWarning = warning{
	name: "opposite", broader: "negation", text: "A word was put for its opposite.",
	holds: func(c *check) bool { return c.anyPair(c.opposite) || len(c.pairs) == 0 && c.oppositeBeside() },
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
above over / below under
for / against
here / there`

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

// opposite reports whether the lexicon has one word as the opposite of another.
func (c *check) opposite(a, b string) bool {
	if listedOpposites[a] != "" && listedOpposites[a] == b {
		return true
	}
	if up, down := courses(c.lang); beginsWith(a, up) && beginsWith(b, down) {
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
	return false
}

// stemsOfCourse are the beginnings of the words for going up and for going down, of
// which numbers are told most.
var stemsOfCourse = map[string]string{
	"en": "increas rais rise rose grow grew climb/decreas fell fall drop declin lower reduc cut",
	"es": "subi sube suben subir aument crec incremen/baj cayo caye caen disminu reduc descend recort", "pt": "subi sobe aument cresc elev/caiu caira cai caem baix diminu reduz recu",
	"fr": "augment monte mont haus grimp progress/baiss diminu recul chut reduit", "it": "aument sali sale cresc/diminu scend scese cala ridott ridur croll",
	"de": "steig stieg gestieg erhoh wachs wuchs zugenomm/sink sank gesunk fiel gefall senk verring abgenomm", "nl": "steeg stijg gesteg toegenom verhoog/daal gedaald zakt verlaag",
	"sv": "steg stig oka okar hoj/sjunk minsk sank foll", "pl": "wzros rosn zwieksz podnio podwyz/spad zmniejsz obniz zmala", "cs": "vzrost stoup zvys/kles pokles sniz",
	"ru": "вырос возрос повыс увелич раст поднял/упал сниз пониз уменьш сократ пада", "uk": "вирос зрос зріс підвищ збільш/впал знизи зменш скорот",
	"tr": "yuksel artt artacak artir/dust dusece azal", "ro": "crescut creste majorat/scazut scade redus",
}

func courses(lang string) (up, down []string) {
	a, b, _ := strings.Cut(stemsOfCourse[lang], "/")
	return strings.Fields(a), strings.Fields(b)
}

func beginsWith(word string, stems []string) bool {
	return slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(word, s) })
}

// concepts are the likely ones of a word.
func concepts(t *lexicon.Tongue, word string) []int32 {
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

// oppositeBeside looks at the changed words where none stands in another's place.
func (c *check) oppositeBeside() bool {
	for i, q := range c.quote.Tokens {
		for j, p := range c.post.Tokens {
			if c.changedQ[i] && c.changedP[j] && (c.opposite(q.Key, p.Key) || c.opposite(p.Key, q.Key)) {
				return true
			}
		}
	}
	return false
}

// listedOpposites are pairs that the lexicon does not tell apart, folded.
var listedOpposites = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(`faster/slower more/less more/fewer higher/lower bigger/smaller larger/smaller stronger/weaker better/worse earlier/later safer/riskier richer/poorer
		increased/reduced with/without before/after above/below for/against everyone/nobody always/never most/least
		mas/menos con/sin antes/despues siempre/nunca mejor/peor mayor/menor subio/bajo sube/baja suben/bajan subir/bajar subira/bajara crecio/cayo
		avec/sans plus/moins avant/apres toujours/jamais pour/contre mieux/pire meilleur/pire hausse/baisse augmente/diminue monte/baisse
		com/sem sempre/nunca mais/menos melhor/pior maior/menor subiu/caiu sobe/cai aumentou/caiu cresceu/caiu
		piu/meno con/senza sempre/mai prima/dopo meglio/peggio sale/scende salito/sceso maggiore/minore
		mit/ohne mehr/weniger vor/nach immer/nie fur/gegen besser/schlechter steigt/sinkt steigen/sinken stieg/sank gestiegen/gesunken hoher/niedriger schneller/langsamer
		больше/меньше выше/ниже лучше/хуже до/после за/против выросла/упала вырос/упал выросли/упали растет/падает повысить/снизить быстрее/медленнее с/без всегда/никогда
		більше/менше вище/нижче краще/гірше до/після за/проти зросла/впала зріс/впав
		meer/minder voor/na met/zonder beter/slechter hoger/lager
		mer/mindre fore/efter med/utan battre/samre hogre/lagre okade/minskade okar/minskar
		wiecej/mniej przed/po lepiej/gorzej wzrosla/spadla wzrosl/spadl rosnie/spada
		daha/az once/sonra artti/azaldi yukseldi/dustu artiracak/azaltacak
		اكثر/اقل قبل/بعد مع/ضد ارتفع/انخفض ارتفعت/انخفضت افضل/اسوا زاد/نقص`) {
		a, b, _ := strings.Cut(pair, "/")
		m[a], m[b] = b, a
	}
	return m
}()
