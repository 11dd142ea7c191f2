package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onrecord/compare/text"
)

// spelt are the numbers that are spelt out to learn their words.
var spelt = func() []int64 {
	var out []int64
	for n := int64(0); n <= 100; n++ {
		out = append(out, n)
	}
	for n := int64(200); n <= 1000; n += 100 {
		out = append(out, n)
	}
	for _, n := range []int64{1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12} {
		out = append(out, n, 2*n, 3*n, 5*n)
	}
	return out
}()

// numbers learns the words of cardinals and ordinals: those that stand alone, and
// the one word of a longer number that is not known yet.
func numbers(c cldr, lang string, t table) error {
	var file struct {
		Rbnf struct {
			Rbnf struct {
				SpelloutRules map[string]any
			}
		}
	}
	if err := c.read(&file, "cldr-rbnf", "rbnf", lang+".json"); err != nil {
		return err
	}
	raw := map[string][][2]string{}
	for name, v := range file.Rbnf.Rbnf.SpelloutRules {
		lines, ok := v.([]any)
		if !ok {
			continue
		}
		for _, l := range lines {
			pair := l.([]any)
			raw[name] = append(raw[name], [2]string{pair[0].(string), pair[1].(string)})
		}
	}
	rs := parseRules(raw)
	for name := range rs {
		kind := "n"
		switch {
		case strings.HasPrefix(name, "%spellout-ordinal"):
			kind = "o"
		case !strings.HasPrefix(name, "%spellout") || strings.Contains(name, "year"):
			continue
		}
		learn(rs, name, kind, t)
	}
	return nil
}

func learn(rs rules, set, kind string, t table) {
	known := map[string]int64{}
	for _, n := range spelt {
		s, ok := rs.spell(set, n, 0)
		if !ok {
			continue
		}
		parts := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00ad' || r == '\u00a0' || r == '\u200b' })
		var keys []string
		for _, p := range parts {
			if k := text.Key(p); k != "" {
				keys = append(keys, k)
			}
		}
		if len(keys) == 0 || len(text.Fold(strings.Join(keys, " ")).Tokens) != len(keys) && !isHan(keys[0]) {
			continue
		}
		if isHan(keys[0]) {
			switch r := []rune(s); {
			case len(r) == 1:
				t.add(kind, strconv.FormatInt(n, 10), s)
			case len(r) == 2 && (r[0] == '一' || r[0] == '壹' || r[0] == '壱') && n >= 100:
				t.add(kind, strconv.FormatInt(n, 10), string(r[1]))
			}
			continue
		}
		if len(keys) == 1 {
			if known[keys[0]] == 0 {
				known[keys[0]] = n
				t.add(kind, strconv.FormatInt(n, 10), keys[0])
				if stem, ok := strings.CutSuffix(keys[0], "entos"); ok { // Spanish and Portuguese hundreds
					t.add(kind, strconv.FormatInt(n, 10), stem+"entas")
				}
			}
			continue
		}
		if word, v := unknown(keys, known, n); word != "" && v > 0 {
			known[word] = v
			t.add(kind, strconv.FormatInt(v, 10), word)
		}
	}
}

func isHan(s string) bool {
	r := []rune(s)
	return r[0] >= 0x3040 && r[0] < 0xa000
}

// unknown is the one word of a number that is not known, with its value: what is
// left of the number, as a sum where it is the smaller part, else as a product.
func unknown(keys []string, known map[string]int64, n int64) (string, int64) {
	word, rest := "", int64(0)
	for _, k := range keys {
		v, ok := known[k]
		switch {
		case ok:
			rest += v
		case word != "":
			return "", 0
		default:
			word = k
		}
	}
	switch {
	case word == "" || len([]rune(word)) < 2:
		return "", 0
	case keys[len(keys)-1] == word && rest > 1 && rest < 10 && n%rest == 0 && n/rest >= 100:
		return word, n / rest
	case rest == 1 && n >= 100:
		return word, n
	case rest > 0 && rest < n && n <= 100 && n-rest > 0 && (n-rest)%10 == 0:
		return word, n - rest
	}
	return "", 0
}

