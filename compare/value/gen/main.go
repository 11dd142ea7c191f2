// Command gen writes the table of number words, scales, months, days, units and
// currencies of all languages that CLDR spells out:
//
//	npm install --prefix /tmp/cldr cldr-rbnf cldr-numbers-full cldr-dates-full cldr-units-full
//	go run ./gen /tmp/cldr/node_modules
//
// A line is a language, a kind, a value and the words that stand for it, by tabs;
// the words are folded as the matcher folds them.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onrecord/compare/text"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen NODE_MODULES")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// cldr is where the packages are.
type cldr string

// read decodes a file of a package.
func (c cldr) read(v any, path ...string) error {
	b, err := os.ReadFile(filepath.Join(append([]string{string(c)}, path...)...))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(path...), err)
	}
	return nil
}

// table holds words by kind and value.
type table map[[2]string]map[string]bool

func (t table) add(kind, value, phrase string) {
	key := phraseKey(phrase)
	if key == "" {
		return
	}
	k := [2]string{kind, value}
	if t[k] == nil {
		t[k] = map[string]bool{}
	}
	t[k][key] = true
}

// phraseKey is a phrase's words, folded; "" where one of them is a number.
func phraseKey(phrase string) string {
	var keys []string
	for _, t := range text.Fold(phrase).Tokens {
		if t.Kind != text.Word {
			continue
		}
		if text.IsNumber(t.Key) && len(keys) == 0 {
			return ""
		}
		keys = append(keys, t.Key)
	}
	return strings.Join(keys, " ")
}

func write(dir string) error {
	c := cldr(dir)
	files, err := os.ReadDir(filepath.Join(dir, "cldr-rbnf", "rbnf"))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for _, f := range files {
		lang, ok := strings.CutSuffix(f.Name(), ".json")
		if !ok || lang == "und" || strings.Contains(lang, "-") && lang != "sr-Latn" && lang != "zh-Hant" {
			continue
		}
		t := table{}
		for _, gather := range []func(cldr, string, table) error{numbers, scales, dates, currencies, units} {
			if err := gather(c, lang, t); err != nil && !os.IsNotExist(err) {
				return fmt.Errorf("%s: %w", lang, err)
			}
		}
		code, _, _ := strings.Cut(lang, "-")
		t.print(&out, code)
	}
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if _, err := z.Write(out.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	fmt.Printf("%d bytes, %d packed\n", out.Len(), packed.Len())
	return os.WriteFile("words.tsv.gz", packed.Bytes(), 0o644)
}

func (t table) print(out *bytes.Buffer, lang string) {
	keys := slices.SortedFunc(maps.Keys(t), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for _, k := range keys {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", lang, k[0], k[1], strings.Join(slices.Sorted(maps.Keys(t[k])), "\t"))
	}
}
