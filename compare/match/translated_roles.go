package match

import (
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// acting says which of two in a clause, in the order of the text, acts on the other, comes before it
// or is more than it.
type acting int8

const (
	unread acting = iota
	firstActs
	secondActs
)

func (a acting) turned() acting {
	switch a {
	case firstActs:
		return secondActs
	case secondActs:
		return firstActs
	case unread:
	}
	return unread
}

// roleWords are a language's words of words/roles.txt by group.
type roleWords map[string]map[string]bool

var rolesByLang sync.Map

func rolesIn(code string) roleWords {
	own := lang.Standard(code)
	if r, ok := rolesByLang.Load(own); ok {
		return r.(roleWords)
	}
	out := roleWords{}
	file, err := wordFiles.ReadFile("words/roles.txt")
	for line := range strings.Lines(string(file)) {
		head, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if in, group, _ := strings.Cut(head, " "); ok && err == nil && in == own {
			out[group] = map[string]bool{}
			for _, t := range text.Fold(words).Tokens {
				out[group][t.Exact] = true
			}
		}
	}
	got, _ := rolesByLang.LoadOrStore(own, out)
	return got.(roleWords)
}

// mutual are verbs of which both sides do the same, and converse are those that say of one what another
// verb says of the other: lend and borrow.
var (
	mutual   = sensesOnce("meet", "marry", "negotiate", "agree", "play", "talk", "discuss", "cooperate", "merge", "border", "neighbour", "fight", "compete", "separate", "divorce", "exchange", "unite", "connect")
	converse = sensesOnce("lose", "borrow", "lend", "receive", "get", "buy", "sell", "give", "learn", "teach", "inherit", "follow", "precede", "belong", "own", "please", "like", "fear", "frighten", "suffer", "lead", "come", "contain", "include", "obtain", "undergo")
)

// party is one of those of whom a sentence tells, in both texts.
type party struct{ quote, post span }

// rolesTurned reports whether of two in a sentence of the quote the one acts on the other who acts on it
// in the post, each read for certain on its own side.
func (c translated) rolesTurned() bool {
	for _, s := range c.certain() {
		if c.speakerTurned(s) {
			return true
		}
		all := c.parties(s)
		for i, a := range all {
			for _, b := range all[i+1:] {
				if a.quote.from > b.quote.from {
					a, b = b, a
				}
				as, crossed := min(c.readAs(a), c.readAs(b)), b.post.from < a.post.from
				if !crossed && (byEndings[c.QuoteLang] || byEndings[c.PostLang]) { // an ending alone is not sure enough
					as = min(as, asThing)
				}
				q := actingIn(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote, a.quote, b.quote, as)
				if q == unread {
					continue
				}
				first, second := a.post, b.post
				if crossed {
					first, second = second, first
				}
				p := actingIn(c.PostLang, c.Post, c.inPost, s.post, first, second, as)
				if crossed {
					p = p.turned()
				}
				if p != unread && p != q && !c.mayBeConverse(a, b, s) {
					return true
				}
			}
		}
	}
	return false
}

// crossed reports whether two that may act on each other stand in another order in the quote than in the
// post, and kept whether of two that do it is read that the one is as much more than the other.
func (c translated) crossed(s sentencePair) (crossed, kept bool) {
	all := c.parties(s)
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.quote.from > b.quote.from {
				a, b = b, a
			}
			as := min(c.readAs(a), c.readAs(b))
			if b.post.from > a.post.from || as < asThing {
				continue
			}
			crossed = crossed || as == asActor
			q := actingIn(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote, a.quote, b.quote, asThing)
			kept = kept || q != unread && q == actingIn(c.PostLang, c.Post, c.inPost, s.post, b.post, a.post, asThing).turned()
		}
	}
	return crossed, kept
}

// parties are the words of a sentence that are rendered, and stand once in each text.
func (c translated) parties(s sentencePair) []party {
	var out []party
	for _, r := range c.Pairs {
		p := party{span{r.From, r.To}, span{r.PostFrom, r.PostTo}}
		if r.PostTo > r.PostFrom && within(p.quote, s.quote) && within(p.post, s.post) && once(c.Quote.Folded, s.quote, p.quote) && once(c.Post, s.post, p.post) {
			out = append(out, p)
		}
	}
	return out
}