// scales are the words and abbreviations of compact numbers: mil, Mrd., млн.
func scales(c cldr, lang string, t table) error {
	var file struct {
		Main map[string]struct{ Numbers map[string]any }
	}
	if err := c.read(&file, "cldr-numbers-full", "main", lang, "numbers.json"); err != nil {
		return err
	}
	for name, v := range file.Main[lang].Numbers {
		if !strings.HasPrefix(name, "decimalFormats-") {
			continue
		}
		for _, width := range []string{"short", "long"} {
			w, _ := v.(map[string]any)[width].(map[string]any)
			f, _ := w["decimalFormat"].(map[string]any)
			for k, p := range f {
				power, _, ok := strings.Cut(k, "-count-")
				pattern, isText := p.(string)
				if ok && isText {
					scale(t, power, pattern)
				}
			}
		}
	}
	return nil
}

// scale takes one pattern: 10000 is "00 mil".
func scale(t table, power, pattern string) {
	n, err := strconv.ParseInt(power, 10, 64)
	zeros := strings.Count(pattern, "0")
	word := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(pattern, "0", ""), "'", ""))
	if err != nil || zeros == 0 || word == "" {
		return
	}
	v := n / int64(math.Pow10(zeros-1))
	if ks := strings.Fields(phraseKey(word)); len(ks) == 1 && v >= 1000 {
		t.add("s", fmt.Sprint(v), word)
	}
}

// dates are months, weekdays, and days told from today.
func dates(c cldr, lang string, t table) error {
	type names map[string]map[string]map[string]string
	var file struct {
		Main map[string]struct {
			Dates struct {
				Calendars struct{ Gregorian struct{ Months, Days names } }
			}
		}
	}
	if err := c.read(&file, "cldr-dates-full", "main", lang, "ca-gregorian.json"); err != nil {
		return err
	}
	g := file.Main[lang].Dates.Calendars.Gregorian
	for _, form := range []string{"format", "stand-alone"} {
		for _, width := range []string{"wide", "abbreviated", "short"} {
			for n, name := range g.Months[form][width] {
				t.add(map[bool]string{true: "m", false: "M"}[width == "wide"], n, name)
			}
			for d, name := range g.Days[form][width] {
				t.add(map[bool]string{true: "w", false: "W"}[width == "wide"], d, name)
			}
		}
	}
	return relative(c, lang, t)
}

// relative are yesterday, next year and the like.
func relative(c cldr, lang string, t table) error {
	var file struct {
		Main map[string]struct {
			Dates struct{ Fields map[string]map[string]any }
		}
	}
	if err := c.read(&file, "cldr-dates-full", "main", lang, "dateFields.json"); err != nil {
		return err
	}
	for _, field := range []string{"day", "week", "month", "year"} {
		for k, v := range file.Main[lang].Dates.Fields[field] {
			if n, ok := strings.CutPrefix(k, "relative-type-"); ok {
				t.add("r", field+n, v.(string))
			}
		}
	}
	return nil
}

// families are currencies of one name; a country's own is of the family.
var families = map[string][]string{
	"dollar": {"USD", "CAD", "AUD", "NZD", "HKD", "SGD"}, "pound": {"GBP", "EGP", "LBP"}, "peso": {"MXN", "ARS", "CLP", "COP"},
	"rupee": {"INR", "PKR", "LKR", "NPR"}, "franc": {"CHF", "GNF", "RWF"}, "krone": {"NOK", "DKK", "SEK", "CZK"}, "dinar": {"RSD", "DZD", "KWD", "IQD"},
	"rial": {"SAR", "QAR", "IRR", "OMR"}, "shilling": {"KES", "UGX", "TZS"}, "ruble": {"RUB", "BYN"}, "won": {"KRW", "KPW"}, "lira": {"TRY", "ITL"},
	"euro": {"EUR"}, "yen": {"JPY"}, "yuan": {"CNY"}, "real": {"BRL"}, "zloty": {"PLN"}, "hryvnia": {"UAH"}, "shekel": {"ILS"}, "rand": {"ZAR"},
	"forint": {"HUF"}, "leu": {"RON", "MDL"}, "lev": {"BGN"}, "dirham": {"AED", "MAD"}, "baht": {"THB"}, "rupiah": {"IDR"}, "dong": {"VND"},
	"taka": {"BDT"}, "naira": {"NGN"}, "bolivar": {"VES"},
}

