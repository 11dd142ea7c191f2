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

	"onrecord/store"
)

// alteration is a quote that a rule made of a sentence of a post.
type alteration struct{ lang, post, quote, kind string }

var slot = regexp.MustCompile(`\{([^{}]*?)=>([^{}]*?):([a-z]+)\}`)

// alterations reads the sentences with their slots: of slots side by side with one
// left side, that side stands once in the post.
func alterations(t *testing.T) []alteration {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "alterations.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []alteration
	for sc := bufio.NewScanner(f); sc.Scan(); {
		lang, s, ok := strings.Cut(sc.Text(), ": ")
		if !ok || strings.HasPrefix(lang, "#") {
			continue
		}
		out = append(out, cutSlots(lang, s)...)
	}
	return out
}

func cutSlots(lang, s string) []alteration {
	var out []alteration
	all := slot.FindAllStringSubmatchIndex(s, -1)
	with := func(chosen int) string {
		var b strings.Builder
		at, before := 0, ""
		for i, m := range all {
			b.WriteString(s[at:m[0]])
			left := s[m[2]:m[3]]
			repeated := at == m[0] && i > 0 && left == before
			at, before = m[1], left
			switch {
			case i == chosen && repeated: // takes the place of what its neighbour wrote
				text := strings.TrimSuffix(b.String(), left)
				b.Reset()
				b.WriteString(text + s[m[4]:m[5]])
			case i == chosen:
				b.WriteString(s[m[4]:m[5]])
			case !repeated && !(i > 0 && i-1 == chosen && repeated):
				b.WriteString(left)
			}
		}
		return strings.Join(strings.Fields(b.String()+s[at:]), " ")
	}
	for i, m := range all {
		out = append(out, alteration{lang, with(-1), with(i), s[m[6]:m[7]]})
	}
	return out
}

// accepted are the warnings that say rightly what a rule did.
var accepted = map[string][]string{
	"negation": {"negation"}, "number": {"number"}, "unit": {"unit"}, "date": {"date"}, "name": {"name"}, "modal": {"modal", "certainty"}, "quantifier": {"quantifier"},
	"order": {"order", "name"}, "condition": {"condition"}, "certainty": {"certainty", "modal"}, "opposite": {"opposite"}, "question": {"question"}, "attributed": {"attributed"}, "accent": {"accent"},
}

// TestAlterations: quotes altered by rule carry the warning of the rule, harmless ones
// none. The table by language and kind is held to a golden file.
func TestAlterations(t *testing.T) {
	cases := alterations(t)
	m := newMemory()
	seen := map[string]bool{}
	for _, c := range cases {
		if !seen[c.post] {
			seen[c.post] = true
			m.add(store.Document{Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: c.lang}, c.post)
		}
	}
	table := tally{}
	for _, c := range cases {
		ans, err := Lookup(context.Background(), m, Query{Quote: c.quote, Lang: c.lang, Speaker: "Sam Sample"})
		if err != nil {
			t.Fatal(err)
		}
		ok := ans.Match != nil
		var got []string
		if ok {
			got = ans.Match.Warnings
		}
		switch {
		case c.kind == "harmless" || c.kind == "wording":
			ok = ok && (len(got) == 0 || c.kind == "wording")
		default:
			ok = slices.ContainsFunc(got, func(w string) bool { return slices.Contains(accepted[c.kind], w) })
		}
		table.add(c.lang+" "+c.kind, ok)
		table.add("all "+map[bool]string{true: "harmless", false: "altered"}[c.kind == "harmless" || c.kind == "wording"], ok)
		if !ok {
			t.Logf("%s %s: %s %v\n  %s\n  %s", c.lang, c.kind, ans.Verdict, got, c.quote, c.post)
		}
	}
	sameFigures(t, "alterations.txt", table.String())
}
