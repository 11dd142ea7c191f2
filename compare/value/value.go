// Package value reads the numbers, amounts and dates of a text as values: figures
// of every script and words of every language that CLDR spells out, with their
// scale, unit and currency. Two texts say the same where their values are equal,
// however they are written.
package value

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// Value is one number, amount or date of a text.
type Value struct {
	// From and To are the tokens of the number or date itself.
	From, To int
	// UnitAt is the token of the unit or currency, -1 where a sign or nothing is.
	UnitAt int
	// IsDate says that Month, Day, Year, Weekday or Relative is meant.
	IsDate bool
	// Number is the value with its scale; Written is set where there is no number
	// to it: 10:30.
	Number  float64
	Written string
	// Unit is a currency's family or a unit of measure, "percent" or "points"; ""
	// for none.
	Unit string
	// Ordinal says that it is written as one, in words: second.
	Ordinal bool
	// Clock says that Number is a time of day, in hours.
	Clock bool
	// Part are the parts and the whole of a fraction in words: 2 and 3 of two thirds.
	Part [2]int
	// Hours is the time of day that a number may be in figures with a full stop, in hours, 0 for
	// none: 18.30.
	Hours float64
	// Bound is <, >, ≤ or ≥ where that sign stands before the number.
	Bound string
	// Month and Day count from 1, Year is in full; 0 where not given.
	Month, Day, Year int
	// Weekday is sun to sat, Relative like day-1 for yesterday.
	Weekday, Relative string
	// Numeric are the parts of a date in figures, in their order.
	Numeric [3]int
}

// Find reads all values of a text in a language (ISO 639-1), in order. A number 1 in
// words is an article more often than a number, and is left out.
func Find(f text.Folded, lang string) []Value {
	r := newReader(f, lang)
	for i := 0; i < len(r.keys); {
		i += max(r.read(i), 1)
	}
	return r.out
}

// newReader has the words of a text as the vocabulary has them.
func newReader(f text.Folded, lang string) *reader {
	r := &reader{f: f, v: vocabularyOf(lang), lang: lang, keys: make([]string, len(f.Tokens))}
	for i, t := range f.Tokens {
		if t.Kind == text.Word {
			r.keys[i] = t.Key
			switch lang {
			case "ko":
				r.keys[i] = r.v.withoutParticle(t.Key)
			case "he": // ביום
				if rest, ok := strings.CutSuffix(t.Key, "יום"); ok && len(rest) == 2 && strings.Contains("במלשו", rest) {
					r.keys[i] = "יום"
				}
			}
			if code, rest := glued(t.Key); code != "" { // Rp5, EUR20
				if r.glued == nil {
					r.glued = map[int]string{}
				}
				r.keys[i], r.glued[i] = rest, code
			}
		}
	}
	return r
}

type reader struct {
	f    text.Folded
	v    *vocabulary
	lang string
	keys []string
	// glued are the currencies whose codes are written on to figures.
	glued map[int]string
	out   []Value
}

// read takes the value that begins at token i and gives how many tokens it has.
func (r *reader) read(i int) int {
	if !r.v.mayStart(r.keys[i]) {
		return 0
	}
	for _, try := range r.tries() {
		if v, n := try(i); n > 0 {
			r.out = append(r.out, v)
			return n
		}
	}
	return 0
}

// tries are the kinds of values in the order in which they are tried.
func (r *reader) tries() [7]func(int) (Value, int) {
	return [...]func(int) (Value, int){r.numericDate, r.slashed, r.eastDate, r.monthDate, r.weekday, r.relative, r.number}
}

// between is what stands between two tokens.
func (r *reader) between(i int) string {
	if i < 0 || i+1 >= len(r.f.Tokens) {
		return "\n"
	}
	return r.f.Slice(r.f.Tokens[i].To, r.f.Tokens[i+1].From)
}

