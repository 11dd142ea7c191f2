package value

import (
	"math"
	"strconv"
	"strings"

	"onrecord/compare/text"
)

// fraction reads a part of a whole in words, and gives its tokens: two thirds, ein Viertel, треть,
// 三分之二. Words that are also ordinals or times are parts only behind a number.
func (r *reader) fraction(i int, v *Value) int {
	if strings.Contains(" zh ja ko ", " "+r.lang+" ") {
		if n := r.eastFraction(i, v); n > 0 {
			return n
		}
	}
	if s, _, n := r.v.at(r.keys, i, part); n > 0 && !(r.lang == "ar" && r.measured(i+n)) {
		return r.setFraction(v, s, n)
	}
	over, n := r.numerator(i)
	if n == 0 || i+n >= len(r.keys) || r.keys[i+n] == "" || !strings.ContainsAny(r.between(i+n-1), " -\u00a0\u2011") {
		return 0
	}
	s, _, took := r.v.at(r.keys, i+n, denominator)
	if took == 0 || ordinals[r.lang] && (over == 1 || r.lang == "en" && s == "4") && !r.ofBehind(i, i+n+took) {
		return 0
	}
	return r.setFraction(v, strconv.Itoa(over)+"/"+s, n+took)
}

// measured reports whether a unit begins at a token: in Arabic a fifth is five before one, خمس سنوات.
func (r *reader) measured(i int) bool {
	_, _, n := r.v.at(r.keys, i, unit)
	return n > 0
}

// ordinals are languages whose words for parts are those for the third, fourth and so on.
var ordinals = map[string]bool{"en": true, "es": true, "ca": true, "pt": true, "it": true, "fr": true, "nl": true, "el": true, "bg": true}

// ofBehind reports whether a text says of what a part is, which a third try and three quarters of
// growth in a row do not: a third of, one third.
func (r *reader) ofBehind(i, at int) bool {
	return r.keys[i] == "one" || at < len(r.keys) && ofs[r.keys[at]]
}

var ofs = text.WordSet("of de del dels des du d dos das do da di dei degli delle della dell dello van των του της от")

// articles are words for one before a part.
var articles = text.WordSet("a an one un una um uma uno une ein eine einen einem einer een en ett et jedna jedną jedne jednej una o unei ένα μία одна одну одной одній една един")

// numerator is how many parts are meant, and its tokens.
func (r *reader) numerator(i int) (over, n int) {
	if articles[r.keys[i]] {
		return 1, 1
	}
	if over, ok := r.plain(i, 20); ok {
		return over, 1
	}
	parts, n, ordinal := r.part(i)
	if len(parts) != 1 || ordinal || parts[0] != math.Trunc(parts[0]) || parts[0] < 1 || parts[0] > 20 {
		return 0, 0
	}
	return int(parts[0]), n
}

// setFraction makes a value of "2/3".
func (r *reader) setFraction(v *Value, s string, n int) int {
	over, under, _ := strings.Cut(s, "/")
	a, err := strconv.Atoi(over)
	b, err2 := strconv.Atoi(under)
	if err != nil || err2 != nil || a < 1 || a >= b {
		return 0
	}
	v.Number, v.Part = float64(a)/float64(b), [2]int{a, b}
	return n
}

// eastFraction reads 三分之二, 3分の2 and 3분의 2: the whole stands first.
func (r *reader) eastFraction(i int, v *Value) int {
	under, n := r.count(i, "분의")
	switch {
	case n == 0:
		return 0
	case r.lang != "ko":
		if i+n+1 >= len(r.keys) || r.keys[i+n] != "分" || r.keys[i+n+1] != "之" && r.keys[i+n+1] != "の" {
			return 0
		}
		n += 2
	case !strings.HasSuffix(r.keys[i], "분의"):
		return 0
	}
	over, took := r.count(i+n, "")
	if took == 0 {
		return 0
	}
	return r.setFraction(v, strconv.Itoa(over)+"/"+strconv.Itoa(under), n+took)
}

// count is a small whole number in figures or in words, in Korean with what stands behind it.
func (r *reader) count(i int, behind string) (number, n int) {
	if i >= len(r.keys) || r.keys[i] == "" {
		return 0, 0
	}
	key := strings.TrimSuffix(r.keys[i], behind)
	if r.lang == "ko" {
		key = strings.TrimRight(key, "가를은는의이")
		if key == "" {
			key = "이"
		}
	}
	if digits := strings.TrimLeft(key, "0123456789"); digits == "" || r.lang == "ko" && len(digits) < len(key) {
		number, err := strconv.Atoi(key[:len(key)-len(digits)])
		return number, map[bool]int{true: 1}[err == nil]
	}
	s, _, n := r.v.at([]string{key}, 0, cardinal)
	number, err := strconv.Atoi(s)
	return number, map[bool]int{true: n}[err == nil]
}

// IsShare reports whether a value is a part of a whole.
func (v Value) IsShare() bool {
	return v.Part != [2]int{} || !v.IsDate && v.Number == 0.5 && v.Unit == ""
}

// shareWithin is how far a percentage may be from the part of a whole that it is called, in points:
// a third for 33 %.
const shareWithin = 0.7

// sameShare reports whether one value is a part of a whole, and another the same as a percentage, or
// as one of so many: a quarter, 25 %, one in four.
func sameShare(a, b Value) bool {
	if !a.IsShare() || b.IsDate || b.Written != "" {
		return false
	}
	return b.Unit == "percent" && math.Abs(100*a.Number-b.Number) < shareWithin || b.Unit == "" && a.Part[0] <= 1 && math.Abs(a.Number*b.Number-1) < 1e-9
}
