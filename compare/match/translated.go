package match

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"onrecord/compare/text"
	"onrecord/compare/value"
	"onrecord/store"
)

// Rendered says which of the post's tokens, [PostFrom,PostTo), give the quote's
// [From,To).
type Rendered struct{ From, To, PostFrom, PostTo int }

// Translation is a quote beside the post that it translates.
type Translation struct {
	Quote               Quote
	QuoteLang, PostLang string
	Post                text.Folded
	Doc                 store.Document
	// Pairs are the words that the alignment is sure of.
	Pairs []Rendered
}

// Warnings are those that survive translation: negation, number, unit, date, name,
// condition, certainty, quantifier, opposites and comparisons, who did what to whom, whose words they are and what
// is only asked, each only where both sides are read for certain; and who said it, and when.
func (t Translation) Warnings() ([]string, []store.WarningDetail) {
	var out []string
	c := t.compare()
	for _, w := range []struct {
		holds bool
		names []string
	}{
		{c.negation(), []string{"negation"}},
		{c.opposite.Post != "", []string{"opposite"}},
		{c.condition(), []string{"condition"}},
		{c.certainty(), []string{"certainty", "modal"}},
		{c.modality(), []string{"modal"}},
		{(&check{m: Matcher{quote: t.Quote}, s: Scored{Indexed: store.Indexed{Document: t.Doc}}}).bySomebodyElse(), []string{"speaker"}},
		{c.values(value.Number), []string{"number"}},
		{c.quantifier(), []string{"quantifier", "number"}},
		{c.values(value.Unit), []string{"unit"}},
		{c.values(value.Date), []string{"date"}},
		{c.name.Post != "" || c.countries(), []string{"name"}},
		{c.attributed(), []string{"attributed"}},
		{c.asked(), []string{"question"}},
		{c.rolesTurned(), []string{"order"}},
		{OlderThanPost(t.Quote, t.Doc), []string{OlderThan}},
	} {
		for _, name := range w.names {
			if w.holds && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out, c.details(out)
}

// details are the values that differ, both as written.
func (c translated) details(names []string) []store.WarningDetail {
	var out []store.WarningDetail
	for i, k := range c.diffs.kinds {
		name := map[value.Difference]string{value.Number: "number", value.Unit: "unit", value.Date: "date"}[k]
		if d := c.diffs.said[i]; slices.Contains(names, name) {
			out = append(out, store.WarningDetail{Kind: name, Post: d.Post, Quote: d.Quote})
		}
	}
	for _, d := range []store.WarningDetail{c.name, c.opposite} {
		if d.Post != "" {
			out = append(out, d)
		}
	}
	return out
}

// translated is a translation with its sentences side by side.
type translated struct {
	Translation
	// inQuote and inPost are both sides' words of all classes, with those that compare.
	inQuote, inPost []mention
	sentences       []sentencePair
	diffs           valueDifferences
	// name is a name that the quote has in another's place, both empty where it has none.
	name store.WarningDetail
	// opposite is a word that the quote has in its opposite's place, likewise.
	opposite store.WarningDetail
}

// sentencePair is a sentence of the quote and the stretch of the post that renders
// it, in whole sentences.
type sentencePair struct {
	quote, post span
	// sure is the share of the quote's telling words that are rendered.
	sure float64
	// core is the part of post that the quote's words reach: the rendered ones, with as
	// many before and behind as the quote has of its own.
	core span
}

func (t Translation) compare() translated {
	c := translated{Translation: t}
	c.inQuote, c.inPost = bookOf(t.QuoteLang).mentions(t.Quote.Folded), bookOf(t.PostLang).mentions(t.Post)
	c.inQuote, c.inPost = notDates(c.inQuote, value.Find(c.Quote.Folded, c.QuoteLang)), notDates(c.inPost, value.Find(c.Post, c.PostLang))
	c.inQuote = append(c.inQuote, comparisons(t.QuoteLang, t.Quote.Folded, c.inQuote)...)
	c.inPost = append(c.inPost, comparisons(t.PostLang, t.Post, c.inPost)...)
	c.inQuote, c.inPost = withRenderings(t.QuoteLang, t.Quote.Folded, c.inQuote), withRenderings(t.PostLang, t.Post, c.inPost)
	for i := 0; i < len(t.Quote.Tokens); {
		s := sentenceOf(t.Quote.Folded, i)
		if p := c.rendered(s); p.post.to > 0 {
			c.sentences = append(c.sentences, p)
		}
		i = max(s.to, i+1)
	}
	c.compareValues()
	for _, opposite := range []func() store.WarningDetail{c.otherSide, c.comparisonTurned, c.sideTurned} {
		if c.opposite = opposite(); c.opposite.Post != "" {
			break
		}
	}
	for _, other := range []func() store.WarningDetail{c.otherName, c.strangers, c.otherCity} {
		if c.name = other(); c.name.Post != "" {
			break
		}
	}
	return c
}

// rendered finds the sentences of the post that render one of the quote's: those in
// which more than one of its words, or a quarter of them, stand.
func (c translated) rendered(s span) sentencePair {
	out := sentencePair{quote: s}
	hits, n := map[span]int{}, 0
	found := 0
	reach, said := span{len(c.Post.Tokens), 0}, span{s.to, s.from}
	for _, p := range c.Pairs {
		if p.From < s.from || p.From >= s.to {
			continue
		}
		n++
		if p.PostTo > p.PostFrom {
			hits[sentenceOf(c.Post, p.PostFrom)]++
			found++
			reach = span{min(reach.from, p.PostFrom), max(reach.to, p.PostTo)}
			said = span{min(said.from, p.From), max(said.to, p.To)}
		}
	}
	for in, h := range hits {
		if h < 2 && 3*h < n {
			continue
		}
		if out.post.to == 0 {
			out.post = in
		}
		out.post = span{min(out.post.from, in.from), max(out.post.to, in.to)}
	}
	lead := max(out.post.from, reach.from-(said.from-s.from))
	if said.from-s.from > 1 || unicode.IsUpper(c.Quote.Runes[c.Quote.Tokens[s.from].From]) { // a statement, no piece of one
		lead = c.leadTo(out.post.from, lead, reach.from)
	}
	out.core = span{lead, min(out.post.to, max(reach.to+max(s.to-said.to, 0), c.tailTo(reach.to)))}
	if n > 0 {
		out.sure = float64(found) / float64(n)
	}
	return out
}

// tailMost is how many words, or characters where there are no spaces, may follow the last
// that is rendered and still belong to its verb: 閉鎖しません.
const tailMost = 5

// tailTo is where the stretch ends that the last rendered word needs where verbs come last.
func (c translated) tailTo(to int) int {
	if !strings.Contains(" ja ko tr hi de nl ", " "+c.PostLang+" ") {
		return to
	}
	end := to
	for end > 0 && end < len(c.Post.Tokens) && end-to < tailMost && borderAfter(c.Post, end-1) == noBorder {
		end++
	}
	return end
}

// leadMost is how many words may lead up to the first that is rendered and still belong
// to it: "no tenemos la intención de".
const leadMost = 7

// leadTo is where the stretch begins that a quote's first rendered word, at token to,
// needs to mean what it does: at from, or where its statement begins, if that is near
// by. An infinitive may have its negation before a comma: "wir haben nicht vor, … zu".
func (c translated) leadTo(first, from, to int) int {
	i := to
	for i > first && to-i < leadMost && borderAfter(c.Post, i-1) < clause && !coordinates[c.PostLang][c.Post.Tokens[i-1].Key] {
		i--
	}
	if i > first && to-i >= leadMost { // the statement is another's
		i = to
	}
	for i < to && borderAfter(c.Post, i) == comma { // "No, we will"
		i++
	}
	return max(first, min(from, i))
}

// certain are the sentences that are read for certain: most words rendered, and the
// post's stretch not much longer, so that nothing of it is left out.
func (c translated) certain() []sentencePair { return c.rendering(0.5) }

// rendering are the sentences of which a share is rendered at least, and nothing much
// left out.
func (c translated) rendering(share float64) []sentencePair {
	var out []sentencePair
	for _, s := range c.sentences {
		q, p := text.CountWords(c.Quote.Tokens[s.quote.from:s.quote.to]), text.CountWords(c.Post.Tokens[s.post.from:s.post.to])
		if unspacedText(c.Post) {
			p /= 2
		}
		if unspacedText(c.Quote.Folded) {
			q /= 2
		}
		if s.sure >= share && q >= 3 && 2*p <= 5*q+6 {
			out = append(out, s)
		}
	}
	return out
}

func unspacedText(f text.Folded) bool {
	n := 0
	for _, t := range f.Tokens {
		if len(t.Key) > 0 && t.Key >= "\u0e00" {
			n++
		}
	}
	return 2*n > len(f.Tokens)
}

// count counts the mentions of a class in a stretch, but for some groups.
func count(all []mention, c class, in span, but ...string) int {
	n := 0
	for _, m := range all {
		if m.class == c && m.at >= in.from && m.at < in.to && !slices.Contains(but, m.group) {
			n++
		}
	}
	return n
}

// negation reports whether one side of a sentence is negated and the other has
// nothing that might be.
func (c translated) negation() bool {
	quote, post := c.sides()
	for _, s := range c.certain() {
		q, p := surelyNegated(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote), surelyNegated(c.PostLang, c.Post, c.inPost, s.core)
		anyQ := count(c.inQuote, negating, s.quote) + count(c.inQuote, denying, s.quote)
		anyP := count(c.inPost, negating, s.post) + count(c.inPost, denying, s.post)
		if hasUnless(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote) || hasUnless(c.PostLang, c.Post, c.inPost, s.post) || c.saidElse(s) { // if not is unless
			continue
		}
		switch {
		case q && anyP == 0 && !post.mayBeNegative(s.post) && !quote.means(s.quote, litotes):
			return true
		case p && anyQ == 0 && !quote.mayBeNegative(s.quote) && !post.means(s.core, litotes):
			return true
		case p && !q && !affixed[c.QuoteLang] && !quote.negative(s.quote) && c.lostWithout(s):
			return true
		}
	}
	return false
}

// hasUnless reports whether a stretch has a word that sets a condition with a negation in it.
func hasUnless(lang string, f text.Folded, all []mention, in span) bool {
	unless := bookOf(lang).unless
	return slices.ContainsFunc(all, func(m mention) bool {
		return m.class == conditional && m.at >= in.from && m.at < in.to && unless[phraseOf(f, span{m.at, m.at + m.n})]
	})
}

// lostWithout reports whether a sentence whose post has both a negation and
// "without" has kept only the latter.
func (c translated) lostWithout(s sentencePair) bool {
	return count(c.inQuote, negating, s.quote, "near", "") > 0 && count(c.inPost, negating, s.core, "near", "", "ne") > 0
}

// condition reports whether the post's condition is lost: nothing in the quote says
// if, when or as long as.
func (c translated) condition() bool {
	for _, s := range c.certain() {
		if c.mayBeIf(s.quote) || count(c.inQuote, conditional, s.quote) > 0 || renders(c.inQuote, "else", s.quote) {
			if c.conditionAdded(s) {
				return true
			}
			continue
		}
		if slices.ContainsFunc(c.inPost, func(m mention) bool {
			return m.class == conditional && m.group != "while" && m.at >= s.core.from && m.at < s.core.to && !c.noCondition(m)
		}) {
			return true
		}
	}
	return c.conditionLeftOut()
}

// noCondition reports whether a word of the post that sets a condition may say something else: what
// is asked or not known, whether; so … that; since, his.
func (c translated) noCondition(m mention) bool {
	at, key, last := m.at, c.Post.Tokens[m.at].Key, ""
	if at > 0 {
		last = c.Post.Tokens[at-1].Key
	}
	switch {
	case c.PostLang == "fr" && key == "si" && slices.ContainsFunc(c.Post.Tokens[at:min(at+soThat, len(c.Post.Tokens))], func(t text.Token) bool { return t.Key == "que" }),
		c.PostLang == "en" && key == "provided" && m.n == 1 && passives[last], c.PostLang == "ar" && m.n == 1 && key == "الا", c.PostLang == "el" && last == "κι",
		c.PostLang == "pt" && key == "desde", c.PostLang == "he" && strings.HasSuffix(key, "לו"):
		return true
	case m.n > 1:
		return false
	}
	before := span{max(0, at-asksReach), at}
	return before.to > before.from && means(c.PostLang, c.Post, before, askings)
}

// passives are words before a participle: were provided.
var passives = text.WordSet("is are was were be been being not has have had")

const (
	soThat    = 8 // words, within which "que" makes "so" of French "si"
	asksReach = 4 // words, from one that asks to its whether
)

// askings are words behind which if is whether.
var askings = []string{"ask", "question", "know", "discuss", "decide", "decision", "wonder", "see", "check", "vote", "doubt", "debate", "examine", "investigate"}

// leftOutLeast is how much of a quote's sentence is rendered at least where what its post
// goes on with is looked at.
const leftOutLeast = 0.6

// conditionLeftOut reports whether the post's statement goes on, right behind what is quoted,
// with a condition or an exception that the quote has nothing of.
func (c translated) conditionLeftOut() bool {
	for _, s := range c.sentences {
		if s.sure < leftOutLeast || c.mayBeIf(s.quote) || count(c.inQuote, conditional, s.quote)+c.exceptions(c.inQuote, s.quote) > 0 {
			continue
		}
		if c.conditionInFront(s) {
			return true
		}
		last := 0
		for _, p := range c.Pairs {
			if p.From >= s.quote.from && p.From < s.quote.to && p.PostFrom >= s.post.from && p.PostTo <= s.post.to {
				last = max(last, p.PostTo)
			}
		}
		for at := last; at > 0 && at < s.post.to && at-last <= tailMost; at++ {
			if b := borderAfter(c.Post, at-1); b >= clause || b == comma && coordinates[c.PostLang][c.Post.Tokens[at].Key] {
				break
			}
			here := span{at, at + 1}
			if borderAfter(c.Post, at-1) == comma && count(c.inPost, conditional, here)+c.exceptions(c.inPost, here) > 0 {
				return true
			}
			if count(c.inPost, conditional, here, "while") > 0 {
				return true
			}
		}
	}
	return false
}

// conditionInFront reports whether the post's sentence begins with the clause of a condition, right
// before the statement that is quoted, of which nothing is rendered.
func (c translated) conditionInFront(s sentencePair) bool {
	first := s.post.to
	for _, p := range c.Pairs {
		if p.From >= s.quote.from && p.From < s.quote.to && p.PostTo > p.PostFrom && p.PostFrom >= s.post.from {
			first = min(first, p.PostFrom)
		}
	}
	begin := -1
	for _, m := range c.inPost {
		if m.class == conditional && m.at >= s.post.from && m.at < first && (m.at == s.post.from || borderAfter(c.Post, m.at-1) >= comma) {
			begin = m.at
		}
	}
	if begin < 0 {
		return false
	}
	commas := 0
	for i := begin; i < first; i++ {
		if borderAfter(c.Post, i) >= comma {
			commas++
		}
	}
	return commas == 1
}

// exceptions counts the words for except in a stretch.
func (c translated) exceptions(all []mention, in span) int {
	n := 0
	for _, m := range all {
		if m.class == quantity && m.group == "except" && m.at >= in.from && m.at < in.to {
			n++
		}
	}
	return n
}

// conditionAdded reports whether the quote ends with a condition of which the post has
// nothing: no word of its clause is rendered, and the post sets none.
func (c translated) conditionAdded(s sentencePair) bool {
	if count(c.inPost, conditional, s.post)+c.exceptions(c.inPost, s.post) > 0 || whenIn(c.Post.Tokens[s.post.from:s.post.to]) {
		return false
	}
	for _, m := range c.inQuote {
		if m.class != conditional || m.at <= s.quote.from || m.at >= s.quote.to || borderAfter(c.Quote.Folded, m.at-1) != comma {
			continue
		}
		telling := 0
		for i := m.at + m.n; i < s.quote.to && borderAfter(c.Quote.Folded, i-1) < comma; i++ {
			if c.gives(span{i, i + 1}, func(r Rendered) span { return span{r.From, r.To} }) {
				return false
			}
			if text.Bits(c.Quote.Tokens[i].Key) > 3 {
				telling++
			}
		}
		if telling >= 2 {
			return true
		}
	}
	return false
}

// mayBeIf reports whether a stretch of the quote has a word that a condition may be rendered by, or
// one that is if and oneself alike.
func (c translated) mayBeIf(in span) bool {
	ts := c.Quote.Tokens[in.from:in.to]
	return whenIn(ts) || (c.QuoteLang == "it" || c.QuoteLang == "pt") && slices.ContainsFunc(ts, func(t text.Token) bool { return t.Key == "se" })
}

// whenIn reports whether one of the words is one that a condition may be rendered by.
func whenIn(ts []text.Token) bool {
	return slices.ContainsFunc(ts, func(t text.Token) bool { return whens[t.Key] })
}

var whens = text.WordSet("whether event case caso cas fall falls falle případě prípade случае випадку przypadku przypadkach caz halinde durumda durumunda esetén esetében ob czy jestli zda чи ли om huruvida hvorvidt αν εάν האם אם هل آیا क्या तो " +
	"when whenever once had were should cuando quando quand lorsque als wanneer nar kiedy gdy kdyz когда коли кога cand οταν amikor kun عندما حين כאשר כש जब ketika khi とき 时 時")

// quantifier reports whether both sides of a sentence say how many, each in one way,
// and not in the same.
func (c translated) quantifier() bool {
	for _, s := range c.certain() {
		q, p := groups(c.inQuote, s.quote), groups(c.inPost, s.post)
		if len(q) == 1 && len(p) == 1 && q[0] != p[0] && (q[0] == "all" || p[0] == "all" || q[0] == "most" || p[0] == "most") {
			return true
		}
		if manyFew(q, p, c.fewOnly(c.inPost, s.post)) || manyFew(p, q, c.fewOnly(c.inQuote, s.quote)) || c.almostLost(s) || c.onlyLost(s) || c.boundTurned(s) || c.noneIsAll(s) {
			return true
		}
	}
	return false
}

// manyFew reports whether one side has many and the other few.
func manyFew(many, few []string, only bool) bool {
	return only && len(many) == 1 && many[0] == "many" && len(few) <= 1
}

// fewOnly reports whether a stretch says that they are few, and not that there are a few.
func (c translated) fewOnly(all []mention, in span) bool {
	n := 0
	for _, m := range all {
		if m.class == negating && m.group == "near" && m.at >= in.from && m.at < in.to && m.n == 1 && slices.ContainsFunc(all, func(o mention) bool { return o.at == m.at && o.class == quantity && o.group == "few" }) {
			n++
		}
	}
	return n == 1 && count(all, quantity, in) == 1
}

// boundTurned reports whether a number that is the least on one side is the most on the other: at least 40,
// at most 40.
func (c translated) boundTurned(s sentencePair) bool {
	q, p := boundOf(c.QuoteLang, c.Quote.Folded, c.inQuote, s.quote), boundOf(c.PostLang, c.Post, c.inPost, s.post)
	return q != "" && p != "" && q != p
}

// boundOf is least or max where a stretch has one bound, of a number right beside it; "" else, and where a
// negation stands beside it.
func boundOf(code string, f text.Folded, all []mention, in span) string {
	out := ""
	for _, m := range all {
		if m.class != quantity || m.group != "least" && m.group != "max" || m.at < in.from || m.at >= in.to {
			continue
		}
		end, least := m.at+m.n, m.group != "max"
		beside := end < in.to && text.IsNumber(f.Tokens[end].Key) || m.at > in.from && text.IsNumber(f.Tokens[m.at-1].Key)
		if m.n == 1 && untilOrUnder[f.Tokens[m.at].Key] || !beside || negatedNear(all, span{m.at, end}) {
			return ""
		}
		name := "max"
		if least {
			name = "least"
		}
		if out != "" && out != name {
			return ""
		}
		out = name
	}
	return out
}

// untilOrUnder are words that bound a number, and places and times as well.
var untilOrUnder = text.WordSet("hasta ate até tot over under uber über oltre sotto unter onder fino sous sur boven above below menos menor do до kadar od bis")

// noneIsAll reports whether the post says that none does so, and the quote that all do: Żaden nie, wszyscy.
func (c translated) noneIsAll(s sentencePair) bool {
	none := slices.ContainsFunc(c.inPost, func(m mention) bool {
		return m.class == negating && m.at >= s.core.from && m.at < s.core.to && m.at-s.post.from < 2 && nones[c.Post.Tokens[m.at].Key]
	})
	return none && slices.Contains(groups(c.inQuote, s.quote), "all") && len(groups(c.inPost, s.post)) == 0 && count(c.inQuote, negating, s.quote)+count(c.inQuote, denying, s.quote)+count(c.inQuote, quantity, s.quote, "all") == 0 &&
		!affixed[c.QuoteLang] && !means(c.QuoteLang, c.Quote.Folded, s.quote, negatives)
}

// nones are words by which a sentence denies something of all.
var nones = text.WordSet("no none nobody ninguno ninguna ningun nadie nenhum nenhuma ninguem aucun aucune personne nessun nessuno nessuna kein keine keiner niemand geen ingen inga inget ikke zaden zadna zadne nikt nikdo zadny zadna ни никто жоден ніхто niciun nicio nimeni κανενας κανεις καμια")

// almostLost reports whether the post says almost all, and the quote all.
func (c translated) almostLost(s sentencePair) bool {
	for _, m := range c.inPost {
		end := m.at + m.n
		if m.class != quantity || m.group != "almost" || m.at < s.core.from || m.at >= s.core.to {
			continue
		}
		all := slices.ContainsFunc(c.inPost, func(o mention) bool { return o.class == quantity && o.group == "all" && o.at >= end && o.at-end < 2 })
		if all && slices.Contains(groups(c.inQuote, s.quote), "all") && count(c.inQuote, quantity, s.quote, "all", "some", "many", "few", "only") == 0 && count(c.inQuote, hedging, s.quote) == 0 && !means(c.QuoteLang, c.Quote.Folded, s.quote, nearly) {
			return true
		}
	}
	return false
}

// onlyLost reports whether the post's sentence begins with only, and the quote says nothing of it:
// only the rich can.
func (c translated) onlyLost(s sentencePair) bool {
	for _, m := range c.inPost {
		end := m.at + m.n
		if m.class != quantity || m.group != "only" || m.at < s.post.from || m.at-s.post.from > 1 || m.at > s.post.from && unicode.IsUpper(c.Post.Runes[c.Post.Tokens[m.at].From]) || end >= s.post.to {
			continue
		}
		beside := span{end, min(end+3, s.post.to)}
		return c.gives(beside, func(r Rendered) span { return span{r.PostFrom, r.PostTo} }) && !renders(c.inQuote, "only", s.quote) && count(c.inQuote, quantity, s.quote)+count(c.inQuote, negating, s.quote)+count(c.inQuote, conditional, s.quote) == 0 &&
			!means(c.QuoteLang, c.Quote.Folded, s.quote, onlies)
	}
	return false
}

// onlies are words by which a translator may render only.
var onlies = []string{"only", "just", "alone", "sole", "exclusive", "exclusively", "single", "except", "merely", "simply", "limited", "until", "few", "little", "mere"}

// attributed reports whether the post says right before what is quoted that somebody else says
// so, and the quote has nothing of it.
func (c translated) attributed() bool {
	if c.tells() {
		return false
	}
	for _, s := range c.sentences {
		if s.sure < leftOutLeast || count(c.inQuote, hedging, s.quote) > 0 || thinks(c.Quote.Tokens[s.quote.from:s.quote.to]) || means(c.QuoteLang, c.Quote.Folded, s.quote, sayings) {
			continue
		}
		if c.saidByOthers(s) {
			return true
		}
		first := s.post.to
		for _, p := range c.Pairs {
			if p.From >= s.quote.from && p.From < s.quote.to && p.PostTo > p.PostFrom && p.PostFrom >= s.post.from {
				first = min(first, p.PostFrom)
			}
		}
		for _, m := range c.inPost {
			end := m.at + m.n
			if m.class == reporting && c.byAuthor(m) {
				continue
			}
			if m.class == reporting && c.opensWithSource(s, m, first) {
				return true
			}
			if m.class == reporting && (m.n > 1 || complements[c.Post.Tokens[min(end, len(c.Post.Tokens)-1)].Key]) && m.at >= s.post.from && end <= first && first-end <= 3 && m.at-s.post.from <= 6 {
				return true
			}
		}
	}
	return false
}

// opensWithSource reports whether the post's sentence begins with who says so, up to a comma right
// before what is rendered: according to the mayor.
func (c translated) opensWithSource(s sentencePair, m mention, first int) bool {
	if m.at != s.post.from || c.PostLang == "zh" || first >= s.post.to {
		return false
	}
	for i := m.at + m.n; i < first; i++ {
		if borderAfter(c.Post, i) == comma {
			return i-m.at < 6 && first-i <= 3
		}
	}
	return false
}

// asked reports whether the post asks what the quote states: a question of one sentence, most of
// which is rendered by one that asks nothing.
func (c translated) asked() bool {
	if asksIn(c.Quote.Tokens) || len(c.sentences) != 1 {
		return false
	}
	s := c.sentences[0]
	last := s.post.from
	for _, p := range c.Pairs {
		if p.PostTo > p.PostFrom && p.PostTo <= s.post.to {
			last = max(last, p.PostTo)
		}
	}
	for i := last; i+1 < s.post.to; i++ {
		if borderAfter(c.Post, i-1) >= comma { // what is asked is another clause
			return false
		}
	}
	return s.sure >= leftOutLeast && s.post.to > s.post.from && c.Post.Tokens[s.post.to-1].Kind == text.Question && !asksIn(c.Post.Tokens[s.post.from:s.post.to-1]) &&
		!whenIn(c.Quote.Tokens[s.quote.from:s.quote.to]) && count(c.inQuote, hedging, s.quote) == 0 && !means(c.QuoteLang, c.Quote.Folded, s.quote, askings)
}

// sayings are words by which a translator may render that somebody says so.
var sayings = []string{"say", "claim", "tell", "accuse", "according", "allege", "assert", "state", "statement", "report", "argue", "maintain", "insist", "declare", "announce", "believe", "think", "mean", "want", "call", "charge", "warn", "complain", "opinion", "view"}

// nearly are words by which a translator may render almost.
var nearly = []string{"almost", "nearly", "near", "close", "about", "approximately", "virtually", "practically", "majority", "most"}

// groups are the kinds of quantifier in a stretch that languages tell apart alike; few, some and
// many they do not (a few, unas pocas, несколько).
func groups(all []mention, in span) []string {
	var out []string
	for _, m := range all {
		if m.class == quantity && m.at >= in.from && m.at < in.to && slices.Contains([]string{"all", "most", "some", "few", "many"}, m.group) && !slices.Contains(out, m.group) {
			out = append(out, m.group)
		}
	}
	return out
}

func (c translated) values(k value.Difference) bool { return c.diffs.has(k) }

// compareValues pairs the values of each sentence with those of the whole post; where
// both sides keep one of a sort that the other does not have, it was changed.
func (c *translated) compareValues() {
	q, p := value.Find(c.Quote.Folded, c.QuoteLang), value.Find(c.Post, c.PostLang)
	usedQ, usedP := make([]bool, len(q)), make([]bool, len(p))
	for _, same := range []bool{true, false} {
		for i := range q {
			for j := range p {
				d := value.Compare(q[i], p[j])
				if d == value.Number && value.Inverse(q[i], p[j]) {
					d = value.None
				}
				if !usedQ[i] && !usedP[j] && (d == value.None || !same && d == value.Unit && (q[i].IsAmount() && p[j].IsAmount() || c.together(q[i], p[j]))) {
					usedQ[i], usedP[j] = true, true
					if a, b := value.Rate(c.Quote.Folded, c.QuoteLang, q[i]), value.Rate(c.Post, c.PostLang, p[j]); d == value.None && a != "" && b != "" && a != b && q[i].IsAmount() {
						d = value.Unit
					}
					if d != value.None {
						c.note(d, q[i], p[j])
					}
				}
			}
		}
	}
	for _, s := range c.sentences {
		if s.sure < 0.4 {
			continue
		}
		for i := range q {
			for j := range p {
				if usedQ[i] || usedP[j] || !s.holds(q[i], p[j]) || !alike(q[i], p[j]) {
					continue
				}
				usedQ[i], usedP[j] = true, true
				c.note(value.Compare(q[i], p[j]), q[i], p[j])
			}
		}
	}
}

// together reports whether two values stand in a sentence and what renders it.
func (c *translated) together(q, p value.Value) bool {
	return slices.ContainsFunc(c.sentences, func(s sentencePair) bool { return s.holds(q, p) })
}

func (s sentencePair) holds(q, p value.Value) bool {
	return q.From >= s.quote.from && q.From < s.quote.to && p.From >= s.post.from && p.From < s.post.to
}

// halfDay reports whether a value is read as a time with am or pm, for which languages have words
// that also count days: четыре дня.
func halfDay(v value.Value) bool { return v.Unit == "am" || v.Unit == "pm" }

// note adds a difference of values that are read for certain. That one language names a unit
// and the other does not is none (las seis, sechs Uhr; 33, 33 ans), nor is an amount given in
// another unit of measure (miles, kilometers) or an hour of twelve for one of 24.
func (c *translated) note(d value.Difference, q, p value.Value) {
	measured := q.Unit != "" && p.Unit != "" && q.Unit != p.Unit && !q.IsAmount() && !p.IsAmount()
	switch {
	case d == value.None, d == value.Unit && (q.Unit == "" || p.Unit == "" || halfDay(q) || halfDay(p)), q.Written != "" || p.Written != "":
		return
	case d == value.Number && (measured || q.Clock != p.Clock || q.Clock && math.Abs(q.Number-p.Number) == 12 || imperial[q.Unit] != imperial[p.Unit]):
		return
	}
	c.diffs.note(d, valueText(c.Post, p), valueText(c.Quote.Folded, q))
}

// imperial are units that translators give in others.
var imperial = map[string]bool{"inch": true, "foot": true, "yard": true, "mile": true, "square-mile": true, "mile-per-hour": true, "acre": true, "gallon": true, "ounce": true, "fahrenheit": true}

// alike reports whether two values tell of one sort of thing: dates of the same
// parts, numbers beyond the smallest.
func alike(a, b value.Value) bool {
	if a.IsDate != b.IsDate {
		return false
	}
	if a.IsDate {
		return a.Month != 0 && b.Month != 0 || a.Weekday != "" && b.Weekday != "" || a.Month == 0 && b.Month == 0 && a.Year != 0 && b.Year != 0 || a.Relative != "" && b.Relative != ""
	}
	if a.Unit != "" && b.Unit != "" && a.Unit != b.Unit && a.Number != b.Number && !(a.IsAmount() && b.IsAmount()) {
		return false
	}
	if a.IsShare() || b.IsShare() {
		return a.IsShare() && b.IsShare()
	}
	if low, high := min(a.Number, b.Number), max(a.Number, b.Number); low == 2 && high >= 10 && a.Unit == "" && b.Unit == "" && !a.Ordinal && !b.Ordinal {
		return true
	}
	return (a.Number > 2 || a.Unit != "") && (b.Number > 2 || b.Unit != "")
}
