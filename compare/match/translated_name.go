package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/sound"
	"onrecord/compare/text"
	"onrecord/store"
)

// countries reports whether the quote names a country of which the post has nothing, not its
// people nor its capital, and the post another one in the same sentence.
func (c translated) countries() bool {
	q, p := c.countriesAlone(c.QuoteLang, c.Quote.Folded, c.PostLang, c.Post), c.countriesAlone(c.PostLang, c.Post, c.QuoteLang, c.Quote.Folded)
	return slices.ContainsFunc(c.certain(), func(s sentencePair) bool {
		in := func(all []namedCountry, at span) bool {
			return slices.ContainsFunc(all, func(n namedCountry) bool { return within(n.span, at) })
		}
		return in(q, s.quote) && in(p, s.post)
	})
}

// countriesAlone are the countries that a text names and another one does not.
func (c translated) countriesAlone(lang string, f text.Folded, otherLang string, other text.Folded) []namedCountry {
	all := func(f text.Folded) []bool { return slices.Repeat([]bool{true}, len(f.Tokens)) }
	out := namedCountries(lang, f, all(f))
	if len(out) == 0 {
		return nil
	}
	there := countriesIn(otherLang, other, all(other))
	proper, theirs := properNames(lang, f), properNames(otherLang, other)
	return slices.DeleteFunc(out, func(n namedCountry) bool {
		return slices.Contains(there, n.code) || slices.ContainsFunc(proper, func(a properName) bool {
			return a.from < n.to && n.from < a.to && slices.ContainsFunc(theirs, a.relatedTo)
		}) || !slices.ContainsFunc(f.Tokens[n.from:n.to], func(own text.Token) bool {
			return !slices.ContainsFunc(other.Tokens, func(t text.Token) bool { return t.Kind == text.Word && soundsLike(own.Key, t.Key) })
		})
	})
}

// properName is a name that the lexicon reads in a text: of a place, a people, a body
// or a person.
type properName struct {
	span
	concepts []int32
	person   bool
}

// sureName is the weight from which a word is read as a name and nothing else, otherReading
// the one from which another reading counts.
const (
	sureName     = 0.5
	otherReading = 0.2
)

// properNames are those of a text. English writes all names with a capital.
func properNames(lang string, f text.Folded) []properName {
	t := lexicon.For(lang)
	if t == nil {
		return nil
	}
	var out []properName
	for _, w := range t.Read(f) {
		if len(w.Senses) == 0 || lang == lexicon.Pivot && unicode.IsLower(f.Runes[f.Tokens[w.From].From]) {
			continue
		}
		n := properName{span: span{w.From, w.To}, person: lexicon.Person(w.Senses[0].Concept)}
		sure := float32(0)
		for _, s := range w.Senses {
			if s.Weight < otherReading {
				break
			}
			if !lexicon.Proper(s.Concept) || calendar[lexicon.Names()[s.Concept]] {
				n.concepts = nil
				break
			}
			n.concepts = append(n.concepts, s.Concept)
			sure += s.Weight
		}
		if len(n.concepts) > 0 && sure >= sureName {
			out = append(out, n)
		}
	}
	return out
}

// otherName is a name of the quote's in the place of another: one that the post has
// nothing of, in a sentence whose post has one of the same class that the quote has
// nothing of.
func (c translated) otherName() store.WarningDetail {
	q, p := properNames(c.QuoteLang, c.Quote.Folded), properNames(c.PostLang, c.Post)
	if len(q) == 0 || len(p) == 0 {
		return store.WarningDetail{}
	}
	aloneQ := slices.DeleteFunc(slices.Clone(q), func(a properName) bool {
		return c.gives(a.span, func(r Rendered) span { return span{r.From, r.To} }) || slices.ContainsFunc(p, a.relatedTo)
	})
	aloneP := slices.DeleteFunc(slices.Clone(p), func(b properName) bool {
		return c.gives(b.span, func(r Rendered) span { return span{r.PostFrom, r.PostTo} }) || slices.ContainsFunc(q, b.relatedTo)
	})
	for _, s := range c.certain() {
		for _, a := range aloneQ {
			for _, b := range aloneP {
				if a.person == b.person && within(a.span, s.quote) && within(b.span, s.post) {
					return store.WarningDetail{Kind: "name", Post: written(c.Post, b.span), Quote: written(c.Quote.Folded, a.span)}
				}
			}
		}
	}
	return store.WarningDetail{}
}

// strangersSure is the share of a sentence that is rendered where two strange names are
// held against each other.
const strangersSure = 0.3

// strangers are two names that the lexicon does not know, one in each side of a
// sentence, of which the other side has nothing that sounds like it.
func (c translated) strangers() store.WarningDetail {
	q := alone(c.QuoteLang, c.Quote.Folded, c.PostLang, c.Post)
	p := alone(c.PostLang, c.Post, c.QuoteLang, c.Quote.Folded)
	for _, s := range c.rendering(strangersSure) {
		for _, a := range q {
			for _, b := range p {
				in := span{b, b + 1}
				if a >= s.quote.from && a < s.quote.to && within(in, s.post) && !c.gives(in, func(r Rendered) span { return span{r.PostFrom, r.PostTo} }) {
					return store.WarningDetail{Kind: "name", Post: written(c.Post, in), Quote: written(c.Quote.Folded, span{a, a + 1})}
				}
			}
		}
	}
	return store.WarningDetail{}
}

