package link

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"onrecord/store"
)

// rule alters a real sentence: what is looked for, and what is put there.
type rule struct {
	lang, kind, to string
	from           *regexp.Regexp
	name           string
}

// ruleFile reads the rules.
func ruleFile(t *testing.T) []rule {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "rules.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []rule
	for sc := bufio.NewScanner(f); sc.Scan(); {
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 3 || strings.HasPrefix(c[0], "#") {
			continue
		}
		r := rule{lang: c[0], kind: c[1], name: c[2], from: regexp.MustCompile(c[2])}
		if len(c) > 3 {
			r.to = c[3]
		}
		out = append(out, r)
	}
	return out
}

// apply makes a quote of a sentence; "" where the rule does not fit it.
func (r rule) apply(s string) string {
	switch r.name {
	case "UPPER":
		return strings.ToUpper(s)
	case "LOWER":
		return strings.ToLower(s)
	case "SENTENCE":
		return s + " " // the sentence as it is
	case "BRACKET": // a word of the quoter's own
		if i := strings.IndexByte(s, ' '); i > 0 {
			return s[:i] + " [sic]" + s[i:]
		}
	case "ASIDE":
		if i := strings.LastIndexByte(s, ' '); i > 0 {
			return s[:i] + " [of the town]" + s[i:]
		}
	case "HALF": // up to a comma, behind which nothing binds
		if i := strings.Index(s, ", and "); i > 30 {
			return s[:i]
		}
	case "DIGITS": // of another script
		zero := []rune(r.to)[0]
		return strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return zero + c - '0'
			}
			return c
		}, s)
	}
	at := r.whole(s)
	if at == nil {
		return ""
	}
	switch r.to {
	case "CUT-BEHIND":
		return s[:at[0]]
	case "CUT-FRONT":
		return s[at[1]:]
	}
	return s[:at[0]] + string(r.from.ExpandString(nil, r.to, s, at)) + s[at[1]:]
}

// whole finds what a rule looks for, where it is whole words in scripts with spaces.
func (r rule) whole(s string) []int {
	for _, at := range r.from.FindAllStringSubmatchIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(s[:at[0]])
		after, _ := utf8.DecodeRuneInString(s[at[1]:])
		if !strings.Contains(r.name, `\b`) || !unicode.IsLetter(before) && !unicode.IsLetter(after) || strings.HasSuffix(r.name, " ") && !unicode.IsLetter(before) {
			return at
		}
	}
	return nil
}

// realSentences are news sentences and posts of a language, by document.
func realSentences(t *testing.T, dir, lang string) [][]string {
	t.Helper()
	file := map[string]string{
		"en": "eng", "es": "spa", "pt": "por", "fr": "fra", "it": "ita", "de": "deu", "ru": "rus", "uk": "ukr", "pl": "pol", "nl": "nld", "tr": "tur", "ar": "arb", "hi": "hin", "ja": "jpn", "zh": "zho-CN", "ko": "kor",
	}[lang]
	text, err := os.ReadFile(filepath.Join(dir, "parallel", file+".txt"))
	if err != nil {
		t.Skip(err)
	}
	ids, err := os.ReadFile(filepath.Join(dir, "parallel", "docs.tsv"))
	if err != nil {
		t.Skip(err)
	}
	all, docs := strings.Split(string(text), "\n"), strings.Split(string(ids), "\n")
	var out [][]string
	for i, s := range all {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if n := len(out); n > 0 && docs[i] == docs[i-1] && len(out[n-1]) < 4 {
			out[n-1] = append(out[n-1], s)
			continue
		}
		out = append(out, []string{s})
	}
	return out
}

// rulesMost is how many sentences a rule is tried on.
const rulesMost = 2

// TestRules: rules alter real sentences in many languages; those that change what was
// meant carry a warning that says so, harmless ones none. The table by language and
// kind is held to a golden file.
func TestRules(t *testing.T) {
	dir := dataDir(t)
	rules := ruleFile(t)
	table := tally{}
	for _, lang := range strings.Fields("en es pt fr it de ru uk pl nl tr ar hi ja zh ko") {
		docs := realSentences(t, dir, lang)
		m := newMemory()
		for _, d := range docs {
			m.add(store.Document{Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: lang}, strings.Join(d, "\n"))
		}
		for n, r := range rules {
			if r.lang == lang || r.lang == "*" {
				tryRule(t, m, lang, r, docs, n, table)
			}
		}
	}
	sameFigures(t, "rules.txt", table.String())
}

// tryRule tries a rule on a few sentences, each rule on others.
func tryRule(t *testing.T, m *memory, lang string, r rule, docs [][]string, n int, table tally) {
	tried := 0
	for k := range docs {
		d := docs[(k+17*n)%len(docs)]
		for _, s := range d[:1+len(d)/2] {
			q := r.apply(s)
			if q == "" || q == s || len([]rune(q)) < 12 || len([]rune(s)) > 220 {
				continue
			}
			judged(t, m, lang, r, s, q, table)
			if tried++; tried == rulesMost {
				return
			}
			break
		}
	}
}

func judged(t *testing.T, m *memory, lang string, r rule, post, q string, table tally) {
	ans, err := Lookup(context.Background(), m, Query{Quote: q, Lang: lang, Speaker: "Sam Sample"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if ans.Match != nil {
		got = ans.Match.Warnings
	}
	if r.name != "SENTENCE" { // what the sentence by itself is warned of counts there
		if ans, err = Lookup(context.Background(), m, Query{Quote: post, Lang: lang, Speaker: "Sam Sample"}); err != nil {
			t.Fatal(err)
		}
		if ans.Match != nil {
			by := ans.Match.Warnings
			got = slices.DeleteFunc(got, func(w string) bool { return slices.Contains(by, w) })
		}
	}
	ok := len(got) == 0
	if r.kind != "harmless" {
		ok = slices.ContainsFunc(got, func(w string) bool { return slices.Contains(accepted[r.kind], w) })
	}
	table.add(lang+" "+r.kind, ok)
	table.add("all "+map[bool]string{true: "harmless", false: "altered"}[r.kind == "harmless"], ok)
	if !ok {
		t.Logf("%s %s %s -> %s: %s %.2f %v\n  %s\n  %s", lang, r.kind, r.name, r.to, ans.Verdict, ans.Confidence, got, q, post)
	}
}
