package link

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"onrecord/compare"
	"onrecord/compare/cross"
	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// fidelityCase is a quote of the recorded cases with what is to be said of it.
type fidelityCase struct {
	ID, Post, Quote, Lang, Speaker, Kind, Note string
	Verdict                                    string   `json:"expect_verdict"`
	Warnings                                   []string `json:"expect_warnings"`
	May                                        []string `json:"may_warn"`
}

func fidelityDir(t testing.TB) string {
	t.Helper()
	return filepath.Dir(samples.Path(t, "cases", "fidelity", "warnings.jsonl"))
}

func fidelityArchive(t testing.TB, dir string) *memory {
	t.Helper()
	m := newMemory()
	for _, file := range []string{"posts.jsonl", "report_posts.jsonl"} {
		for _, p := range samples.Lines[samples.Post](t, filepath.Join(dir, file)) {
			at, _ := time.Parse(time.RFC3339, p.PostedAt)
			m.add(store.Document{ID: store.DocumentID("x:" + p.ID), Author: store.Author{Name: p.Name, Handle: p.Handle}, Lang: p.Lang, PublishedAt: store.Moment{Time: at, Precision: store.PrecisionSecond}}, p.Text)
		}
	}
	return m
}

// tally counts cases by kind and those that came out right.
type tally map[string][2]int

func (y tally) add(kind string, ok bool) {
	n := y[kind]
	n[1]++
	if ok {
		n[0]++
	}
	y[kind] = n
}

func (y tally) String() string {
	var kinds []string
	for k := range y {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	var b strings.Builder
	for _, k := range kinds {
		fmt.Fprintf(&b, "%-16s %d of %d\n", k, y[k][0], y[k][1])
	}
	return b.String()
}

// TestFidelityCases: quotes whose meaning was changed carry a warning that says so,
// harmless ones none, and all are found.
func TestFidelityCases(t *testing.T) {
	dir := fidelityDir(t)
	m := fidelityArchive(t, dir)
	byKind, all := tally{}, tally{}
	cases := append(samples.Lines[fidelityCase](t, filepath.Join(dir, "warnings.jsonl")), samples.Lines[fidelityCase](t, filepath.Join(dir, "lookups.jsonl"))...)
	for _, c := range cases {
		ans, err := Lookup(context.Background(), m, Query{Quote: c.Quote, Speaker: c.Speaker, Lang: c.Lang})
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		found := ans.Match != nil && (string(ans.Match.Document) == c.Post || slices.ContainsFunc(ans.Same, func(id store.DocumentID) bool { return string(id) == c.Post }))
		var got []string
		verdict := string(ans.Verdict)
		if ans.Match != nil {
			got = ans.Match.Warnings
		}
		ok := found
		if len(c.Warnings) > 0 {
			ok = ok && slices.ContainsFunc(got, func(w string) bool { return slices.Contains(c.Warnings, w) }) || strings.ReplaceAll(c.Verdict, "-", "_") == "not_found" && !found
			all.add("changed: warned", ok)
		} else {
			false1 := slices.ContainsFunc(got, func(w string) bool { return !slices.Contains(c.May, w) })
			ok = ok && !false1
			all.add("harmless: no false warning", !false1)
		}
		all.add("found", found || strings.HasPrefix(c.Verdict, "not"))
		right := verdict == c.Verdict || strings.HasPrefix(c.Verdict, "not")
		all.add("verdict", right)
		byKind.add(c.Kind, ok)
		if !ok || !right {
			t.Logf("%s %s %s: %s want %s, %v want %v, found %v %.2f\n   %s", c.ID, c.Kind, c.Note, verdict, c.Verdict, got, c.Warnings, found, ans.Confidence, c.Quote)
		}
	}
	t.Logf("\n%s\n%s", byKind, all)
	for kind, percent := range map[string]int{"changed: warned": 90, "harmless: no false warning": 95, "found": 97, "verdict": 95} {
		if n := all[kind]; 100*n[0] < percent*n[1] {
			t.Errorf("%s: %d of %d, less than %d %%", kind, n[0], n[1], percent)
		}
	}
}

// TestLanguageCases: short texts have their language.
func TestLanguageCases(t *testing.T) {
	for _, c := range samples.Lines[struct{ ID, Text, Expect string }](t, filepath.Join(fidelityDir(t), "languages.jsonl")) {
		if got := lang.Guess(c.Text); !slices.Contains(strings.Split(c.Expect, "|"), got) {
			t.Errorf("%s %q is %q, want %s", c.ID, c.Text, got, c.Expect)
		}
	}
}

// TestDiffCases: diffs show what changed, and call nothing cosmetic that is not.
func TestDiffCases(t *testing.T) {
	for _, c := range samples.Lines[struct {
		ID, Old, New string
		Edited       bool        `json:"expect_edited"`
		Pieces       [][2]string `json:"expect_pieces"`
		Note         string
	}](t, filepath.Join(fidelityDir(t), "diffs.jsonl")) {
		if got := !compare.Cosmetic(text.Fold(c.Old), text.Fold(c.New)); got != c.Edited {
			t.Errorf("%s: edited %v, want %v (%s)", c.ID, got, c.Edited, c.Note)
		}
		for _, want := range c.Pieces {
			if !slices.ContainsFunc(compare.Diff(c.Old, c.New), func(p compare.Piece) bool {
				return string(p.Op) == want[0] && strings.Contains(p.Text, want[1])
			}) {
				t.Errorf("%s: no %v in %v", c.ID, want, compare.Diff(c.Old, c.New))
			}
		}
	}
}

// TestArticleCases: the quotes of articles are found, whole, and nothing else.
func TestArticleCases(t *testing.T) {
	dir := fidelityDir(t)
	m := fidelityArchive(t, dir)
	missed := 0
	for _, c := range samples.Lines[struct {
		ID, Report, Title, Text, Lang string
		Published                     string `json:"published_at"`
		Want                          [][3]string
		WantNot                       []string `json:"want_not"`
		Note                          string
	}](t, filepath.Join(dir, "articles.jsonl")) {
		at, _ := time.Parse(time.RFC3339, c.Published)
		doc := store.Document{ID: "web:a", Kind: store.Article, PublishedAt: store.Moment{Time: at, Precision: store.PrecisionSecond}}
		links, err := Article(context.Background(), m, cross.Translators{}, doc, store.Version{ID: 1, Content: store.Content{Title: c.Title, Text: c.Text, Lang: c.Lang}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range links {
			got = append(got, fmt.Sprintf("%s %s %s %v", l.Quote.Text, l.Match.Document, l.Match.Verdict, l.Match.Warnings))
		}
		for _, w := range c.Want {
			if !slices.ContainsFunc(links, func(l store.Link) bool {
				return strings.Contains(l.Quote.Text, w[0]) && string(l.Match.Document) == w[1] && (w[2] == "" || string(l.Match.Verdict) == w[2])
			}) {
				missed++
				t.Logf("%s (%s): no %v among\n  %s", c.ID, c.Report, w, strings.Join(got, "\n  "))
			}
		}
		for _, w := range c.WantNot {
			if slices.ContainsFunc(links, func(l store.Link) bool { return strings.Contains(l.Quote.Text, w) }) {
				missed++
				t.Logf("%s (%s): %q is no quote, among\n  %s", c.ID, c.Report, w, strings.Join(got, "\n  "))
			}
		}
	}
	if missed > 1 { // <q> is drawn by the page
		t.Errorf("%d quotes are missed or wrong", missed)
	}
}
