package value

import (
	"strings"
	"unicode"

	"onrecord/compare/text"
)

// signs are the signs of currencies; ¥ is of two.
var signs = map[rune]string{
	'$': "dollar", '€': "euro", '£': "pound", '¥': "yen|yuan", '￥': "yen|yuan", '₽': "ruble", '₹': "rupee", '₺': "lira", '₴': "hryvnia", '₩': "won", '₪': "shekel",
	'₱': "peso", '₫': "dong", '₦': "naira", '฿': "baht", '＄': "dollar", '円': "yen", '元': "yuan",
}

// codes are those of ISO 4217, and short forms, folded.
var codes = map[string]string{
	"usd": "dollar", "us": "dollar", "eur": "euro", "gbp": "pound", "rub": "ruble", "jpy": "yen", "cny": "yuan", "inr": "rupee", "brl": "real", "mxn": "peso", "chf": "franc",
	"uah": "hryvnia", "pln": "zloty", "try": "lira", "krw": "won", "ils": "shekel", "cad": "dollar", "aud": "dollar", "sek": "krone", "nok": "krone", "dkk": "krone", "czk": "krone",
	"ron": "leu", "idr": "rupiah", "rp": "rupiah", "huf": "forint", "bgn": "lev", "zl": "zloty", "rs": "rupee", "tl": "lira", "kr": "krone", "kc": "krone", "руб": "ruble", "р": "ruble", "долл": "dollar", "грн": "hryvnia", "vnd": "dong", "thb": "baht", "ars": "peso", "clp": "peso", "cop": "peso", "nzd": "dollar", "hkd": "dollar", "sgd": "dollar", "php": "peso", "zar": "rand", "myr": "ringgit", "rm": "ringgit",
}

// pesos are languages of countries that write pesos with the dollar's sign.
const pesos = " es "

// dollarSign is the currency of a $ at a rune: a real, a dollar where a country stands before it,
// and in Spanish either a dollar or a peso where none does.
func (r *reader) dollarSign(at int) string {
	from := at
	for from > 0 && unicode.IsLetter(r.f.Runes[from-1]) {
		from--
	}
	switch strings.ToUpper(string(r.f.Runes[from:at])) {
	case "R":
		return "real"
	case "AR", "MX", "CL", "CLP", "COP", "MXN", "ARS", "COL", "CO", "UY", "RD", "PHP":
		return "peso"
	case "":
		if strings.Contains(pesos, " "+r.lang+" ") {
			return "dollar|peso"
		}
	}
	return "dollar"
}

// signBefore is the currency whose sign or code stands right before a number.
func (r *reader) signBefore(i int) string {
	if c := r.glued[i]; c != "" {
		return c
	}
	if i > 0 && r.f.Tokens[i].From-r.f.Tokens[i-1].To <= 2 && strings.Trim(r.between(i-1), ". \u00a0") == "" { // Rp 5, Rs. 5
		switch k := r.keys[i-1]; k {
		case "rp", "rs", "kr", "rm":
			return codes[k]
		case "s": // U$S 5
			if from := r.f.Tokens[i-1].From; from > 1 && r.f.Runes[from-1] == '$' && (r.f.Runes[from-2] == 'U' || r.f.Runes[from-2] == 'u') {
				return "dollar"
			}
		}
	}
	at := r.f.Tokens[i].From - 1
	for at >= 0 && (r.f.Runes[at] == ' ' || r.f.Runes[at] == '\u00a0') && r.f.Tokens[i].From-at < 3 {
		at--
	}
	if at < 0 {
		return ""
	}
	if c := signs[r.f.Runes[at]]; c != "" {
		if c == "dollar" {
			return r.dollarSign(at)
		}
		return c
	}
	if i > 0 && len(r.keys[i-1]) == 3 && r.f.Tokens[i].From-r.f.Tokens[i-1].To <= 1 && isUpper(r.f, i-1) {
		return codes[r.keys[i-1]]
	}
	return ""
}

// glued parts a currency's code from the figures that it is written on to.
func glued(key string) (currency, figures string) {
	n := strings.IndexAny(key, "0123456789")
	if n < 2 || n > 3 || codes[key[:n]] == "" {
		return "", ""
	}
	return codes[key[:n]], key[n:]
}