// once reports whether a word stands once in a stretch.
func once(f text.Folded, in, at span) bool {
	n := 0
	for _, t := range f.Tokens[in.from:in.to] {
		if t.Key == f.Tokens[at.from].Key {
			n++
		}
	}
	return n == 1 || unspacedText(f)
}

// timesOf are what is no party, though a noun.
var timesOf = append(daysAndMonths(), "year", "month", "week", "day", "hour", "today", "yesterday", "tomorrow", "morning", "evening", "night", "time", "summer", "winter", "spring", "autumn")

// daysAndMonths are their English names, but for May, which is a verb.
func daysAndMonths() (out []string) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		out = append(out, d.String())
	}
	for m := time.January; m <= time.December; m++ {
		if m != time.May {
			out = append(out, m.String())
		}
	}
	return out
}

// names reports whether a word may name a party: a name, or a noun by what stands before it where the
// language shows that.
func names(code string, f text.Folded, at span) bool {
	r := rolesIn(code)
	if isDigit(f.Tokens[at.from].Key) || means(code, f, span{at.to - 1, at.to}, timesOf) {
		return false
	}
	if len(r["article"]) < 3 || f.IsName(at.from) || code == "de" && unicode.IsUpper(f.Runes[f.Tokens[at.from].From]) {
		return true
	}
	if at.from == 0 || borderAfter(f, at.from-1) != noBorder {
		return true
	}
	for i := at.from - 1; i >= max(0, at.from-2) && borderAfter(f, i) == noBorder; i-- {
		if r["article"][f.Tokens[i].Exact] {
			return true
		}
	}
	switch code {
	case "sv", "da", "no":
		return strings.HasSuffix(f.Tokens[at.to-1].Key, "n") || strings.HasSuffix(f.Tokens[at.to-1].Key, "t") || strings.HasSuffix(f.Tokens[at.to-1].Key, "na")
	case "ro", "bg", "id", "vi":
		return true
	}
	return strings.Contains(" a al to the ao aos del della dei dal au aux du by por ", " "+f.Tokens[at.from-1].Key+" ") || r["of"][f.Tokens[at.from-1].Exact] || r["by"][f.Tokens[at.from-1].Exact] || r["object"][f.Tokens[at.from-1].Exact]
}

// agents are the concepts of words/agents.txt.
var agents = sync.OnceValue(func() map[int32]bool {
	file, err := wordFiles.ReadFile("words/agents.txt")
	out := map[int32]bool{}
	for line := range strings.Lines(string(file)) {
		if err == nil && !strings.HasPrefix(line, "#") {
			for _, c := range firstSenses(strings.Fields(line)) {
				out[c] = true
			}
		}
	}
	return out
})

// reading is what a rendered word may be: any word, what names something in both texts, or somebody, or a
// body, that may act on another by either text.
type reading int8

const (
	asWord reading = iota
	asThing
	asActor
)

func (c translated) readAs(p party) reading {
	switch {
	case !names(c.QuoteLang, c.Quote.Folded, p.quote) || !names(c.PostLang, c.Post, p.post):
		return asWord
	case sameCapital(c.Quote.Folded, p.quote, c.Post, p.post), called(c.QuoteLang, c.Quote.Folded, p.quote) && called(c.PostLang, c.Post, p.post), actor(c.QuoteLang, c.Quote.Folded, p.quote) || actor(c.PostLang, c.Post, p.post):
		return asActor
	}
	return asThing
}

// sameCapital reports whether a word stands in both texts alike and with a capital, as names do.
func sameCapital(q text.Folded, at span, p text.Folded, there span) bool {
	a, b := q.Tokens[at.from], p.Tokens[there.from]
	return at.to-at.from == 1 && there.to-there.from == 1 && a.Exact == b.Exact && unicode.IsUpper(q.Runes[a.From]) && unicode.IsUpper(p.Runes[b.From])
}

// called reports whether a word is written as a name; German writes all nouns so.
func called(code string, f text.Folded, at span) bool { return code == "de" || f.IsName(at.from) }