// currencies are the names of a family: what its members' names share, and each
// whole name.
func currencies(c cldr, lang string, t table) error {
	var file struct {
		Main map[string]struct {
			Numbers struct{ Currencies map[string]map[string]string }
		}
	}
	if err := c.read(&file, "cldr-numbers-full", "main", lang, "currencies.json"); err != nil {
		return err
	}
	all := file.Main[lang].Numbers.Currencies
	last := headIsLast(all)
	for family, codes := range families {
		seen := map[string]int{}
		for _, code := range codes {
			once := map[string]bool{}
			for k, name := range all[code] {
				if !strings.HasPrefix(k, "displayName") {
					continue
				}
				t.add("c", family, name)
				if ws := strings.Fields(phraseKey(name)); len(codes) == 1 && len(ws) > 1 {
					if last {
						t.add("c", family, ws[len(ws)-1])
					} else {
						t.add("c", family, ws[0])
					}
				}
				for w := range strings.FieldsSeq(phraseKey(name)) {
					once[w] = true
				}
			}
			for w := range once {
				seen[w]++
			}
		}
		for w, n := range seen {
			if n >= 2 && 2*n > len(codes) {
				t.add("c", family, w)
			}
		}
	}
	return nil
}

// headIsLast reports whether a currency's noun stands last in its name, as in
// Russian ruble, by the word that the names of two rubles share.
func headIsLast(all map[string]map[string]string) bool {
	a, b := strings.Fields(phraseKey(all["RUB"]["displayName"])), strings.Fields(phraseKey(all["BYN"]["displayName"]))
	return len(a) > 1 && slices.Contains(b, a[len(a)-1])
}

// measured are the units that are told apart.
var measured = strings.Fields(`length-kilometer length-meter length-centimeter length-millimeter length-mile length-yard length-foot length-inch length-nautical-mile
	mass-tonne mass-ton mass-kilogram mass-gram mass-pound mass-ounce volume-liter volume-milliliter volume-gallon volume-barrel volume-cubic-meter
	area-hectare area-acre area-square-kilometer area-square-meter area-square-mile area-square-foot temperature-celsius temperature-fahrenheit
	duration-second duration-minute duration-hour duration-day duration-week duration-month duration-year duration-decade duration-century
	speed-kilometer-per-hour speed-mile-per-hour power-watt power-kilowatt power-megawatt power-gigawatt energy-kilowatt-hour concentr-percent concentr-permille
	digital-byte digital-megabyte digital-gigabyte digital-terabyte`)

func units(c cldr, lang string, t table) error {
	var file struct {
		Main map[string]struct {
			Units map[string]map[string]any
		}
	}
	if err := c.read(&file, "cldr-units-full", "main", lang, "units.json"); err != nil {
		return err
	}
	for _, width := range []string{"long", "short"} {
		for _, u := range measured {
			_, name, _ := strings.Cut(u, "-")
			forms, _ := file.Main[lang].Units[width][u].(map[string]any)
			if width == "short" && (strings.Contains(name, "square") || strings.Contains(name, "cubic")) {
				continue // km² would be km
			}
			for k, form := range forms {
				pattern, _ := form.(string)
				if k == "gender" || k == "perUnitPattern" || !strings.Contains(pattern, "{0}") && k != "displayName" {
					continue
				}
				word := strings.TrimSpace(strings.ReplaceAll(pattern, "{0}", ""))
				if ks := phraseKey(word); len([]rune(ks)) > 1 && !slices.Contains(strings.Fields(ks), "0") {
					t.add("u", name, word)
				}
			}
		}
	}
	return nil
}
