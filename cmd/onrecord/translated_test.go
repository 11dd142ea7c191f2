package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/run"
	"onrecord/compare/cross"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/store/storetest/samples"
)

var update = flag.Bool("update", false, "write the golden figures anew")

// sharedData is the folder of recorded payloads; the test is skipped without it.
func sharedData(t testing.TB) string {
	t.Helper()
	return filepath.Dir(samples.Path(t, "data", "quotes"))
}

// realTongues opens what is installed. CI installs it; elsewhere the test is
// skipped where there is nothing.
func realTongues(t testing.TB) cross.Translators {
	t.Helper()
	a := &app{streams: streams{out: io.Discard, err: os.Stderr}}
	translators, done := run.OpenTranslators(t.Context(), a.env())
	t.Cleanup(done)
	if len(translators.Engines) == 0 || translators.Lexicon == nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("Apertium or FreeDict is not installed; .ci/run installs them")
		}
		t.Skip("Apertium or FreeDict is not installed; the README says how")
	}
	return translators
}

// from reports whether a document is a post that a recorded quote is from.
func from(q samples.Quote, id store.DocumentID) bool {
	return q.From(strings.TrimPrefix(string(id), "x:"))
}

// tally counts answers to quotes of a kind.
type tally struct{ asked, linked, wrong, possible, first int }

func (n *tally) take(q samples.Quote, ans link.Answer) {
	n.asked++
	if len(ans.Candidates) > 0 && from(q, ans.Candidates[0].Document) {
		n.first++
	}
	switch {
	case ans.Match != nil && from(q, ans.Match.Document):
		n.linked++
	case ans.Match != nil:
		n.wrong++
	case ans.Verdict == store.Possible:
		n.possible++
	}
}

func (n tally) String() string {
	return fmt.Sprintf("%3d asked, %3d first, %3d linked, %2d wrong, %3d possible", n.asked, n.first, n.linked, n.wrong, n.possible)
}

// TestGoldenTranslated measures the lane across languages on real quotes, in an
// archive with posts of others, with nothing but what the program carries. The
// figures are held to a golden file, so that any change shows in review.
func TestGoldenTranslated(t *testing.T) {
	dir := sharedData(t)
	d := quotedArchive(t, dir)
	var out strings.Builder
	for _, known := range []bool{true, false} {
		all := measureTranslated(t, d, dir, cross.Translators{}, known)
		fmt.Fprintf(&out, "speaker and date %v\n%s\n", known, all)
		if n := all.total; n.wrong*50 > n.asked || all.none.wrong*10 > all.none.asked {
			t.Errorf("speaker and date %v: %s, none: %s", known, n, all.none)
		}
	}
	t.Log("\n" + out.String())
	golden(t, filepath.Join("testdata", "golden", "translated.txt"), out.String())
}

// rubbish is an engine that answers what has nothing to do with what it is asked.
type rubbish struct{ texts []string }

func (rubbish) Name() string { return "rubbish" }

func (rubbish) Path(from, to string) []string { return []string{from, to} }

func (r rubbish) Translate(_ context.Context, _, _, text string) (string, error) {
	return r.texts[len(text)%len(r.texts)], nil
}

// TestEnginesOnlyAdd: with each engine that is here, with all, and with one that
// answers rubbish, no more than one quote in a hundred is lost, and no more is linked
// wrongly.
func TestEnginesOnlyAdd(t *testing.T) {
	dir := sharedData(t)
	all := realTongues(t)
	bare := quotedArchive(t, dir)
	var before [2]translatedFigures
	for i, known := range []bool{true, false} {
		before[i] = measureTranslated(t, bare, dir, cross.Translators{}, known)
	}
	for name, translators := range map[string]cross.Translators{
		"Apertium": {Engines: all.Engines}, "FreeDict": {Lexicon: all.Lexicon}, "all": all,
		"rubbish": {Engines: []cross.Translator{rubbish{realPosts(t)[6000:9000]}}},
	} {
		d := quotedArchive(t, dir)
		a := &app{streams: streams{out: io.Discard, err: os.Stderr}}
		if err := run.Render(t.Context(), a.env(), d, translators, 0); err != nil {
			t.Fatal(err)
		}
		for i, known := range []bool{true, false} {
			got, was := measureTranslated(t, d, dir, translators, known), before[i]
			t.Logf("%s, speaker and date %v: %s, none: %s", name, known, got.total, got.none)
			if got.total.linked+2 < was.total.linked || got.total.wrong > was.total.wrong+2 || got.none.wrong > was.none.wrong+1 {
				t.Errorf("%s, speaker and date %v: %s, none: %s; without: %s, none: %s", name, known, got.total, got.none, was.total, was.none)
			}
		}
	}
}

// golden holds figures to a file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the figures changed; look at them, and run with -update where they are better\nwas:\n%s", want)
	}
}

type translatedFigures struct {
	total, none tally
	pairs       map[string]*tally
	bins        [10][2]int
	// own counts links in the quote's own language: parallel posts.
	own int
}