// actor reports whether a word is a name, or one of somebody who may act on another.
func actor(code string, f text.Folded, at span) bool {
	l := lexicon.For(code)
	if l == nil {
		return false
	}
	known := false
	for _, s := range l.Find(f.Tokens[at.to-1].Key) {
		if s.Weight < otherReading {
			break
		}
		known = true
		if agents()[s.Concept] || lexicon.Proper(s.Concept) && !calendar[lexicon.Names()[s.Concept]] {
			return true
		}
	}
	return !known && (f.IsName(at.from) || unicode.IsUpper(f.Runes[f.Tokens[at.from].From]))
}

// mayBeConverse reports whether the verbs may be of two sides of one thing, or of what both do.
func (c translated) mayBeConverse(a, b party, s sentencePair) bool {
	stretch := func(code string, f text.Folded, x, y, whole span) span {
		if unspacedText(f) || byEndings[code] || code == "hi" || code == "ko" {
			return whole
		}
		return span{min(x.to, y.to), min(max(x.to, y.to)+2, whole.to)}
	}
	q, p := stretch(c.QuoteLang, c.Quote.Folded, a.quote, b.quote, s.quote), stretch(c.PostLang, c.Post, a.post, b.post, s.post)
	inQ, inP := verbsOf(c.QuoteLang, c.Quote.Folded, q, a.quote, b.quote), verbsOf(c.PostLang, c.Post, p, a.post, b.post)
	if anyOf(inQ, mutual()) || anyOf(inP, mutual()) {
		return true
	}
	for _, k := range converse() {
		if slices.Contains(inQ, k) != slices.Contains(inP, k) {
			return true
		}
	}
	return false
}

// verbsOf are the likeliest senses of the words of a stretch that are no mere links, nor either of two.
func verbsOf(code string, f text.Folded, in, x, y span) []int32 {
	r, l := rolesIn(code), lexicon.For(code)
	if l == nil {
		return nil
	}
	var out []int32
	for _, w := range l.Read(f) {
		if k := f.Tokens[w.From].Exact; w.From < in.from || w.To > in.to || len(w.Senses) == 0 || within(span{w.From, w.To}, x) || within(span{w.From, w.To}, y) || r["article"][k] || r["prep"][k] || r["being"][k] || r["link"][k] {
			continue
		}
		for _, s := range w.Senses {
			if s.Weight >= otherReading {
				out = append(out, s.Concept)
			}
		}
	}
	return out
}

// sensesOnce are the firstSenses of some English words, looked up once.
func sensesOnce(english ...string) func() []int32 {
	return sync.OnceValue(func() []int32 { return firstSenses(english) })
}

// firstSenses are the likeliest senses of some English words.
func firstSenses(english []string) []int32 {
	en := lexicon.For(lexicon.Pivot)
	var out []int32
	for _, w := range english {
		if s := en.Find(w); len(s) > 0 {
			out = append(out, s[0].Concept)
		}
	}
	return out
}

const (
	leadLongest   = 4 // words before him of whom a clause tells first
	middleLongest = 8 // words between the two
)