// number reads figures or number words with what belongs to them.
func (r *reader) number(i int) (Value, int) {
	if r.lang == "zh" && i+3 < len(r.keys) && r.keys[i]+r.keys[i+1]+r.keys[i+2] == "百分之" {
		if v, n := r.number(i + 3); n > 0 {
			v.From, v.Unit = i, "percent"
			return v, n + 3
		}
	}
	v := Value{From: i, UnitAt: -1}
	n := r.clock(i, &v)
	if n == 0 {
		if n = r.fraction(i, &v); n > 0 {
			v.To = i + n
			return v, n
		}
		n = r.figures(i, &v)
		n += r.perUnit(i, n, &v)
		n += r.percentPoints(i+n, &v)
	}
	if n == 0 {
		n = r.words(i, &v)
	}
	if n == 0 {
		return v, 0
	}
	n += r.scale(i, n, &v)
	n += r.andHalf(i+n, &v)
	v.To = i + n
	v.Bound = r.bound(i)
	if v.Unit == "" {
		v.Unit = r.signBefore(i)
	}
	if v.Unit == "" {
		v.Unit, v.UnitAt = r.percentBefore(i)
	}
	if v.Unit == "" {
		n += r.unitAfter(i+n, &v)
	}
	if v.Unit == "hour" || v.Unit == "" {
		n += r.halfDay(i+n, &v)
	}
	if r.minus(i, v) {
		v.Number = -v.Number
	}
	if (v.Unit == "" || v.Unit == "year" && v.UnitAt > i) && v.Bound == "" && isYear(r.keys[i]) && v.To == i+1 && r.f.Tokens[i].To-r.f.Tokens[i].From == 4 { // 1.900 is none
		v.Unit, v.UnitAt = "", -1
		v.IsDate, v.Year = true, int(v.Number)
	}
	return v, n
}

// minuses are words for minus before a number; those of lesser also say fewer, and count only
// before degrees.
var (
	minuses = text.WordSet("minus минус мінус minusz miinus")
	lesser  = text.WordSet("menos moins meno menys")
)

// minus reports whether a word before a number makes it less than nothing: minus 14 degrees.
func (r *reader) minus(i int, v Value) bool {
	if i == 0 || v.Number <= 0 || v.Written != "" || r.between(i-1) != " " && r.between(i-1) != "\u00a0" || i > 1 && (r.keys[i-2] == "plus" || r.keys[i-2] == "плюс") {
		return false
	}
	degrees := v.Unit == "degree" || v.Unit == "celsius" || v.Unit == "fahrenheit"
	return minuses[r.keys[i-1]] || degrees && lesser[r.keys[i-1]] && (i == 1 || !lessBefore[r.keys[i-2]])
}

// lessBefore are words before one for minus that make fewer of it: al menos, à moins de.
var lessBefore = text.WordSet("al por lo ao a à au de del per o")

// perUnit reads what a unit that is written on to figures is divided by: 30km/h.
func (r *reader) perUnit(i, n int, v *Value) int {
	if n != 1 || v.Unit == "" || i+1 >= len(r.keys) || r.between(i) != "/" {
		return 0
	}
	u, _, took := r.v.at([]string{strings.TrimLeft(r.keys[i], "0123456789.,"), r.keys[i+1]}, 0, unit)
	if took != 2 {
		return 0
	}
	v.Unit = u
	return 1
}

// pointNouns are what percentage points are called behind the sign: %-yksikköä, %-Punkte.
var pointNouns = []string{"yksik", "enhet", "punkt", "point", "poeng", "pont", "punt", "pkt"}

// percentPoints reads percentage points with the sign: 3 %-yksikköä.
func (r *reader) percentPoints(i int, v *Value) int {
	if i == 0 || i >= len(r.keys) || v.Written != "" || !strings.HasSuffix(r.between(i-1), "-") && r.between(i-1) != "-" {
		return 0
	}
	if v.Unit != "percent" && !strings.Contains(r.between(i-1), "%") {
		return 0
	}
	for _, noun := range pointNouns {
		if strings.HasPrefix(r.keys[i], noun) {
			v.Unit = "points"
			return 1
		}
	}
	return 0
}

