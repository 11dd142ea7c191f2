package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"onrecord/store/storetest/samples"

	"github.com/google/go-cmp/cmp"
)

// When an archive was made differs from one to the next, and with it hashes of records, the
// port of the page that was captured, and what is said of how long ago that was.
var (
	whenMade  = regexp.MustCompile(`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|\d{1,2} [A-Z][a-z]+ 20\d\d(, \d\d:\d\d(:\d\d)?)?( UTC)?|\b\d\d:\d\d(:\d\d)?\b|[0-9a-f]{8,}(…)?|127\.0\.0\.1:\d+|127-0-0-1-\d+|\b20\d{12,}\b`)
	blankRuns = regexp.MustCompile(`\s+`)
	// Some were signed before they were brought up to date.
	signing = regexp.MustCompile(`leaf \d+ of the log, .*|(?s) Evidence: .* Content SHA-256 | Its capture is an entry of a log .*`)
)

// TestFault76UpgradedArchivesSayTheSame: archives of the same posts that onrecords of each
// schema made give, brought up to date, the same answers, the same history and the same pages.
func TestFault76UpgradedArchivesSayTheSame(t *testing.T) {
	files, err := filepath.Glob("../../store/sqlite/testdata/schemas/*.db.gz")
	if err != nil || len(files) < 28 {
		t.Fatal(files, err)
	}
	want, from := map[string]string{}, map[string]string{}
	for _, file := range files {
		archive := filepath.Join(t.TempDir(), "archive")
		unpackArchive(t, file, archive)
		said := func(codes string, args ...string) string {
			t.Helper()
			var out, errs bytes.Buffer
			code := execute(t.Context(), append(args, "--archive", archive), streams{in: strings.NewReader(""), out: &out, err: &errs})
			if !strings.ContainsRune(codes, rune('0'+code)) {
				t.Fatalf("%s: %q: code %d, %s", filepath.Base(file), args, code, errs.String())
			}
			return signing.ReplaceAllString(whenMade.ReplaceAllString(out.String(), "T"), "")
		}
		got := map[string]string{
			"a look-up":           said("0", "lookup", "The harbour will stay open to every ship that comes in peace", "--json"),
			"another":             said("0", "lookup", "nadie pagará más por cruzar el puente", "--json"),
			"one that finds none": said("4", "lookup", "nobody ever wrote these particular words about windmills", "--json"),
			"a search":            said("0", "search", "harbour", "--kind", "post", "--json"),
			"a diff":              said("0", "diff", "x:1988393441999593891", "1", "2", "--json"),
		}
		got["its history"], _, _ = strings.Cut(said("0", "show", "x:1988393441999593891"), "\nquoted by")
		if !strings.HasPrefix(filepath.Base(file), "01-") { // the oldest took in no page
			got["the links"] = said("0", "links", "--json")
		}
		report := filepath.Join(t.TempDir(), "report")
		said("0", "report", "-o", report)
		if page := pageText(t, filepath.Join(report, "posts", "x-1988393441999593999-*.html")); !strings.Contains(file, "b1426ed") {
			got["the deleted one's page"], got["the deleted one"] = page, said("0", "show", "x:1988393441999593999")
		} // which wrote no time down for a post that was gone
		if filepath.Base(file) >= "23" { // since when the words of a line follow each other
			for _, dated := range []string{"its history", "the links", "a look-up"} {
				got[dated+", one after the other"] = got[dated]
				delete(got, dated)
			}
		}
		if filepath.Base(file) >= "19" { // since when an import dates posts by their ids
			for _, dated := range []string{"its history", "the deleted one", "the deleted one's page"} {
				if got[dated] == "" {
					continue
				}
				got[dated+", dated by its id"] = got[dated]
				delete(got, dated)
			}
		}
		for what, is := range got {
			if want[what] == "" {
				want[what], from[what] = is, filepath.Base(file)
			}
			if d := cmp.Diff(want[what], is); d != "" {
				t.Errorf("%s, of %s (-) and of %s (+):\n%s", what, from[what], filepath.Base(file), d)
			}
		}
	}
}

// pageText are the words of a page in a report.
func pageText(t *testing.T, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	b, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?s)<(style|script)[^>]*>.*?</(style|script)>|<[^>]*>`).ReplaceAllString(string(b), " ")
	return signing.ReplaceAllString(blankRuns.ReplaceAllString(whenMade.ReplaceAllString(text, "T"), " "), "")
}

func unpackArchive(t *testing.T, file, archive string) {
	t.Helper()
	b := samples.Read(t, file)
	if err := errors.Join(os.MkdirAll(archive, 0o700), os.WriteFile(filepath.Join(archive, "onrecord.db"), b, 0o600)); err != nil {
		t.Fatal(err)
	}
}