// actingIn reads which of two, in the order of the text, acts on the other.
func actingIn(code string, f text.Folded, all []mention, in, x, y span, as reading) acting {
	r := rolesIn(code)
	if len(r) == 0 || x.to > y.from || y.from-x.to > 2*middleLongest {
		return unread
	}
	switch {
	case (code == "ja" || code == "ko") && as == asActor:
		return byParticles(code, f, in, x, y)
	case code == "hi" && as == asActor:
		return byPostpositions(f, x, y)
	}
	if a := r.notBut(code, f, all, x, y); a != unread {
		return a
	}
	if as < asThing {
		return unread
	}
	if as == asActor {
		x = r.whole(code, f, in, x, y)
	}
	middle := span{x.to, y.from}
	if middle.to-middle.from > middleLongest {
		return unread
	}
	for i := x.to - 1; i < y.from; i++ {
		if b := borderAfter(f, i); b != noBorder && !(b == comma && r["than"][f.Tokens[i+1].Exact]) {
			return unread
		}
		if k := f.Tokens[i].Exact; i >= x.to && (coordinates[code][f.Tokens[i].Key] && !r["article"][k] && !r["prep"][k] || r["link"][k] && !r["than"][k] && !r["article"][k]) {
			return unread
		}
	}
	beginX, beginY := r.begin(f, x), r.begin(f, y)
	before := func(at int, group string) bool {
		return at > in.from && borderAfter(f, at-1) == noBorder && r[group][f.Tokens[at-1].Exact]
	}
	if before(beginX, "from") && before(beginY, "to") && middle.to-middle.from <= 3 {
		return firstActs
	}
	if before(beginX, "to") && before(beginY, "from") && middle.to-middle.from <= 3 {
		return secondActs
	}
	if code == "zh" && as == asActor {
		return r.chinese(f, in, x, y)
	}
	start := x.from
	for start > in.from && borderAfter(f, start-1) == noBorder && !r["link"][f.Tokens[start-1].Exact] && !coordinates[code][f.Tokens[start-1].Key] {
		start--
	}
	if beginY > x.to && (before(beginY, "than") || before(beginY, "prep") && before(beginY-1, "than")) {
		return r.moreThan(code, f, all, span{start, y.from})
	}
	if as < asActor {
		return unread
	}
	if byEndings[code] && code != "lt" {
		if slices.ContainsFunc(comparisonsIn(code, f, all, in), func(w sided) bool { return w.axis == 0 || w.axis == 2 }) { // the one is more, by the case of the other
			return unread
		}
		return r.byCases(code, f, in, x, y, beginX, beginY)
	}
	if code == "ar" {
		if x.from == start+1 && y.from == x.to && !r["prep"][f.Tokens[start].Exact] {
			return firstActs
		}
		return unread
	}
	for i := start; i < x.from; i++ {
		if k := f.Tokens[i].Exact; r["prep"][k] && !r["article"][k] || x.from-start > leadLongest {
			return unread
		}
	}
	return r.byPlace(code, f, x, y, beginX, beginY)
}

// whole is a word with what stands right behind it and belongs to it: whose it is, with one noun, the director of
// the hospital; and the conjunction of a sentence that begins with it is: it was he who.
func (r roleWords) whole(code string, f text.Folded, in, x, y span) span {
	to := x.to
	if to < y.from && r["of"][f.Tokens[to].Exact] && !r["by"][f.Tokens[to].Exact] && !r["than"][f.Tokens[to].Exact] {
		to++
		for to < y.from && r["article"][f.Tokens[to].Exact] {
			to++
		}
		to++
		if to < r.begin(f, y)-1 && borderAfter(f, to-1) == noBorder && !r["of"][f.Tokens[to].Exact] && !r["prep"][f.Tokens[to].Exact] {
			return span{x.from, to}
		}
		return x
	}
	begin := r.begin(f, x)
	if to < y.from && who[code][f.Tokens[to].Exact] && begin > in.from && begin-in.from <= 3 && itIs[code][f.Tokens[begin-1].Exact] && r.begin(f, y) > to+1 {
		return span{x.from, to + 1}
	}
	return x
}

// who are the conjunctions of him who acts, and itIs the verbs that put him in front.
var (
	who  = map[string]map[string]bool{"en": text.WordSet("who that which"), "pt": text.WordSet("que quem"), "es": text.WordSet("que quien"), "fr": text.WordSet("qui"), "it": text.WordSet("che"), "sv": text.WordSet("som"), "da": text.WordSet("som der"), "no": text.WordSet("som")}
	itIs = map[string]map[string]bool{"en": text.WordSet("was is"), "pt": text.WordSet("foi é"), "es": text.WordSet("fue es"), "fr": text.WordSet("est était"), "it": text.WordSet("è fu stato"), "sv": text.WordSet("var är"), "da": text.WordSet("var er"), "no": text.WordSet("var er")}
)