// Period is the stretch of time that a word of a language is, or by which it says how often:
// month, monthly. It is "" for any other word.
func Period(lang, key string) string {
	v := vocabularyOf(lang)
	if u, _, n := v.at([]string{key}, 0, unit); n > 0 && slices.Contains(periods, u) {
		return u
	}
	return v.begins(key, often)
}

// begins is the value of a word of a kind that is told by what it begins with, "" where it is none.
func (v *vocabulary) begins(key string, k kind) string {
	letters := utf8.RuneCountInString(key)
	for n := letters; n >= max(min(3, letters), letters-longestEnding); n-- {
		for _, e := range v.phrases[key] {
			if e.kind == k {
				return e.value
			}
		}
		_, last := utf8.DecodeLastRuneInString(key)
		key = key[:len(key)-last]
	}
	return ""
}

// longestEnding is that of a word which is told by what it begins with.
const longestEnding = 5

// Rate is the stretch of time for which an amount of a text holds, where the text says so right
// behind it or in front: 600 euros a month, monthly. It is "" where nothing says so.
func Rate(f text.Folded, lang string, v Value) string {
	v.To = max(v.To, v.UnitAt+1)
	for i := v.To; i < min(v.To+3, len(f.Tokens)); i++ {
		if strings.ContainsAny(f.Slice(f.Tokens[i-1].To, f.Tokens[i].From), ",;:.()\n") {
			break
		}
		if p := IsRate(f, lang, i); p != "" {
			return p
		}
	}
	return ""
}

// pers are words before a stretch of time that make a rate of it: per month, a month, every month.
var pers = text.WordSet("a an per every each al por ao cada par chaque im pro je jeden jede jedes ogni na w v za в на per elke i om pe fiecare havi 每 毎 في كل ל")

// IsRate reports whether the token of a text says how often by itself or with the word before it:
// monthly, per month, every month. It gives the stretch of time, "" for none.
func IsRate(f text.Folded, lang string, i int) string {
	p := Period(lang, f.Tokens[i].Key)
	if p != "" && (vocabularyOf(lang).begins(f.Tokens[i].Key, often) == p || i > 0 && pers[f.Tokens[i-1].Key]) {
		return p
	}
	return ""
}

var periods = []string{"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"}

func isYear(key string) bool {
	return len(key) == 4 && (key[:2] == "19" || key[:2] == "20") && text.IsNumber(key) && !strings.ContainsAny(key, ".,:")
}

// figures reads a token that begins with a digit.
func (r *reader) figures(i int, v *Value) int {
	key := r.keys[i]
	sign := strings.HasPrefix(key, "-")
	body := strings.TrimPrefix(key, "-")
	if from := r.f.Tokens[i].From; sign && from > 0 && unicode.IsDigit(r.f.Runes[from-1]) { // the score 2-1
		sign = false
	}
	if body == "" || body[0] < '0' || body[0] > '9' {
		return 0
	}
	if rest, ok := strings.CutSuffix(body, "%"); ok {
		body, v.Unit = rest, "percent"
	}
	end := 0
	for end < len(body) && (body[end] >= '0' && body[end] <= '9' || body[end] == '.' || body[end] == ',' || body[end] == '\'') {
		end++
	}
	digits := strings.TrimRight(body[:end], ".,")
	if end < len(body) && strings.ContainsAny(digits, ",'") { // 3,2Mio: the fold leaves words as they are
		digits = text.Fold(digits).Tokens[0].Key
	}
	number, err := strconv.ParseFloat(grouped(digits), 64)
	if h, m, ok := strings.Cut(digits, "."); ok && len(h) <= 2 && len(m) == 2 && end == len(body) && !sign {
		hours, _ := strconv.Atoi(h)
		minutes, _ := strconv.Atoi(m)
		if hours <= 24 && minutes < 60 {
			v.Hours = float64(hours) + float64(minutes)/60
		}
	}
	if err != nil || !r.suffix(body[end:], v, &number, i) {
		v.Written = key
		return 1
	}
	if sign {
		number = -number
	}
	n := 1
	// 1 250 000: thousands apart
	for !strings.Contains(body, ".") && v.Unit == "" && i+n < len(r.keys) && len(r.keys[i+n]) == 3 && text.IsNumber(r.keys[i+n]) && isThinGap(r.between(i+n-1)) && math.Abs(number) >= 1 && (n > 1 || len(body) <= 3) {
		group, err := strconv.ParseFloat(r.keys[i+n], 64)
		if err != nil {
			break
		}
		number = number*1000 + group
		n++
	}
	v.Number = number
	return n
}

