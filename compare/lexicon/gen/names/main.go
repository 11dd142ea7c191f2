// Command names writes names/cldr.tsv from Unicode's CLDR: countries, languages,
// currencies, months and days. It reads the npm packages cldr-localenames-full,
// cldr-numbers-full and cldr-dates-full (npm pack, unpacked side by side):
//
//	go run ./gen/names DIR >names/cldr.tsv
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// langs are the columns, the pivot first.
var langs = strings.Fields("en es pt fr it de ru tr ar uk pl cs nl no sv da fi sr hr sk sl hu ro bg el fa he hi id ja ko zh ca et lt lv vi th ms sw ta bn ur te mk be sq is hy ka az gl kk mr fil af")

// currencies in the news.
var currencies = strings.Fields("USD EUR GBP JPY CNY RUB UAH PLN CZK HUF RON BGN SEK NOK DKK CHF TRY ILS SAR AED IRR IQD EGP INR PKR IDR KRW THB VND BRL MXN ARS CLP COP PEN VES CUP BOB ZAR NGN KES AUD CAD")

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: names DIR >names/cldr.tsv")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "names:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	all := map[string]map[string][]string{}
	for _, lang := range langs {
		names, err := read(dir, lang)
		if err != nil {
			return err
		}
		all[lang] = names
	}
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(w, strings.Join(langs, "\t"))
	for _, key := range slices.Sorted(maps.Keys(all["en"])) {
		var cells []string
		for _, lang := range langs {
			cells = append(cells, cell(all[lang][key]))
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	return w.Flush()
}

// cell joins names, without those that are codes or hold the marks of a table.
func cell(names []string) string {
	var out []string
	for _, n := range names {
		n, _, _ = strings.Cut(n, " (")
		n = strings.TrimSpace(n)
		if n != "" && !strings.ContainsAny(n, "|\t\n()") && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, "|")
}

// read gives a language's names by what they name.
func read(dir, lang string) (map[string][]string, error) {
	from := lang
	if lang == "no" {
		from = "no"
	}
	out := map[string][]string{}
	load := func(pkg, file string, v any) error {
		b, err := os.ReadFile(filepath.Join(dir, pkg, "main", from, file))
		if err != nil {
			return err
		}
		var top struct{ Main map[string]json.RawMessage }
		if err := json.Unmarshal(b, &top); err != nil {
			return err
		}
		return json.Unmarshal(top.Main[from], v)
	}
	var names struct {
		LocaleDisplayNames struct{ Territories, Languages map[string]string }
	}
	for _, file := range []string{"territories.json", "languages.json"} {
		if err := load("cldr-localenames-full", file, &names); err != nil {
			return nil, err
		}
	}
	for code, n := range names.LocaleDisplayNames.Territories {
		base, _, _ := strings.Cut(code, "-alt-")
		if len(base) == 2 && base != "ZZ" && base != "XA" && base != "XB" && base != "EZ" && base != "QO" {
			out["1 "+base] = order(out["1 "+base], n, code == base)
		}
	}
	for code, n := range names.LocaleDisplayNames.Languages {
		if len(code) == 2 {
			out["2 "+code] = append(out["2 "+code], n)
		}
	}
	return out, errors.Join(money(load, out), calendar(load, out))
}

// order puts the usual name first, and the others by the alphabet.
func order(have []string, n string, usual bool) []string {
	if usual {
		return append([]string{n}, have...)
	}
	have = append(have, n)
	slices.Sort(have[min(1, len(have)-1):])
	return have
}

func money(load func(pkg, file string, v any) error, out map[string][]string) error {
	var v struct {
		Numbers struct {
			Currencies map[string]map[string]string
		}
	}
	if err := load("cldr-numbers-full", "currencies.json", &v); err != nil {
		return err
	}
	for _, c := range currencies {
		for _, form := range []string{"displayName", "displayName-count-one", "displayName-count-few", "displayName-count-many", "displayName-count-other"} {
			out["3 "+c] = append(out["3 "+c], v.Numbers.Currencies[c][form])
		}
	}
	return nil
}

func calendar(load func(pkg, file string, v any) error, out map[string][]string) error {
	type widths map[string]map[string]map[string]string // format or stand-alone, width, number
	var v struct {
		Dates struct {
			Calendars struct{ Gregorian struct{ Months, Days widths } }
		}
	}
	if err := load("cldr-dates-full", "ca-gregorian.json", &v); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: unpack npm's cldr-dates-full there", err)
	} else if err != nil {
		return err
	}
	for kind, w := range map[string]widths{"4 ": v.Dates.Calendars.Gregorian.Months, "5 ": v.Dates.Calendars.Gregorian.Days} {
		for _, form := range []string{"stand-alone", "format"} {
			for n, name := range w[form]["wide"] {
				out[kind+n] = append(out[kind+n], name)
			}
		}
	}
	return nil
}