// begin is where the noun of a word begins: its article, with a word between.
func (r roleWords) begin(f text.Folded, at span) int {
	for i := at.from - 1; i >= max(0, at.from-3) && borderAfter(f, i) == noBorder; i-- {
		if r["article"][f.Tokens[i].Exact] {
			return i
		}
		if r["prep"][f.Tokens[i].Exact] || r["of"][f.Tokens[i].Exact] || r["by"][f.Tokens[i].Exact] || r["object"][f.Tokens[i].Exact] || r["than"][f.Tokens[i].Exact] {
			return i + 1
		}
	}
	return at.from
}

// byPlace reads a clause of a language whose verb stands between the two: who stands first acts, or has it
// done to him by the other.
func (r roleWords) byPlace(code string, f text.Folded, x, y span, beginX, beginY int) acting {
	passive, verb := false, false
	for i := x.to; i < beginY; i++ {
		k := f.Tokens[i].Exact
		if r["being"][k] && (code != "en" || i+1 >= y.from || !strings.HasSuffix(f.Tokens[i+1].Key, "ing")) {
			passive = true
		}
		if r["clitic"][k] && code != "fr" && i+1 < beginY {
			return unread
		}
		switch code {
		case "id":
			passive = passive || strings.HasPrefix(k, "di") && len(k) > 4
		case "sv", "da", "no":
			passive = passive || strings.HasSuffix(k, "des") || strings.HasSuffix(k, "ts")
		}
		verb = verb || !unicode.IsUpper(f.Runes[f.Tokens[i].From]) && !r["article"][k] && !r["prep"][k] && !r["of"][k] && !r["object"][k]
	}
	if r.attribute(code, f, x, beginX) {
		return unread
	}
	last := ""
	if beginY > x.to {
		last = f.Tokens[beginY-1].Exact
	}
	switch {
	case r["of"][f.Tokens[x.to].Exact] && !r["by"][f.Tokens[x.to].Exact] || !verb:
		return unread
	case passive && (r["by"][last] || code == "id" || code == "vi"):
		return secondActs
	case passive || r["by"][last]:
		return unread
	case r["prep"][last] && !r["object"][last] || r["of"][last]:
		return unread
	}
	if code == "de" {
		a, b := germanCase(f, beginX, x), germanCase(f, beginY, y)
		switch {
		case a == oblique && b == oblique || a == nominative && b == nominative:
			return unread
		case a == oblique:
			return secondActs
		case b == nominative:
			return unread
		}
	}
	return firstActs
}

// attribute reports whether a word stands beside another, that acts, and says whose it is: the minister's
// lawyers, die Anwälte des Ministers. A team may be called by its country.
func (r roleWords) attribute(code string, f text.Folded, x span, begin int) bool {
	last := f.Tokens[x.to-1]
	if strings.HasSuffix(last.Key, "s") && len(last.Key) > 1 && strings.ContainsAny(f.Slice(last.From, last.To), "'’") || x.to < len(f.Tokens) && f.Tokens[x.to].Key == "s" && f.Tokens[x.to].From-last.To == 1 {
		return true
	}
	if begin == 0 || borderAfter(f, begin-1) != noBorder {
		return false
	}
	if code == "de" {
		return begin < x.from && (f.Tokens[begin].Key == "des" || unicode.IsUpper(f.Runes[f.Tokens[begin-1].From]))
	}
	return r["of"][f.Tokens[begin-1].Exact] && !f.IsName(x.from)
}

type grammaticalCase int8

const (
	anyCase grammaticalCase = iota
	nominative
	oblique
)

// germanCase is what the article before a noun says.
func germanCase(f text.Folded, begin int, at span) grammaticalCase {
	if begin >= at.from {
		return anyCase
	}
	switch f.Tokens[begin].Key {
	case "der":
		if hasEnding(f.Tokens[at.to-1].Exact, "in", "ung", "heit", "keit", "schaft", "ion", "tät", "ei", "bank", "frau", "mutter", "stadt", "armee", "firma", "presse") {
			return oblique // of her, to her
		}
		return nominative
	case "den", "dem", "des", "einen", "einem", "eines", "einer", "seiner", "ihrer", "unserer", "meiner", "keiner", "eurer", "diesen", "diesem", "seinen", "seinem", "ihren", "ihrem", "unseren", "unserem", "meinen", "keinen":
		return oblique
	}
	return anyCase
}