// grouped takes the marks between thousands, and between lakhs, out of figures in which the fold
// left several: 1.234.56 of 1,234.56, and 5.00.000 of 5,00,000. Anything else is as it was.
func grouped(figures string) string {
	groups := strings.Split(figures, ".")
	last := len(groups) - 1
	if last < 2 || len(groups[0]) > 3 {
		return figures
	}
	middle := len(groups[1])
	for _, g := range groups[1:last] {
		if len(g) != middle {
			return figures
		}
	}
	switch {
	case middle == 2 && len(groups[last]) == 3:
		return strings.Join(groups, "")
	case middle == 3 && len(groups[last]) != 3:
		return strings.Join(groups[:last], "") + "." + groups[last]
	}
	return figures
}

func isThinGap(s string) bool {
	return s == " " || s == "\u00a0" || s == "\u202f" || s == "\u2009" || s == "'" || s == "’"
}

// suffixes are letters written right behind figures.
var suffixes = map[string]float64{
	"k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9, "mrd": 1e9, "mld": 1e9, "md": 1e9, "tn": 1e12, "t": 1e12, "тыс": 1e3, "млн": 1e6, "млрд": 1e9,
}

// suffix reads the letters behind the figures: 8pc, 45m, 1st, 20km.
func (r *reader) suffix(s string, v *Value, number *float64, i int) bool {
	switch s {
	case "":
		return true
	case "pc", "pct":
		v.Unit = "percent"
		return true
	case "st", "nd", "rd", "th", "er", "re", "eme", "e", "o", "a", "os", "as", "го", "й", "я", "е", "de", "ste", "te", "и":
		return true
	case "am", "pm":
		v.Unit = s
		return true
	case "h":
		v.Unit = "hour"
		return true
	case "m":
		if r.signBefore(i) == "" && r.f.Runes[r.f.Tokens[i].To-1] != 'M' { // of 2.5M nobody means meters
			v.Unit = "meter"
			return true
		}
	}
	if s == "mm" && !r.isMoneyScale(i) {
		v.Unit = "millimeter"
		return true
	}
	if f, ok := suffixes[s]; ok {
		*number *= f
		return true
	}
	if f, currency := r.v.scaleOf(s); f > 0 {
		*number, v.Unit = *number*f, currency
		return true
	}
	if u, _, n := r.v.at([]string{s}, 0, unit, currency); n > 0 {
		v.Unit = u
		return true
	}
	if u := codes[s]; u != "" && len([]rune(s)) > 1 {
		v.Unit = u
		return true
	}
	return r.lang == "ko" && r.koreanSuffix(s, v, number)
}

// scaleOf is what a word written on to figures multiplies them by, with the currency that it
// names: 50mila, 20tkr. It is 0 where it is none.
func (v *vocabulary) scaleOf(word string) (by float64, currency string) {
	s, _, n := v.at([]string{word}, 0, scaled, scale, cardinal)
	if n == 0 {
		return 0, ""
	}
	s, currency, _ = strings.Cut(s, " ")
	by, err := strconv.ParseFloat(s, 64)
	if err != nil || by < 1000 {
		return 0, ""
	}
	return by, currency
}