// percentBefore reads a per cent that stands before its number, and where: %30 and
// yüzde 30 in Turkish.
func (r *reader) percentBefore(i int) (unit string, at int) {
	from := r.f.Tokens[i].From
	switch {
	case r.lang == "tr" && from > 0 && r.f.Runes[from-1] == '%':
		return "percent", -1
	case r.lang == "tr" && i > 0 && r.keys[i-1] == "yuzde":
		return "percent", i - 1
	}
	return "", -1
}

// bound is the sign of comparison before a number and its currency.
func (r *reader) bound(i int) string {
	at := r.f.Tokens[i].From - 1
	for n := 0; at >= 0 && n < 4; at, n = at-1, n+1 {
		switch c := r.f.Runes[at]; {
		case strings.ContainsRune("<>≤≥≦≧＜＞", c):
			return string(c)
		case c != ' ' && c != '\u00a0' && signs[c] == "" && c != '=':
			return ""
		}
	}
	return ""
}

// unitAfter reads the unit or currency behind a number, and gives its tokens.
func (r *reader) unitAfter(i int, v *Value) int {
	at := r.f.Tokens[i-1].To
	if at+2 < len(r.f.Runes) && r.f.Runes[at] == '.' && signs[r.f.Runes[at+2]] != "" { // Mrd. €
		at++
	}
	for at < len(r.f.Runes) && (r.f.Runes[at] == ' ' || r.f.Runes[at] == '\u00a0' || r.f.Runes[at] == '\u202f') {
		at++
	}
	if at < len(r.f.Runes) {
		switch c := r.f.Runes[at]; {
		case c == '$':
			v.Unit = r.dollarSign(at)
			return 0
		case signs[c] != "":
			v.Unit = signs[c]
			return 0
		case c == '%' || c == '٪' || c == '％':
			v.Unit = "percent"
			return 0
		case c == '‰':
			v.Unit = "permille"
			return 0
		case c == '°' || c == '℃' || c == '℉':
			return r.degrees(i, at, v)
		}
	}
	if i >= len(r.keys) || strings.ContainsAny(r.between(i-1), ",;:!?()\n") {
		return 0
	}
	if n := r.halfDay(i, v); n > 0 {
		return n
	}
	if r.isMeter(i-1, i) && r.f.Tokens[i].From-at < 2 {
		v.Unit, v.UnitAt = "meter", i
		if to := r.f.Tokens[i].To; to < len(r.f.Runes) && r.f.Runes[to] == '²' {
			v.Unit = "square-meter"
		} else if to < len(r.f.Runes) && r.f.Runes[to] == '³' {
			v.Unit = "cubic-meter"
		}
		return 1
	}
	skip := 0
	if r.keys[i] == "de" || r.keys[i] == "d" || r.keys[i] == "di" || r.keys[i] == "of" { // millones de euros
		skip = 1
	}
	if skip > 0 {
		if rest := strings.TrimLeft(r.f.Slice(r.f.Tokens[i].To, r.f.Tokens[i].To+3), " \u00a0"); rest != "" && signs[[]rune(rest)[0]] != "" { // millones de $
			v.Unit = signs[[]rune(rest)[0]]
			return 1
		}
	}
	if u, _, n := r.v.at(r.keys, i+skip, unit, currency); n > 0 && (r.keys[i] != "in" || r.isInch(i)) {
		v.Unit, v.UnitAt = u, i+skip
		if skip > 0 && !isMoney(u) && r.lang != "ro" {
			v.Unit, v.UnitAt = "", -1
			return 0
		}
		return skip + n
	}
	if u := r.inflectedUnit(i); u != "" {
		v.Unit, v.UnitAt = u, i
		return 1
	}
	if c := codes[r.keys[i]]; c != "" {
		if r.keys[i] == "us" { // 45 US dollars; but 45 US soldiers
			u, _, n := r.v.at(r.keys, i+1, currency)
			if n == 0 {
				return 0
			}
			v.Unit, v.UnitAt = u, i+1
			return 1 + n
		}
		v.Unit, v.UnitAt = c, i
		return 1
	}
	return 0
}