// headword is the weight of a word's senses from which it stands in the lexicon as it is written.
const headword = 0.99

// caseOf is the case that a word's ending shows, or the preposition before it.
func (r roleWords) caseOf(code string, f text.Folded, begin int, at span) grammaticalCase {
	if begin > 0 && borderAfter(f, begin-1) == noBorder && r["prep"][f.Tokens[begin-1].Exact] {
		return oblique
	}
	t := f.Tokens[at.to-1]
	if code == "el" {
		if begin < at.from {
			switch f.Tokens[begin].Key {
			case "ο", "η", "οι":
				return nominative
			case "τον", "την", "τους", "τις", "του", "τησ", "της", "των", "τουσ", "τισ", "εναν":
				return oblique
			}
		}
		return anyCase
	}
	sum := float32(0)
	if l := lexicon.For(code); l != nil {
		for _, s := range l.Find(t.Exact) {
			sum += s.Weight
		}
	}
	if sum >= headword {
		return nominative
	}
	if sum > 0 && utf8.RuneCountInString(t.Exact) > 3 && hasEnding(t.Exact, obliqueEndings[code]...) {
		return oblique
	}
	return anyCase
}

// obliqueEndings are those of nouns that do not act, of words that the lexicon has with another ending.
var obliqueEndings = map[string][]string{
	"ru": {"а", "я", "у", "ю", "ого", "его", "ому", "ему", "е"}, "uk": {"а", "я", "у", "ю", "ого", "ому", "ові", "еві", "єві"}, "be": {"а", "у", "ю"},
	"pl": {"a", "ę", "owi", "ego", "ie", "emu"}, "cs": {"a", "u", "ovi", "ho", "mu"}, "sk": {"a", "u", "ovi", "ho", "mu"}, "hr": {"a", "u"}, "sr": {"a", "u", "а", "у"},
	"hu": {"t", "nak", "nek", "ra", "re"}, "tr": {"yi", "yı", "yu", "yü", "ye", "ya", "den", "dan", "ten", "tan"},
}

// passiveEndings are those of verbs and participles of a clause whose noun in the nominative does not act.
var passiveEndings = map[string][]string{
	"ru": {"ся", "сь", "ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ён", "ят", "ыт", "ыта", "ыты"}, "uk": {"ся", "сь", "ано", "ено", "аний", "ений", "ана", "ена", "ані", "ені"},
	"tr": {"ldi", "ldı", "ldu", "ldü", "ndi", "ndı", "ndu", "ndü", "lmış", "lmiş", "nmış", "nmiş", "lıyor", "liyor", "lacak", "lecek", "nacak", "necek"},
}

// byCases reads a clause of a language whose endings say who acts.
func (r roleWords) byCases(code string, f text.Folded, in, x, y span, beginX, beginY int) acting {
	for i := in.from; i < in.to; i++ {
		if i >= x.from && i < x.to || i >= y.from && i < y.to {
			continue
		}
		t := f.Tokens[i]
		if r["being"][t.Exact] || r["by"][t.Exact] || utf8.RuneCountInString(t.Exact) > 4 && hasEnding(t.Exact, passiveEndings[code]...) {
			return unread
		}
	}
	if x.to == beginY && code != "tr" && code != "hu" { // the one's the other
		return unread
	}
	acts := byMarks(r.caseOf(code, f, beginX, x), r.caseOf(code, f, beginY, y))
	if acts == secondActs && code == "tr" {
		return unread
	}
	return acts
}

// byMarks reads who acts of two that are marked: he who is in the nominative, where the other is not.
func byMarks(first, second grammaticalCase) acting {
	switch {
	case first == nominative && second == oblique:
		return firstActs
	case first == oblique && second == nominative:
		return secondActs
	}
	return unread
}

// moreThan reads who is more where one is compared with the other.
func (r roleWords) moreThan(code string, f text.Folded, all []mention, in span) acting {
	side := -1
	for _, w := range comparisonsIn(code, f, all, in) {
		if w.axis != 0 && w.axis != 2 {
			continue
		}
		if side >= 0 {
			return unread
		}
		side = w.side
	}
	switch side {
	case 0:
		return firstActs
	case 1:
		return secondActs
	}
	return unread
}

