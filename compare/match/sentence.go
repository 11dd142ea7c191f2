package match

import (
	"strings"
	"unicode"

	"onrecord/compare/text"
)

// border says what stands between a token and the next.
type border uint8

// The borders, weakest first.
const (
	noBorder border = iota
	comma
	clause
	sentence
)

// borderAfter is the border between token i and the one after it.
func borderAfter(f text.Folded, i int) border {
	if i < 0 || i+1 >= len(f.Tokens) {
		return sentence
	}
	if k := f.Tokens[i+1].Kind; k == text.Question || k == text.Gap {
		return noBorder // and the mark itself is a border
	}
	switch f.Tokens[i].Kind {
	case text.Question, text.Gap:
		return sentence
	case text.Word, text.Ignorable:
	}
	out := noBorder
	if t := f.Tokens[i]; t.Kind == text.Ignorable && unicode.Is(unicode.So, f.Runes[t.From]) {
		out = picture(f, i+1)
	}
	between := f.Runes[f.Tokens[i].To:f.Tokens[i+1].From]
	for n, r := range between {
		switch r {
		case '.', '․':
			if endsSentence(f, i, between[n+1:]) {
				return sentence
			}
		case '!', '？', '?', '。', '！', '\n', '…', '؟', '।', '۔':
			return sentence
		case ';', ':', '；', '：', '؛':
			out = max(out, clause)
		case '—', '–', '(', ')':
			out = max(out, clause)
		case ',', '、', '，', '،':
			out = max(out, comma)
		default:
			if r >= 0x2190 && r < 0x2200 { // an arrow
				return max(out, picture(f, i+1))
			}
		}
	}
	return out
}

// picture is the border that a picture, a flag or an arrow makes before a token: it ends a sentence
// as a full stop does where a capital follows, and a clause where letters have none.
func picture(f text.Folded, next int) border {
	switch r := f.Runes[f.Tokens[next].From]; {
	case unicode.IsUpper(r):
		return sentence
	case unicode.IsLower(r) || !unicode.IsLetter(r):
		return noBorder
	}
	return clause
}

// endsSentence reports whether the full stop after token i ends its sentence: a
// space follows and a word that does not begin small, and no abbreviation stands
// before it.
func endsSentence(f text.Folded, i int, rest []rune) bool {
	if len(rest) == 0 || !unicode.IsSpace(rest[0]) && !strings.ContainsRune(`"”»’)]`, rest[0]) {
		return false
	}
	next := f.Runes[f.Tokens[i+1].From]
	if unicode.IsLower(next) {
		return false
	}
	t := f.Tokens[i]
	if abbreviated[t.Key] {
		return t.Key == "no" && !unicode.IsDigit(next) // No. We will …
	}
	if t.To-t.From <= 2 && text.IsNumber(t.Key) && (germanMonths[f.Tokens[i+1].Key] || i > 0 && germanBefore[f.Tokens[i-1].Key]) { // bis zum 30. September
		return false
	}
	if t.Key == "m" && i > 1 && (f.Tokens[i-1].Key == "a" || f.Tokens[i-1].Key == "p") && text.IsNumber(f.Tokens[i-2].Key) { // 9 P.M.
		return true
	}
	return t.To-t.From > 1 || !unicode.IsUpper(f.Runes[t.From])
}

// German writes an ordinal with a full stop, and what it counts with a capital: months, and any noun
// behind a preposition with its article.
var (
	germanMonths = text.WordSet("januar jänner februar feber märz april mai juni juli august september oktober november dezember")
	germanBefore = text.WordSet("im zum vom beim")
)

// abbreviated are words whose full stop ends no sentence.
var abbreviated = text.WordSet("mr mrs ms dr st jr sr prof mrd mio tsd bzw ca no nr vs gen sen rep gov lt col sra sres ud uds art av etc руб млн млрд тыс г ул им stg inc ltd co mld mln mlrd mlr milj mill mdr mia tis tys tkr mnkr hrsg εκατ δισ χιλ rs")

// span is a stretch of tokens, [from,to).
type span struct{ from, to int }

// sentenceOf is the sentence that holds token i.
func sentenceOf(f text.Folded, i int) span {
	s := span{i, i + 1}
	for s.from > 0 && borderAfter(f, s.from-1) < sentence {
		s.from--
	}
	for s.to < len(f.Tokens) && borderAfter(f, s.to-1) < sentence {
		s.to++
	}
	return s
}

// opensClause reports whether a clause begins at token i: a mark or a conjunction
// stands before it.
func opensClause(lang string, f text.Folded, i int) bool {
	return i == 0 || borderAfter(f, i-1) > noBorder || coordinates[lang][f.Tokens[i-1].Key] || leads[f.Tokens[i-1].Key]
}

// coordinates are conjunctions that begin a statement of its own, by language.
var coordinates = map[string]map[string]bool{
	"en": text.WordSet("and but or so yet"), "es": text.WordSet("y e pero sino o u"), "pt": text.WordSet("e mas ou porem"), "fr": text.WordSet("et mais ou"), "it": text.WordSet("e ed ma o però"),
	"ca": text.WordSet("i però o"), "ro": text.WordSet("și dar sau iar"), "de": text.WordSet("und aber oder doch sondern"), "nl": text.WordSet("en maar of"), "sv": text.WordSet("och men eller"),
	"no": text.WordSet("og men eller"), "da": text.WordSet("og men eller"), "pl": text.WordSet("i a ale lub oraz"), "cs": text.WordSet("a ale nebo i"), "sk": text.WordSet("a ale alebo i"),
	"hr": text.WordSet("i ali ili a"), "sr": text.WordSet("i ali ili a и али или а"), "ru": text.WordSet("и а но или"), "uk": text.WordSet("і й та але чи а"), "bg": text.WordSet("и но или а"),
	"el": text.WordSet("και αλλά ή"), "hu": text.WordSet("és de hanem vagy"), "fi": text.WordSet("ja mutta tai"), "tr": text.WordSet("ve ama fakat veya"), "ar": text.WordSet("و او لكن بل ولكن"),
	"fa": text.WordSet("و اما یا ولی"), "he": text.WordSet("אבל או אך"), "hi": text.WordSet("और लेकिन या"), "id": text.WordSet("dan tetapi tapi atau"), "vi": text.WordSet("và nhưng"),
}

// leads are words after which a condition may begin.
var leads = text.WordSet("only even so apenas mesmo solo anche alleen zelfs bara aven")

// complements begin what is said, thought or denied.
var complements = text.WordSet("that que dass che что що ze ca οτι ان ki कि bahwa rang da de att at dat als ob if whether як што żeby aby")
