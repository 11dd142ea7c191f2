package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGolden holds what users see to files: every answer in JSON, every address of the
// server, every page of the report, and the tables that recorded payloads become.
// What is meant to change is written anew with -update, and stands in the review.
func TestGolden(t *testing.T) {
	r := newReference(t)
	r.tell()
	t.Run("json", func(t *testing.T) { held(t, "answers.txt", r.transcript.String()) })
	t.Run("report", r.report)
	t.Run("serve", r.serve)
}

// held compares with a file of testdata/golden. What differs is written to a folder
// whole, and the first difference is shown.
func held(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with: go test ./cmd/onrecord -run TestGolden -update", err)
	}
	if got == string(want) {
		return
	}
	dir, err := os.MkdirTemp("", "onrecord-golden-*")
	if err != nil {
		t.Fatal(err)
	}
	keep(t, filepath.Join(dir, name+".want"), want)
	keep(t, filepath.Join(dir, name+".got"), []byte(got))
	t.Errorf("%s: what users see has changed; both are in %s\n%s\nwhere that is meant: go test ./cmd/onrecord -run TestGolden -update", name, dir, firstDifference(string(want), got))
}

func keep(t *testing.T, file string, body []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, body, 0o644); err != nil {
		t.Fatal(err)
	}
}

// firstDifference shows the first line that is not the same, around the place.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	was, is := "(the end)", "(the end)"
	if i < len(w) {
		was = w[i]
	}
	if i < len(g) {
		is = g[i]
	}
	at := 0
	for at < min(len(was), len(is)) && was[at] == is[at] {
		at++
	}
	around := func(l string) string {
		from, to := max(0, at-200), min(len(l), at+200)
		return strings.ToValidUTF8(l[from:to], "")
	}
	return fmt.Sprintf("line %d, byte %d:\n- %s\n+ %s", i+1, at+1, around(was), around(is))
}

// varying is what differs from one run of the test to the next, and what stands in
// its place. Times do not: the reference has a clock of its own.
var varying = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`/raw/(\d+)\?[^"\s<]*`), "/raw/$1?TOKEN"},
	{regexp.MustCompile(`"go":"go[^"]*"`), `"go":"GO"`},
	{regexp.MustCompile(`[^\s<>]+ pid \d+`), "HOST pid N"},
	{regexp.MustCompile(`(?m)^(onrecord_request_seconds\S*|process_\S*|go_\S*) .*`), "$1 N"},
	{regexp.MustCompile(`^{"bytes":\d+,"file"`), `{"bytes":N,"file"`}, // a backup's, which grows with the schema
	{regexp.MustCompile(`onrecord/[0-9a-z]{8,}\b`), "onrecord/ORIGIN"},
	{regexp.MustCompile(`onrecord/ORIGIN\+[A-Za-z0-9+/=]{30,}`), "onrecord/ORIGIN+KEY"},
	{regexp.MustCompile(`— onrecord/ORIGIN (?:[A-Za-z0-9/=+]|&#43;)+`), "— onrecord/ORIGIN SIGNATURE"},
	{regexp.MustCompile(`(?:[A-Za-z0-9/+]|&#43;){43}=`), "ROOT"},
}

// settled puts what varies into one form.
func (r *reference) settled(b []byte) []byte {
	for from, to := range r.names {
		if from != "" {
			b = bytes.ReplaceAll(b, []byte(from), []byte(to))
		}
	}
	for _, v := range varying {
		b = v.find.ReplaceAll(b, []byte(v.put))
	}
	return b
}