// isMoneyScale reports whether mm behind an amount is for millions, and not for millimeters: $20 mm,
// 20 MM.
func (r *reader) isMoneyScale(i int) bool {
	return r.signBefore(i) != "" || strings.HasSuffix(r.f.Slice(r.f.Tokens[i].From, r.f.Tokens[i].To), "MM")
}

// koreanSuffix reads what stands behind figures with a particle behind it: 40퍼센트의,
// 5천만, 300개.
func (r *reader) koreanSuffix(s string, v *Value, number *float64) bool {
	for s != "" {
		_, size := utf8.DecodeRuneInString(s)
		f, _, n := r.v.at([]string{s[:size]}, 0, scale, cardinal)
		by, err := strconv.ParseFloat(f, 64)
		next, _ := utf8.DecodeRuneInString(s[size:])
		if n == 0 || err != nil || by < 1000 && (by != 100 || s[size:] != "" && !strings.ContainsRune("만억조여명개원", next)) { // 3백만
			break
		}
		*number *= by
		s = s[size:]
	}
	for cut := []rune(s); len(cut) > 0; cut = cut[:len(cut)-1] {
		if u, _, n := r.v.at([]string{string(cut)}, 0, unit, currency); n > 0 {
			v.Unit = u
			return true
		}
	}
	return !strings.ContainsAny(s, "시분초") // a counting word, but no time of day
}

// scale multiplies by the words for thousands, millions and so on that follow.
func (r *reader) scale(i, n int, v *Value) int {
	took := 0
	for v.Written == "" && v.Unit == "" {
		de := 0
		if r.lang == "ro" && took == 0 && i+n < len(r.keys) && r.keys[i+n] == "de" { // 20 de milioane
			de = 1
		}
		s, words := r.scaleAt(i + n + took + de)
		if words == 0 && took == 0 && de == 0 && r.millions(i+n) { // 12 M€
			s, words = "1000000", 1
		}
		if words == 0 && took == 0 && de == 0 && i+n < len(r.keys) && r.keys[i+n] == "mm" && (r.signBefore(i) != "" || r.isMoneyScale(i+n)) { // $300 mm
			s, words = "1000000", 1
		}
		s, currency, _ := strings.Cut(s, " ")
		f, err := strconv.ParseFloat(s, 64)
		if words == 0 || err != nil || f < 1000 || strings.ContainsAny(r.between(i+n+took-1), ",;:()\n،؛؟") {
			break
		}
		words += de
		if short := len([]rune(r.keys[i+n+took])) == 1; short && (r.f.Tokens[i+n+took].From-r.f.Tokens[i+n+took-1].To > 1 || r.isTonne(i, i+n+took) || r.isMeter(i, i+n+took)) {
			break
		}
		v.Number *= f
		took += words
		if currency != "" {
			v.Unit, v.UnitAt = currency, i+n+took-1
		}
	}
	return took + r.below(i+n+took, took, v)
}

// millions reports whether a token is a capital M, or Md for milliards it is not, with a currency's
// sign on it: M€.
func (r *reader) millions(i int) bool {
	if i >= len(r.keys) || r.keys[i] != "m" || r.f.Tokens[i].To >= len(r.f.Runes) {
		return false
	}
	return r.f.Runes[r.f.Tokens[i].From] == 'M' && signs[r.f.Runes[r.f.Tokens[i].To]] != ""
}

