package value

import (
	"slices"
	"strconv"
	"strings"

	"onrecord/compare/text"
)

// words reads a number in words: the sum and product of its parts.
func (r *reader) words(i int, v *Value) int {
	if r.lang == "hu" && r.keys[i] == "ot" && i > 0 && r.between(i-1) == "-" { // Ft-ot: an ending, and not five
		return 0
	}
	if s, _, n := r.v.at(r.keys, i, times); n > 0 {
		v.Number, _ = strconv.ParseFloat(s, 64)
		v.Unit = "times"
		return n
	}
	if s := r.v.begins(r.keys[i], manifold); s != "" {
		v.Number, _ = strconv.ParseFloat(s, 64)
		v.Unit = "times"
		return 1
	}
	var sum composer
	n, ord := r.half(i, &sum), false
	for i+n < len(r.keys) && r.keys[i+n] != "" {
		at := i + n
		if n > 0 && strings.ContainsAny(r.between(at-1), ",;:.()\n!?،؛؟") {
			break
		}
		parts, took, isOrdinal := r.part(at)
		if r.lang == "vi" && n > 0 && r.f.Tokens[at].Exact == "năm" && (at+1 == len(r.keys) || r.keys[at+1] != "tram") { // hai mươi năm
			break
		}
		if took == 0 {
			if n > 0 && isAnd(r.keys[at]) && at+1 < len(r.keys) {
				if next, _, _ := r.part(at + 1); len(next) > 0 && sum.takes(next[0]) {
					n++
					continue
				}
			}
			break
		}
		if n > 0 && r.singular(at) {
			parts[0] /= 2
		}
		if !sum.add(parts) {
			break
		}
		n += took
		if ord = isOrdinal; ord {
			break
		}
	}
	total := sum.total()
	if r.lang == "tr" && n > 0 && i+n < len(r.keys) && r.keys[i+n] == "bucuk" { // iki buçuk milyon
		total += 0.5
		n++
	}
	if r.lang == "vi" && n == 1 && (r.keys[i] == "nam" || r.keys[i] == "tu") { // a year, to invest
		return 0
	}
	if r.lang == "th" && sum.n < 2 { // one word by itself may be the beginning of another: ห้าม
		return 0
	}
	if n == 0 || n == 1 && r.lang == "ar" && r.keys[i] == "الفا" || // two thousand of something, or alpha
		total == 1 && n == 1 && !ord && !r.numbered(i) || n == 1 && len([]rune(r.keys[i])) == 1 && r.lang == "ko" && !r.counted(i+1) {
		return 0
	}
	if (r.lang == "zh" || r.lang == "ja") && (i > 0 && strings.Contains("几数幾", r.keys[i-1]) && r.keys[i-1] != "" || n == 1 && strings.Contains("壱壹弐贰参叁肆伍陆柒捌玖拾", r.keys[i])) { // 几十, 参加
		return 0
	}
	v.Number, v.Ordinal = total, ord
	return n
}

// singular reports whether an Arabic word that is two thousand, million or milliard by
// itself is one behind a number: عشرون مليونا.
func (r *reader) singular(i int) bool {
	switch r.keys[i] {
	case "الفا", "مليونا", "مليارا":
		return r.lang == "ar"
	}
	return false
}

// numbered reports whether a word that says that a number comes stands before token i, or
// behind it where the language puts it there: number one, bir numara.
func (r *reader) numbered(i int) bool {
	if i > 0 {
		if _, _, n := r.v.at(r.keys, i-1, numero); n > 0 {
			return true
		}
	}
	_, _, n := r.v.at(r.keys, i+1, numero)
	return n > 0 && r.lang == "tr"
}

// counters are what Korean puts behind a number of persons, things and times.
var counters = strings.Fields("명 개 번 마리 대 채 살 권 장 잔 병 시간 달 가지 차례 곳 사람 척 쌍")

// counted reports whether a Korean counting word begins at a token.
func (r *reader) counted(i int) bool {
	return i < len(r.keys) && slices.ContainsFunc(counters, func(c string) bool {
		rest, ok := strings.CutPrefix(r.keys[i], c)
		return ok && len([]rune(rest)) <= 2
	})
}

// half reads half a, and one and a half, before a scale, and gives its tokens.
func (r *reader) half(i int, sum *composer) int {
	s, _, n := r.v.at(r.keys, i, half)
	if n == 0 {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	if big, _, took := r.v.at(r.keys, i+n, scale, cardinal); took == 0 || len(big) < 4 {
		return 0
	}
	sum.group, sum.last, sum.n = f, f, 1
	return n
}

// isAnd: what stands inside numbers, as in two hundred and five.
func isAnd(key string) bool {
	switch key {
	case "and", "y", "e", "et", "und", "en", "og", "och", "i", "si", "و", "ו":
		return true
	}
	return false
}

// part are the numbers that one word or phrase is: zweihundert is 2 and 100.
func (r *reader) part(i int) (parts []float64, took int, isOrdinal bool) {
	s, k, n := r.v.at(r.keys, i, cardinal, ordinal, scale)
	if n == 1 && !r.asNumber(i) {
		return nil, 0, false
	}
	if n > 0 && !(k == scale && n == 1 && len([]rune(r.keys[i])) == 1 && r.keys[i] < "\u2e80") {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, 0, false
		}
		if by, took := r.manyBehind(i+n, f); took > 0 {
			return []float64{by, f}, n + took, false
		}
		if rest, and := strings.CutPrefix(r.keys[i], "و"); and && r.lang == "ar" && len(r.v.phrases[rest]) > 0 {
			return []float64{-1, f}, n, k == ordinal // five and twenty
		}
		return []float64{f}, n, k == ordinal
	}
	rest, ok := strings.CutPrefix(r.keys[i], "و")
	if !ok && r.lang == "he" {
		rest, ok = strings.CutPrefix(r.keys[i], "ו")
	}
	if ok && rest != "" { // Arabic, Hebrew: and
		if s, k, n := r.v.at([]string{rest}, 0, cardinal, ordinal); n > 0 {
			f, err := strconv.ParseFloat(s, 64)
			if r.lang == "ar" {
				return []float64{-1, f}, map[bool]int{true: 1}[err == nil], k == ordinal
			}
			return []float64{f}, map[bool]int{true: 1}[err == nil], k == ordinal
		}
	}
	if r.v.compounds {
		if parts, ord := r.v.compound(r.keys[i], 0); len(parts) > 1 {
			return parts, 1, ord
		}
	}
	return nil, 0, false
}