// notBut reads which of two is denied and which is said instead: not the one but the other; the one, not
// the other. Who is said is told to act.
func (r roleWords) notBut(code string, f text.Folded, all []mention, x, y span) acting {
	beginX, beginY := r.begin(f, x), r.begin(f, y)
	if y.from-x.to > notButReach || strings.Contains(" ja ko tr hi ", " "+code+" ") { // the negation follows there
		return unread
	}
	negated := func(at int) bool {
		return slices.ContainsFunc(all, func(m mention) bool { return m.class == negating && m.at+m.n <= at && at-m.at-m.n < 2 && m.at >= at-3 })
	}
	between := func(want map[string]bool) bool {
		return slices.ContainsFunc(f.Tokens[x.to:y.from], func(t text.Token) bool { return want[t.Key] })
	}
	marked := false
	for i := x.to - 1; i < y.from; i++ {
		marked = marked || borderAfter(f, i) == comma
		if borderAfter(f, i) > comma {
			return unread
		}
	}
	switch n := negated(beginX); {
	case n && between(buts) && !negated(beginY):
		return secondActs
	case !n && negated(beginY) && (marked || between(coordinates[code])):
		return firstActs
	}
	return unread
}

// notButReach is how many words stand between the two.
const notButReach = 5

// buts say what is so instead.
var buts = text.WordSet("but sino mais mas senão ma bensì sondern maar utan men lecz ale nýbrž а αλλά hanem melainkan tetapi mà 而是")

// byParticles reads Japanese and Korean, whose particles say who acts.
func byParticles(code string, f text.Folded, in, x, y span) acting {
	mark := func(at span) grammaticalCase {
		rest := string(f.Runes[f.Tokens[at.from].From:min(len(f.Runes), f.Tokens[at.to-1].To+2)])
		if code == "ko" {
			word := string(f.Runes[f.Tokens[at.from].From:f.Tokens[at.to-1].To])
			switch {
			case hasEnding(word, "은", "는", "이", "가"):
				return nominative
			case hasEnding(word, "을", "를", "에", "에게"):
				return oblique
			}
			return anyCase
		}
		after := strings.TrimPrefix(rest, string(f.Runes[f.Tokens[at.from].From:f.Tokens[at.to-1].To]))
		switch {
		case strings.HasPrefix(after, "は"), strings.HasPrefix(after, "が"):
			return nominative
		case strings.HasPrefix(after, "を"), strings.HasPrefix(after, "に") && !strings.HasPrefix(after, "によ"):
			return oblique
		}
		return anyCase
	}
	whole := f.Slice(f.Tokens[in.from].From, f.Tokens[in.to-1].To)
	for _, passive := range []string{"れた", "れて", "れる", "られ", "され", "당했", "받았", "되었", "됐"} {
		if strings.Contains(whole, passive) {
			return unread
		}
	}
	return byMarks(mark(x), mark(y))
}

func hasEnding(word string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(word, e) })
}

// byPostpositions reads Hindi: ने behind who acted, को, पर or से behind who did not.
func byPostpositions(f text.Folded, x, y span) acting {
	mark := func(at span) grammaticalCase {
		if at.to >= len(f.Tokens) {
			return anyCase
		}
		switch f.Slice(f.Tokens[at.to].From, f.Tokens[at.to].To) {
		case "ने":
			return nominative
		case "को", "पर", "से":
			return oblique
		}
		return anyCase
	}
	return byMarks(mark(x), mark(y))
}

// chinese reads who acts by 被 between the two, or by a verb there.
func (r roleWords) chinese(f text.Folded, in, x, y span) acting {
	if x.from != in.from && borderAfter(f, x.from-1) == noBorder {
		return unread
	}
	middle := f.Slice(f.Tokens[x.to-1].To, f.Tokens[y.from].From)
	switch {
	case middle == "" || strings.ContainsAny(middle, "的和与跟在从由是比"):
		return unread
	case strings.Contains(middle, "被"):
		return secondActs
	case utf8.RuneCountInString(middle) >= 2:
		return firstActs
	}
	return unread
}
