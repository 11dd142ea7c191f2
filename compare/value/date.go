package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// plain is a token's number where it is a bare count up to most.
func (r *reader) plain(i, most int) (int, bool) {
	if i < 0 || i >= len(r.keys) || r.keys[i] == "" || r.keys[i][0] < '0' || r.keys[i][0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(r.keys[i])
	return n, err == nil && n > 0 && n <= most
}

// clock reads a time of day with its minutes, and gives its tokens: 10:30, 10:30pm, 17h00.
func (r *reader) clock(i int, v *Value) int {
	hours, minutes, ok := strings.Cut(r.keys[i], "h")
	n := 1
	switch {
	case ok:
	case i+1 < len(r.keys) && r.between(i) == ":":
		hours, minutes, n = r.keys[i], r.keys[i+1], 2
	case i+2 < len(r.keys) && r.keys[i+1] == "h" && len(r.keys[i+2]) == 2 && isThinGap(r.between(i)) && isThinGap(r.between(i+1)): // 20 h 30
		hours, minutes, n = r.keys[i], r.keys[i+2], 3
	}
	if len(minutes) < 2 { // most words: an error of Atoi costs more than all else here
		return 0
	}
	h, err := strconv.Atoi(hours)
	m, err2 := strconv.Atoi(minutes[:2])
	half := minutes[2:]
	if err != nil || err2 != nil || h < 0 || h > 24 || m < 0 || m > 59 || half != "" && half != "am" && half != "pm" {
		return 0
	}
	if r.between(i+n-1) == ":" { // 10:30:15 and 2:30:45
		return 0
	}
	v.Number, v.Clock, v.Unit = float64(h)+float64(m)/60, true, half
	return n
}

// numericDate reads 10/12/2025, 10.12.2025 and 2025-12-10.
func (r *reader) numericDate(i int) (Value, int) {
	a, okA := r.plain(i, 2100)
	b, okB := r.plain(i+1, 31)
	c, okC := r.plain(i+2, 2100)
	sep := r.between(i)
	if !okA || !okB || !okC || sep != r.between(i+1) || sep != "/" && sep != "." && sep != "-" {
		return r.dotted(i)
	}
	v := Value{From: i, To: i + 3, UnitAt: -1, IsDate: true, Numeric: [3]int{a, b, c}}
	switch {
	case a > 31:
		v.Year, v.Month, v.Day = a, b, c
	case a > 12:
		v.Day, v.Month, v.Year = a, b, c
	case b > 12:
		v.Month, v.Day, v.Year = a, b, c
	default:
		v.Year = c
	}
	return v, 3
}

// dotted reads a date that is one token: 10.12.2025.
func (r *reader) dotted(i int) (Value, int) {
	if strings.Count(r.keys[i], ".") == 1 {
		return r.dayMonth(i)
	}
	if strings.Count(r.keys[i], ".") != 2 {
		return Value{}, 0
	}
	f := strings.Split(r.keys[i], ".")
	if len(f) != 3 || len(f[2]) != 4 && len(f[0]) != 4 {
		return Value{}, 0
	}
	var n [3]int
	for k, s := range f {
		var err error
		if n[k], err = strconv.Atoi(s); err != nil {
			return Value{}, 0
		}
	}
	if n[0] > 31 {
		return Value{From: i, To: i + 1, UnitAt: -1, IsDate: true, Numeric: n, Year: n[0], Month: n[1], Day: n[2]}, 1
	}
	return Value{From: i, To: i + 1, UnitAt: -1, IsDate: true, Numeric: n, Day: n[0], Month: n[1], Year: n[2]}, 1
}

// slashed reads a day and a month with a slash between them and no year, in either order, or a part
// of a whole: 3/11, 1/3 of.
func (r *reader) slashed(i int) (Value, int) {
	a, okA := r.plain(i, 31)
	b, okB := r.plain(i+1, 31)
	if !okA || !okB || a > 12 && b > 12 || r.between(i) != "/" || r.between(i-1) == "/" || r.between(i+1) == "/" {
		return Value{}, 0
	}
	v := Value{From: i, To: i + 2, UnitAt: -1}
	if a < b && (commonParts[[2]int{a, b}] || i+2 < len(r.keys) && (ofs[r.keys[i+2]] || r.keys[i+2] == "der")) {
		v.Number, v.Part = float64(a)/float64(b), [2]int{a, b}
		return v, 2
	}
	v.IsDate, v.Numeric = true, [3]int{a, b, 0}
	switch {
	case a > 12:
		v.Day, v.Month = a, b
	case b > 12:
		v.Month, v.Day = a, b
	}
	return v, 2
}

// commonParts are parts of a whole rather than dates.
var commonParts = map[[2]int]bool{{1, 2}: true, {1, 3}: true, {2, 3}: true, {1, 4}: true, {3, 4}: true}

// dayAndMonth are languages that write 7.1. for January 7 and have a comma in decimals.
const dayAndMonth = " de cs sk da no fi et lv hr sl pl ru uk bg ro "

// dayMonth reads a date without its year, with a full stop behind both: 7.1.
func (r *reader) dayMonth(i int) (Value, int) {
	a, b, ok := strings.Cut(r.keys[i], ".")
	if !ok {
		return Value{}, 0
	}
	d, err := strconv.Atoi(a)
	m, err2 := strconv.Atoi(b)
	if err != nil || err2 != nil || d < 1 || d > 31 || m < 1 || m > 12 || len(a) > 2 || len(b) > 2 || !r.dotted1(i) || !strings.Contains(dayAndMonth, " "+r.lang+" ") {
		return Value{}, 0
	}
	return Value{From: i, To: i + 1, UnitAt: -1, IsDate: true, Day: d, Month: m}, 1
}

// monthDate reads a month with the day and year beside it.
func (r *reader) monthDate(i int) (Value, int) {
	v := Value{From: i, UnitAt: -1, IsDate: true}
	at := i
	if d, n := r.dayOf(i); n > 0 { // 3 de marzo, 1. September, erster März
		_, figures := r.plain(i, 31)
		if m := r.month(i+n, figures); m.n > 0 {
			v.Day, v.Month, at = d, m.month, i+n+m.n
		}
	}
	if v.Month == 0 {
		_, hasDay := r.plain(i+1, 31)
		m := r.month(i, hasDay)
		if m.n == 0 {
			return v, 0
		}
		v.Month, at = m.month, i+m.n
		if d, ok := r.plain(at, 31); ok && r.isDay(at) { // March 3
			v.Day = d
			at++
		} else if d, ok := r.ordinalDay(at, ordinal); ok && r.between(at-1) == " " {
			v.Day = d
			at++
		}
	}
	if y := r.skipOf(at); y < len(r.keys) && isYear(r.keys[y]) {
		v.Year, _ = strconv.Atoi(r.keys[y])
		at = y + 1
	}
	v.To = at
	return v, at - i
}

// isDay reports whether a number behind a month is its day, and no amount: in March 20%.
func (r *reader) isDay(i int) bool {
	to := r.f.Tokens[i].To
	return strings.Trim(r.between(i-1), " \u00a0.,") == "" && (to == len(r.f.Runes) || r.f.Runes[to] != '%')
}

// eastDate reads 三月, 3月5日, 3월 5일 and 2025年.
func (r *reader) eastDate(i int) (Value, int) {
	v := Value{From: i, UnitAt: -1, IsDate: true}
	at := i
	for _, part := range []struct {
		marks string
		most  int
		to    *int
	}{{"年년", 2100, &v.Year}, {"月월", 12, &v.Month}, {"日号号일", 31, &v.Day}} {
		if n, took := r.marked(at, part.marks, part.most); took > 0 {
			*part.to = n
			at += took
		}
	}
	if v.Month == 0 && v.Year < 1000 {
		return v, 0
	}
	v.To = at
	return v, at - i
}

// marked is a number with one of some marks behind it, in one token or in several.
func (r *reader) marked(i int, marks string, most int) (n, took int) {
	if i >= len(r.keys) || r.keys[i] == "" {
		return 0, 0
	}
	last, size := utf8.DecodeLastRuneInString(r.keys[i])
	if last < 0x2e80 && (i+1 >= len(r.keys) || r.keys[i+1] < "\u2e80") {
		return 0, 0
	}
	if n, err := strconv.Atoi(r.keys[i][:len(r.keys[i])-size]); err == nil && strings.ContainsRune(marks, last) && n > 0 && n <= most {
		return n, 1
	}
	var v Value
	if took = r.figures(i, &v); took == 0 {
		if took = r.words(i, &v); took == 0 && r.keys[i] == "一" {
			v.Number, took = 1, 1
		}
	}
	if took == 0 || i+took >= len(r.keys) || r.keys[i+took] == "" || !strings.Contains(marks, r.keys[i+took]) || v.Number < 1 || v.Number > float64(most) {
		return 0, 0
	}
	return int(v.Number), took + 1
}

// dayOf is a day of the month that begins at i, with the words up to the month.
func (r *reader) dayOf(i int) (day, n int) {
	d, ok := r.plain(i, 31)
	if !ok {
		d, ok = r.ordinalDay(i, ordinal, cardinal)
	}
	if !ok {
		return 0, 0
	}
	return d, r.skipOf(i+1) - i
}

// ordinalDay: 3rd, первого, الأول.
func (r *reader) ordinalDay(i int, kinds ...kind) (int, bool) {
	if i >= len(r.keys) || r.keys[i] == "" {
		return 0, false
	}
	if k := r.keys[i]; k[0] >= '0' && k[0] <= '9' {
		d, err := strconv.Atoi(strings.TrimRight(k, "stndrheo"))
		return d, err == nil && d > 0 && d <= 31
	}
	s, _, n := r.v.at(r.keys, i, kinds...)
	if n != 1 {
		return 0, false
	}
	d, err := strconv.Atoi(s)
	return d, err == nil && d > 0 && d <= 31 && !strings.HasPrefix(r.keys[i], "و")
}

// skipOf passes a word that stands between the parts of a date.
func (r *reader) skipOf(i int) int {
	for n := 0; n < 2 && i < len(r.keys); n++ {
		switch r.keys[i] {
		case "de", "del", "of", "d", "di", "من", "the":
			i++
		}
	}
	return i
}

type foundMonth struct{ month, n int }

// month finds a month's name; beside says that a number stands beside it, without
// which a short form or a word that means something else is none.
func (r *reader) month(i int, beside bool) foundMonth {
	if i >= len(r.keys) || r.keys[i] == "" {
		return foundMonth{}
	}
	s, k, n := r.v.at(r.keys, i, month, monthAbbr)
	if n == 0 {
		s, k, n = r.inflected(i, month)
	}
	if n == 0 && r.lang == "el" { // τον Μάρτιο
		s, k, n = r.v.at([]string{r.keys[i] + "σ"}, 0, month)
	}
	if n == 0 {
		return foundMonth{}
	}
	m, err := strconv.Atoi(s)
	if err != nil {
		return foundMonth{}
	}
	if _, year := r.plain(r.skipOf(i+n), 2100); year {
		beside = true
	}
	first := r.f.Runes[r.f.Tokens[i].From]
	capital := unicode.IsUpper(first)
	if (r.lang == "en" || r.lang == "de") && !capital && !isCaps(r.f, i) {
		return foundMonth{}
	}
	if k == monthAbbr && r.lang == "pl" && r.f.Tokens[i].Exact == "się" { // oneself, and no sie.
		return foundMonth{}
	}
	if k == monthAbbr && !beside && !r.dotted1(i) {
		return foundMonth{}
	}
	if r.lang == "en" && (r.keys[i] == "may" || r.keys[i] == "march") && !beside && r.f.StartsSentence(r.f.Tokens[i].From) {
		return foundMonth{}
	}
	return foundMonth{m, n}
}

// declined are languages whose months and days have more cases than CLDR lists.
const declined = " pl cs sk ru uk be bg hr sr sl lt lv fi et hu tr "

// inflected finds a month or a day of the week in another case.
func (r *reader) inflected(i int, want kind) (value string, k kind, n int) {
	if !strings.Contains(declined, " "+r.lang+" ") {
		return "", 0, 0
	}
	value, ok := r.v.inflected(r.keys[i], want)
	if !ok {
		return "", 0, 0
	}
	return value, want, 1
}

// inflected is the month or the day of the week whose listed forms, but for their endings, a word
// begins with.
func (v *vocabulary) inflected(word string, want kind) (value string, ok bool) {
	key := []rune(word)
	if len(key) < 4 || len(key) > 14 {
		return "", false
	}
	for cut := len(key) - 1; cut >= max(3, len(key)-3); cut-- {
		for _, s := range v.stems[string(key[:cut])] {
			if s.kind == want && (len(key) > 4 || s.whole) {
				return s.value, true
			}
		}
	}
	return "", false
}

// dotted1 reports whether a full stop ends a token inside a sentence.
func (r *reader) dotted1(i int) bool {
	at := r.f.Tokens[i].To
	return at < len(r.f.Runes) && r.f.Runes[at] == '.'
}

// isCaps reports whether a word is all in capitals.
func isCaps(f text.Folded, i int) bool {
	for _, c := range f.Runes[f.Tokens[i].From:f.Tokens[i].To] {
		if unicode.IsLower(c) {
			return false
		}
	}
	return true
}

// weekday reads a day of the week; a short form needs its full stop.
func (r *reader) weekday(i int) (Value, int) {
	s, k, n := r.v.at(r.keys, i, day, dayAbbr)
	if n == 0 {
		s, k, n = r.inflected(i, day)
	}
	if stem, ok := strings.CutSuffix(r.keys[i], "s"); n == 0 && ok && len(stem) > 4 { // Sundays, los domingos, montags
		s, k, n = r.v.at([]string{stem}, 0, day)
	}
	if n == 0 {
		s, n = r.feira(i)
		k = day
	}
	if n == 0 || k == dayAbbr && !r.dotted1(i) && !r.beforeDate(i+n) {
		return Value{}, 0
	}
	return Value{From: i, To: i + n, UnitAt: -1, IsDate: true, Weekday: s}, n
}

// beforeDate reports whether a date begins at a token, behind the comma of a short day of the week:
// сб, 4 февраля.
func (r *reader) beforeDate(i int) bool {
	if i >= len(r.keys) || r.between(i-1) != ", " {
		return false
	}
	_, n := r.monthDate(i)
	return n > 1
}

// feira reads a Portuguese day of the week without its second half: na quarta.
func (r *reader) feira(i int) (day string, n int) {
	if r.lang != "pt" || i == 0 || !feiraBefore[r.keys[i-1]] {
		return "", 0
	}
	if i+1 < len(r.keys) && r.between(i) == " " && r.keys[i+1] != "" && !feiraBehind[r.keys[i+1]] {
		return "", 0
	}
	s, _, n := r.v.at([]string{r.keys[i], "feira"}, 0, kind('w'))
	if n == 0 {
		s, _, n = r.v.at([]string{r.keys[i] + "feira"}, 0, kind('w'))
	}
	return s, min(n, 1)
}

var (
	feiraBefore = text.WordSet("na nesta desta até da à esta próxima última")
	feiraBehind = text.WordSet("de da do à às a e que passada próxima última em no na com o os as para por")
)

// relative reads yesterday, next year and the like.
func (r *reader) relative(i int) (Value, int) {
	s, _, n := r.v.at(r.keys, i, relative)
	if n == 0 || n == 1 && i > 0 && r.isMorning(i) {
		return Value{}, 0
	}
	if v, took := r.weekday(i + n - 1); took > 1 && n > 1 { // 上周四: Thursday, not last week
		v.From = i
		return v, n - 1 + took
	}
	return Value{From: i, To: i + n, UnitAt: -1, IsDate: true, Relative: s}, n
}

// isMorning reports whether a word for tomorrow is the one for the morning: por la mañana, am
// Morgen.
func (r *reader) isMorning(i int) bool {
	switch r.keys[i] {
	case "manana":
		return r.lang == "es" && (r.keys[i-1] == "la" || r.keys[i-1] == "esta" || r.keys[i-1] == "cada" || r.keys[i-1] == "una")
	case "morgen":
		return r.lang == "de" && isUpper(r.f, i) && !r.f.StartsSentence(r.f.Tokens[i].From)
	}
	return false
}
