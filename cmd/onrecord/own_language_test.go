package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/compare/link"
	"onrecord/store/storetest/samples"
)

// ownLanguage are the figures of quotes in the language of their posts, and of quotes
// of no archived post.
type ownLanguage struct {
	total, none   tally
	kinds         map[string]*tally
	missed, false []string
}

// TestGoldenOwnLanguage measures quotes in their posts' own language, in an archive with
// posts of others, with the speaker and the date and without. The figures are held to
// a golden file.
func TestGoldenOwnLanguage(t *testing.T) {
	dir := sharedData(t)
	find := quotedArchive(t, dir)
	var out strings.Builder
	for _, known := range []bool{true, false} {
		f := ownLanguage{kinds: map[string]*tally{}}
		for _, q := range bothSets[samples.Quote](t, dir, "quotes.jsonl") {
			own := q.Kind == "verbatim" || q.Kind == "trimmed" || q.Kind == "altered"
			if !own && q.PostID != "" || !q.Answerable() {
				continue
			}
			ans, err := link.Lookup(t.Context(), find, queryOf(q, known))
			if err != nil {
				t.Fatalf("%q: %v", q.Quote, err)
			}
			f.take(q, ans)
		}
		fmt.Fprintf(&out, "speaker and date %v\n%s\n", known, f)
		if os.Getenv("TELL") != "" {
			t.Logf("speaker and date %v\n%s\n%s", known, strings.Join(f.missed, "\n"), strings.Join(f.false, "\n"))
		}
	}
	t.Log("\n" + out.String())
	golden(t, filepath.Join("testdata", "golden", "own_language.txt"), out.String())
}

func (f *ownLanguage) take(q samples.Quote, ans link.Answer) {
	said := fmt.Sprintf("%s %s %s %q -> %s %.2f %v (%s)", q.Lang, q.Kind, q.Speaker, q.Quote, ans.Verdict, ans.Confidence, ans.Candidates, q.PostID)
	if ans.Match != nil {
		said += fmt.Sprintf(" %v\n     %s", ans.Match.Warnings, ans.Match.Version.Text)
	}
	if q.PostID == "" {
		f.none.take(q, ans)
		if ans.Match != nil {
			f.false = append(f.false, said)
		}
		return
	}
	if f.kinds[q.Kind] == nil {
		f.kinds[q.Kind] = &tally{}
	}
	f.kinds[q.Kind].take(q, ans)
	f.total.take(q, ans)
	if ans.Match == nil || !from(q, ans.Match.Document) {
		f.missed = append(f.missed, said)
	}
}

func (f ownLanguage) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  all       %s\n  none      %s\n", f.total, f.none)
	for _, kind := range []string{"verbatim", "trimmed", "altered"} {
		fmt.Fprintf(&b, "  %-9s %s\n", kind, f.kinds[kind])
	}
	return b.String()
}