// isInch reports whether in behind a number is the short form of inches, and no preposition.
func (r *reader) isInch(i int) bool {
	return i+1 == len(r.keys) || r.dotted1(i) || r.keys[i+1] == "of" || r.keys[i+1] == "x" || r.between(i) != " "
}

// halfDay reads what says which half of the day an hour in figures or words is in, and gives its
// tokens: am, in the morning, de la mañana.
func (r *reader) halfDay(i int, v *Value) int {
	if i >= len(r.keys) || v.Number < 1 || v.Number >= 13 || v.Clock && v.Number >= 13 {
		return 0
	}
	if s, _, n := r.v.at(r.keys, i, dayHalf); n > 0 && (r.lang == "en" || n > 1 || s != "" && !strings.ContainsAny(r.between(i-1), ",;:!?()\n")) {
		if s == "night" {
			s = "pm"
			if v.Number < 6 {
				s = "am"
			}
		}
		v.Unit, v.UnitAt = s, i
		return n
	}
	if r.lang != "en" && r.lang != "es" && r.lang != "pt" || !text.IsNumber(r.keys[i-1]) {
		return 0
	}
	switch k := r.keys[i]; {
	case k == "am" || k == "pm":
		v.Unit, v.UnitAt = k, i
		return 1
	case (k == "a" || k == "p") && i+1 < len(r.keys) && r.keys[i+1] == "m" && strings.HasPrefix(r.between(i), "."):
		v.Unit, v.UnitAt = k+"m", i
		return 2
	}
	return 0
}

// inflectedUnit is a unit or currency with a case ending, in languages that hang it
// on: avroya, dollariin.
func (r *reader) inflectedUnit(i int) string {
	if r.lang == "ar" { // دينارا, of eleven and more
		if stem, ok := strings.CutSuffix(r.keys[i], "ا"); ok && len(stem) > 6 {
			if u, _, n := r.v.at([]string{stem}, 0, unit, currency); n > 0 {
				return u
			}
		}
	}
	if r.lang == "ko" {
		for _, p := range particles {
			if stem, ok := strings.CutSuffix(r.keys[i], p); ok {
				if u, _, n := r.v.at([]string{stem}, 0, unit, currency); n > 0 {
					return u
				}
			}
		}
	}
	if !strings.Contains(" tr az fi et hu kk ", " "+r.lang+" ") {
		return ""
	}
	key := []rune(r.keys[i])
	for cut := len(key) - 1; cut >= max(4, len(key)-4); cut-- {
		if u, _, n := r.v.at([]string{string(key[:cut])}, 0, unit, currency); n > 0 {
			return u
		}
	}
	return ""
}

// degrees reads ° with its scale.
func (r *reader) degrees(i, at int, v *Value) int {
	switch r.f.Runes[at] {
	case '℃':
		v.Unit = "celsius"
		return 0
	case '℉':
		v.Unit = "fahrenheit"
		return 0
	}
	v.Unit = "degree"
	sign := 0
	if i < len(r.keys) && r.f.Tokens[i].Kind == text.Ignorable {
		i, sign = i+1, 1
	}
	if i < len(r.keys) && r.f.Tokens[i].From-at <= 2 {
		switch r.keys[i] {
		case "c":
			v.Unit, v.UnitAt = "celsius", i
			return 1 + sign
		case "f":
			v.Unit, v.UnitAt = "fahrenheit", i
			return 1 + sign
		}
	}
	return 0
}

// IsAmount reports whether a value is of money or a share.
func (v Value) IsAmount() bool { return v.Unit == "percent" || v.Unit == "points" || isMoney(v.Unit) }

func isMoney(unit string) bool {
	for _, c := range signs {
		if c == unit {
			return true
		}
	}
	if strings.Contains(unit, "|") {
		return true
	}
	for _, c := range codes {
		if c == unit {
			return true
		}
	}
	return unit == "toman" || unit == "rupiah" || unit == "lev" || unit == "leu" || unit == "dinar" || unit == "rial" || unit == "dirham" || unit == "rand" || unit == "forint" || unit == "baht" || unit == "ringgit" || unit == "dong"
}

// isUpper reports whether a token begins with a capital.
func isUpper(f text.Folded, i int) bool { return unicode.IsUpper(f.Runes[f.Tokens[i].From]) }