// strangeNames are the words of a text that are names by their capital, or behind a
// title where there are none, and that the lexicon does not know, or that stand behind a
// title.
func strangeNames(lang string, f text.Folded) []int {
	l := lexicon.For(lang)
	if l == nil {
		return nil
	}
	var out []int
	for i, t := range f.Tokens {
		first := f.Runes[t.From]
		named := f.IsName(i) && lang != "de"
		if lang == "de" || !unicode.IsUpper(first) && !unicode.IsLower(first) {
			named = titled(f, i) && !unicode.IsLower(first) // German nouns have capitals too
		}
		if t.Kind == text.Word && named && utf8.RuneCountInString(t.Key) > 2 && (titled(f, i) || len(l.Find(t.Key)) == 0) && len(bookOf(lang).first[t.Key]) == 0 {
			out = append(out, i)
		}
	}
	return out
}

// alone are the strange names of a text of which nothing in another one sounds alike, nor is
// called so in its language: Firenze and Florence are one city.
func alone(lang string, f text.Folded, otherLang string, other text.Folded) []int {
	return slices.DeleteFunc(strangeNames(lang, f), func(i int) bool {
		cities := calledSo(lang, f, span{i, i + 1})
		for n, t := range other.Tokens {
			if t.Kind != text.Word {
				continue
			}
			if soundsLike(f.Tokens[i].Key, t.Key) || otherScript(f.Tokens[i].Key, t.Key) && sound.Near(f.Tokens[i].Key, t.Key) {
				return true
			}
			in := span{n, n + 1}
			if len(cities) > 0 && mayBeCity(otherLang, other, in) && slices.ContainsFunc(calledSo(otherLang, other, in), func(c int) bool { return slices.Contains(cities, c) }) {
				return true
			}
		}
		return false
	})
}

// otherScript reports whether one word is of Latin letters and the other is not, or both are of
// two other scripts.
func otherScript(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return x < 0x250 != (y < 0x250) || x >= 0x250 && x>>8 != y>>8
}

// soundsLike reports whether two words may be one name, in any script and with any
// ending: one begins like the other, by its consonants.
func soundsLike(a, b string) bool {
	if a == b || sound.SameName(a, b) {
		return true
	}
	a, b = sound.Roman(a), sound.Roman(b)
	if a == "" || b == "" || strings.IndexByte("aeiouhjy", a[0]) >= 0 != (strings.IndexByte("aeiouhjy", b[0]) >= 0) {
		return false
	}
	x, y := sound.Skeleton(a), sound.Skeleton(b)
	n := min(len(x), len(y), 3)
	return n >= 2 && x[:n] == y[:n] && max(len(x), len(y))-n <= 3 || n == 1 && commonRunes(a, b) >= 3
}

// gives reports whether a word of a side is one that the alignment pairs with another.
func (c translated) gives(at span, side func(Rendered) span) bool {
	return slices.ContainsFunc(c.Pairs, func(r Rendered) bool {
		in := side(r)
		return r.PostTo > r.PostFrom && in.from < at.to && at.from < in.to
	})
}

func within(a, b span) bool { return a.from >= b.from && a.to <= b.to }

func written(f text.Folded, at span) string {
	return f.Slice(f.Tokens[at.from].From, f.Tokens[at.to-1].To)
}

// relatedTo reports whether two names may be of one thing, or of a country and its
// people: France and French, Holland and Dutch.
func (n properName) relatedTo(o properName) bool {
	if anyOf(n.concepts, o.concepts) {
		return true
	}
	for _, a := range n.concepts {
		for _, b := range o.concepts {
			if related(lexicon.Names()[a], lexicon.Names()[b]) {
				return true
			}
		}
	}
	return false
}

// related compares the English cells of two names, word by word.
func related(a, b string) bool {
	xs, ys := cellWords(a), cellWords(b)
	if xs["north"] && ys["south"] || xs["south"] && ys["north"] {
		return false
	}
	for x := range xs {
		for y := range ys {
			if x == y || households[x] != "" && households[x] == households[y] {
				return true
			}
			if s, t := sound.Skeleton(x), sound.Skeleton(y); len(s) >= 2 && len(t) >= 2 && s[:2] == t[:2] && x[0] == y[0] {
				return true
			}
		}
	}
	return false
}

func cellWords(cell string) map[string]bool { return text.WordSet(strings.ReplaceAll(cell, "|", " ")) }

// households are names that stand for each other and do not sound alike, in English.
var households = grouped(`nl: netherlands dutch holland hague
	gb: kingdom uk britain british english england london downing westminster scotland wales
	us: states american america us usa washington house congress pentagon
	ru: russia russian soviet ussr moscow kremlin union
	eu: europe european eu brussels
	il: israel israeli jew jewish jews hebrew zionist jerusalem
	ps: palestine palestinian gaza hamas
	ir: iran iranian persian persia tehran
	de: germany german berlin bundestag
	fr: france french paris
	it: italy italian rome
	es: spain spanish madrid spaniard castilian
	ua: ukraine ukrainian kyiv kiev
	cn: china chinese beijing
	tr: turkey turkish ankara turk
	va: vatican pope catholic holy
	kr: korea korean seoul pyongyang
	gr: greece greek athens hellenic
	ch: switzerland swiss bern
	dk: denmark danish dane
	no: norway norwegian oslo
	sy: syria syrian damascus
	sa: saudi arab arabia arabian riyadh arabic
	is: islam islamic muslim moslem
	un: un nations united`)

// calendar are the English cells that are written with a capital and name no one.
var calendar = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Christmas Easter Ramadan Internet God TV OK") {
		m[w] = true
	}
	return m
}()