// scaleAt is the word for thousands, millions and so on at a token, in Turkish with its case:
// milyondan.
func (r *reader) scaleAt(i int) (value string, words int) {
	if r.lang == "ar" { // its cardinals have two thousand, two million
		value, _, words = r.v.at(r.keys, i, scale)
		return value, words
	}
	s, _, words := r.v.at(r.keys, i, scaled, scale, cardinal)
	if words == 1 && !r.asNumber(i) {
		return "", 0
	}
	if words > 0 || r.lang != "tr" || i >= len(r.keys) {
		return s, words
	}
	for _, name := range []string{"milyon", "milyar", "trilyon"} {
		if strings.HasPrefix(r.keys[i], name) {
			s, _, words = r.v.at([]string{name}, 0, scale, cardinal)
			return s, words
		}
	}
	return "", 0
}

// isTonne reports whether the letter at token at is the sign of tonnes and not of trillions:
// 4 t, but 4T and £4t.
func (r *reader) isTonne(i, at int) bool {
	return r.keys[at] == "t" && r.f.Runes[r.f.Tokens[at].From] == 't' && r.signBefore(i) == ""
}

// isMeter reports whether the letter at token at is the sign of meters and not of millions: 30 m,
// 40 m², but £30 m, 30 M, 30 m euros.
func (r *reader) isMeter(i, at int) bool {
	if at >= len(r.keys) || r.keys[at] != "m" || r.f.Runes[r.f.Tokens[at].From] != 'm' || r.signBefore(i) != "" {
		return false
	}
	if to := r.f.Tokens[at].To; to < len(r.f.Runes) && (r.f.Runes[to] == '²' || r.f.Runes[to] == '³') {
		return true
	}
	next := at + 1
	if next < len(r.keys) && (r.keys[next] == "de" || r.keys[next] == "d" || r.keys[next] == "di") {
		next++
	}
	_, _, n := r.v.at(r.keys, next, currency)
	return n == 0 && (next >= len(r.keys) || codes[r.keys[next]] == "")
}

// andHalf adds half of a scale that stands behind it: dos millones y medio.
func (r *reader) andHalf(i int, v *Value) int {
	if i+1 >= len(r.keys) || !isAnd(r.keys[i]) {
		return 0
	}
	s, _, n := r.v.at(r.keys, i+1, half)
	by, err := strconv.ParseFloat(s, 64)
	last, _, _ := r.v.at(r.keys, i-1, scale, cardinal)
	f, err2 := strconv.ParseFloat(last, 64)
	if n == 0 || err != nil || err2 != nil || by >= 1 || f < 1000 {
		return 0
	}
	v.Number += by * f
	return n + 1
}

// below adds what stands behind a scale in scripts without spaces: 1億2000万.
func (r *reader) below(i, took int, v *Value) int {
	if r.lang == "ko" {
		return r.belowKorean(i, v)
	}
	if took == 0 || r.lang != "zh" && r.lang != "ja" || i >= len(r.keys) || r.f.Tokens[i].From != r.f.Tokens[i-1].To {
		return 0
	}
	rest := Value{UnitAt: -1}
	n := r.figures(i, &rest)
	if n == 0 {
		return 0
	}
	by := r.scale(i, n, &rest)
	if by == 0 || rest.Unit != "" || rest.Number >= v.Number {
		return 0
	}
	v.Number += rest.Number
	return n + by
}

// belowKorean adds what stands behind a scale: 1억 2000만.
func (r *reader) belowKorean(i int, v *Value) int {
	if v.Number < 1e8 || v.Unit != "" || v.Written != "" || i >= len(r.keys) || !strings.HasSuffix(r.keys[i-1], "억") && !strings.HasSuffix(r.keys[i-1], "조") || !isThinGap(r.between(i-1)) {
		return 0
	}
	rest := Value{UnitAt: -1}
	n := r.figures(i, &rest)
	if n == 0 || rest.Written != "" || rest.Number < 1e4 || rest.Number >= 1e8 && v.Number < 1e12 {
		return 0
	}
	v.Number += rest.Number
	v.Unit = rest.Unit
	return n
}