// vietnamese are the words for numbers that are others with other marks or without: sau is behind,
// ty is of a company.
var vietnamese = map[string]string{
	"nam": "năm", "lam": "lăm", "tu": "tư", "sau": "sáu", "bay": "bảy", "tam": "tám", "chin": "chín", "bon": "bốn", "muoi": "mười mươi", "tram": "trăm", "nghin": "nghìn", "ngan": "ngàn", "trieu": "triệu", "ty": "tỷ", "ti": "tỉ",
	"mot": "một mốt", "ba": "ba", "hai": "hai", "khong": "",
}

// asNumber reports whether a Vietnamese word has the marks of the number that it is without them;
// what is written in other languages always is.
func (r *reader) asNumber(i int) bool {
	if r.lang != "vi" || i >= len(r.keys) {
		return true
	}
	words, ok := vietnamese[r.keys[i]]
	return !ok || slices.Contains(strings.Fields(words), r.f.Tokens[i].Exact)
}

// manyBehind is how many hundreds, thousands and so on are meant where a language says so behind
// them, as Swahili: mia tatu, milioni 3.
func (r *reader) manyBehind(i int, of float64) (by float64, n int) {
	if r.lang != "sw" || of < 100 || i >= len(r.keys) || r.between(i-1) != " " {
		return 0, 0
	}
	s, _, n := r.v.at(r.keys, i, cardinal)
	if n == 0 && text.IsNumber(r.keys[i]) {
		s, n = r.keys[i], 1
	}
	by, err := strconv.ParseFloat(s, 64)
	if err != nil || by < 1 || by >= 1000 || by >= of && of == 100 {
		return 0, 0
	}
	return by, n
}

// compound cuts a word into number words, longest first; nil where it is none.
func (v *vocabulary) compound(word string, depth int) ([]float64, bool) {
	if depth > 6 || len(word) < 2 || len(word) > 80 {
		return nil, false
	}
	for _, and := range []string{"und", "en", "og", "och", "e"} {
		if rest, ok := strings.CutPrefix(word, and); ok && depth > 0 {
			if parts, ord := v.compound(rest, depth+1); parts != nil {
				return append([]float64{-1}, parts...), ord // -1 says and
			}
		}
	}
	for end := len(word); end > 1; end-- {
		s, k, n := v.at([]string{word[:end]}, 0, cardinal, ordinal)
		if n == 0 || k == ordinal && end < len(word) {
			continue
		}
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			continue
		}
		if end == len(word) {
			return []float64{f}, k == ordinal
		}
		if rest, ord := v.compound(word[end:], depth+1); rest != nil {
			return append([]float64{f}, rest...), ord
		}
	}
	return nil, false
}

// composer adds and multiplies the parts of a number.
type composer struct {
	done  []float64 // the thousands, millions and so on that are done
	group float64   // what is under way
	last  float64
	n     int
	and   bool
}

// takes reports whether a part goes on with the number.
func (c *composer) takes(f float64) bool {
	switch {
	case c.n == 0, f >= 100:
		return true
	case c.last >= 100 || c.group == 0:
		return true
	case c.last == 4 && f == 20: // quatre-vingts
		return true
	case c.and && c.last < 10 && f >= 20 && f < 100: // fünf-und-zwanzig
		return true
	case f < 10:
		return c.last >= 10 && c.last < 100 && c.last != f && int(c.last)%10 == 0
	case f < 20:
		return c.last == 60 || c.last == 80 || c.last < 10 && f == 10 && c.last > 1 // soixante-dix; three and ten
	}
	return false
}

func (c *composer) add(parts []float64) bool {
	for _, f := range parts {
		if f == -1 {
			c.and = true
			continue
		}
		if !c.takes(f) {
			return false
		}
		c.n++
		switch {
		case f >= 1000:
			c.scale(f)
		case f == 100 && c.group > 0 && c.group < 100:
			c.group *= 100
		case c.last == 4 && f == 20:
			c.group += 76 // 4 × 20, of which 4 are counted
			f = 80
		case f == 10 && c.last > 1 && c.last < 10: // 三十
			c.group += 9 * c.last
			f = c.last * 10
		default:
			c.group += f
		}
		c.last, c.and = f, false
	}
	return true
}

// scale multiplies what is below a thousand, a million and so on by it: mil millones,
// 三亿五千万.
func (c *composer) scale(f float64) {
	below := c.group
	n := len(c.done)
	for n > 0 && c.done[n-1] < f {
		n--
		below += c.done[n]
	}
	if below == 0 {
		below = 1
	}
	c.done, c.group = append(c.done[:n], below*f), 0
}

func (c *composer) total() float64 {
	sum := c.group
	for _, f := range c.done {
		sum += f
	}
	return sum
}