func measureTranslated(t *testing.T, d *sqlite.DB, dir string, translators cross.Translators, known bool) translatedFigures {
	t.Helper()
	all := translatedFigures{pairs: map[string]*tally{}}
	langs := map[string]string{}
	for _, p := range bothSets[samples.Post](t, dir, "posts.jsonl") {
		langs[p.ID] = p.Lang
	}
	for _, q := range bothSets[samples.Quote](t, dir, "quotes.jsonl") {
		if q.Kind != "translated" && q.PostID != "" || !q.Answerable() {
			continue
		}
		query := queryOf(q, known)
		query.Translators = translators
		ans, err := link.Lookup(t.Context(), d, query)
		if err != nil {
			t.Fatalf("%q: %v", q.Quote, err)
		}
		if os.Getenv("TELL") != "" && (q.PostID == "" && ans.Match != nil || q.PostID != "" && (ans.Match == nil || !from(q, ans.Match.Document))) {
			t.Logf("%v %s %s %s %q -> %s %.2f %v (%s)", known, q.Lang, q.Kind, q.Speaker, q.Quote, ans.Verdict, ans.Confidence, ans.Candidates, q.PostID)
		}
		all.take(q, langs[q.PostID], ans)
	}
	return all
}

// queryOf asks for a recorded quote, with its speaker and its article's date where they
// are known.
func queryOf(q samples.Quote, known bool) link.Query {
	query := link.Query{Quote: q.Quote, Lang: q.Lang}
	if !known {
		return query
	}
	query.Speaker = q.Speaker
	if at, err := time.Parse(time.DateOnly, q.Date); err == nil {
		query.Before = store.Moment{Time: at.AddDate(0, 0, 2), Precision: store.PrecisionDay}
	}
	return query
}

func (f *translatedFigures) take(q samples.Quote, lang string, ans link.Answer) {
	if lang == "" {
		f.none.take(q, ans)
	} else {
		pair := lang + "→" + q.Lang
		if f.pairs[pair] == nil {
			f.pairs[pair] = &tally{}
		}
		f.pairs[pair].take(q, ans)
		f.total.take(q, ans)
	}
	if ans.Match == nil {
		return
	}
	if ans.Verdict != store.Translated {
		f.own++
		return
	}
	bin := &f.bins[min(int(ans.Confidence*10), 9)]
	bin[0]++
	if from(q, ans.Match.Document) {
		bin[1]++
	}
}

func (f translatedFigures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  all    %s\n  none   %s\n", f.total, f.none)
	var pairs []string
	for p := range f.pairs {
		pairs = append(pairs, p)
	}
	slices.Sort(pairs)
	for _, p := range pairs {
		fmt.Fprintf(&b, "  %s  %s\n", p, f.pairs[p])
	}
	for i, n := range f.bins {
		if n[0] > 0 {
			fmt.Fprintf(&b, "  confidence %.1f to %.1f: %d of %d right\n", float64(i)/10, float64(i+1)/10, n[1], n[0])
		}
	}
	return b.String()
}

// quotedArchive has the recorded posts, and 5,000 of somebody else's.
func quotedArchive(t *testing.T, dir string) *sqlite.DB {
	t.Helper()
	d, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true, Scheme: link.Scheme(), Terms: link.Terms})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	var all []store.Recording
	add := func(id, name, handle, lang, text, at string) {
		m := store.Moment{Precision: store.PrecisionSecond}
		if m.Time, err = time.Parse(time.RFC3339, at); err != nil {
			m.Time, _ = time.Parse(time.DateOnly, at[:min(len(at), 10)])
			m.Precision = store.PrecisionDay
		}
		all = append(all, store.Recording{Seen: []store.Observation{{
			Document: store.DocumentID("x:" + id), Kind: store.Post, Author: store.Author{Handle: handle, Name: name},
			Content: store.Content{Text: text, Lang: lang, PublishedAt: m},
		}}})
	}
	for _, p := range bothSets[samples.Post](t, dir, "posts.jsonl") {
		add(p.ID, p.Name, p.Handle, p.Lang, p.Text, p.PostedAt)
	}
	for i, text := range realPosts(t)[:5000] {
		add(fmt.Sprint("other", i), fmt.Sprint("Other ", i%40), fmt.Sprint("other", i%40), "en", text, "2025-11-01T00:00:00Z")
	}
	if _, err := d.RecordAll(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if _, err := d.IndexPosts(t.Context(), link.Scheme(), link.Terms); err != nil { // what one transaction leaves
		t.Fatal(err)
	}
	return d
}

// bothSets are the lines of a file in both folders of recorded quotes.
func bothSets[T any](t testing.TB, dir, file string) []T {
	return append(samples.Lines[T](t, filepath.Join(dir, "quotes", file)), samples.Lines[T](t, filepath.Join(dir, "quotes2", file))...)
}
