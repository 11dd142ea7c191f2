package match

import (
	"slices"
	"strings"
	"sync"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

var oppositeWarning = warning{
	name: "opposite", broader: "negation", text: "A word was put for its opposite.",
	holds: func(c *check) bool {
		return c.anyPair(c.opposite) || len(c.pairs) == 0 && c.oppositeBeside() || c.oppositeUnspaced()
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
	if slices.Contains(listedOpposites[a], b) {
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
	if c.lang == "ko" && koreanOpposites(a, b) {
		return true
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
		fazla/az cok/az sonra/once beste/slechtste बाद/पहले ज्यादा/कम अधिक/कम 증가/감소 이후/이전 이상/이하 찬성/반대 상승/하락 많은/적은 늘/줄 최고/최저 승리/패배 daha/az once/sonra artti/azaldi yukseldi/dustu artiracak/azaltacak
		اكثر/اقل قبل/بعد مع/ضد ارتفع/انخفض ارتفعت/انخفضت افضل/اسوا زاد/نقص زادت/قلت زاد/قل زادت/نقصت ازداد/انخفض ازدادت/انخفضت تراجع/ارتفع تراجعت/ارتفعت`) {
		a, b, _ := strings.Cut(pair, "/")
		m[a], m[b] = append(m[a], b), append(m[b], a)
	}
	return m
}()

// koreanOpposites reports whether two words begin with opposites, particles and endings
// behind them.
func koreanOpposites(a, b string) bool {
	for x, all := range listedOpposites {
		if x >= "\uac00" && strings.HasPrefix(a, x) && beginsWith(b, all) {
			return true
		}
	}
	return false
}

// unspacedOpposites are opposites of scripts without spaces, by language.
var unspacedOpposites = map[string]string{
	"zh": "之后/之前 以后/以前 后来/先前 增加/减少 增长/下降 上升/下降 上涨/下跌 提高/降低 更多/更少 最多/最少 支持/反对 同意/拒绝 赞成/反对 允许/禁止 开放/关闭 打开/关闭 胜/败 赢/输 买/卖 开始/结束 成功/失败 安全/危险 最大/最小 更大/更小 更高/更低 最高/最低 最好/最坏 更好/更差 盟友/敌人 进口/出口 加强/削弱 扩大/缩小 以上/以下 内/外 左/右 东/西 南/北 快/慢 强/弱 早/晚 真/假 战争/和平 接受/拒绝 承认/否认 有罪/无罪 多数/少数",
	"ja": "後に/前に の後/の前 以上/以下 以前/以後 以降/以前 増加/減少 増え/減っ 増え/減り 増やす/減らす 多く/少なく 多い/少ない 支持/反対 賛成/反対 賛成/拒否 受け入れ/拒否 許可/禁止 上昇/下落 上昇/低下 上が/下が 引き上げ/引き下げ 勝/負 勝利/敗北 買/売 開始/終了 始ま/終わ 成功/失敗 安全/危険 最大/最小 高い/低い 最高/最低 大き/小さ 強/弱 早/遅 速/遅 開/閉 良い/悪い 敵/味方 輸入/輸出 戦争/平和 認め/否定 有罪/無罪 多数/少数 内/外 左/右",
	"th": "เพิ่ม/ลด ขึ้น/ลง สนับสนุน/คัดค้าน ก่อน/หลัง มากกว่า/น้อยกว่า ชนะ/แพ้ เปิด/ปิด ซื้อ/ขาย",
}

// oppositeUnspaced looks for opposites of several characters each around the changed
// ones.
func (c *check) oppositeUnspaced() bool {
	list, ok := unspacedOpposites[c.lang]
	if !ok {
		return false
	}
	for pair := range strings.FieldsSeq(list) {
		a, b, _ := strings.Cut(pair, "/")
		a, b = foldedRun(a), foldedRun(b)
		if wordChanged(c.quote, c.changedQ, a) && wordChanged(c.post, c.changedP, b) || wordChanged(c.quote, c.changedQ, b) && wordChanged(c.post, c.changedP, a) {
			return true
		}
	}
	return false
}

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
