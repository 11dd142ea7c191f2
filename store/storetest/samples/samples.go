// Package samples reads what was recorded of the platforms and of the press, which tests
// look at and which is no part of the project.
package samples

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Path leads to a file or folder of the recorded data: below ONRECORD_SHARED, or below
// "shared" beside the checkout. Where it is not there, the test is skipped.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	places := []string{os.Getenv("ONRECORD_SHARED")}
	if places[0] == "" {
		places = nil
		for up := ".."; len(up) < 20; up = filepath.Join(up, "..") {
			places = append(places, filepath.Join(up, "shared"))
		}
	}
	for _, dir := range places {
		path := filepath.Join(append([]string{dir}, elem...)...)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("recorded data are not here: %s; set ONRECORD_SHARED to their folder", filepath.Join(elem...))
	return ""
}

// Glob are the files below a folder of Path that one of the patterns fits; the test is
// skipped where there are none.
func Glob(t testing.TB, dir string, patterns ...string) []string {
	t.Helper()
	dir = Path(t, dir)
	var all []string
	for _, p := range patterns {
		files, err := filepath.Glob(filepath.Join(dir, p))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, files...)
	}
	if len(all) == 0 {
		t.Skipf("recorded data are not here: %s below %s", strings.Join(patterns, ", "), dir)
	}
	return all
}

// Read is what a file holds, unpacked where its name ends in .gz.
func Read(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(file, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// Lines are the values of a file of JSON lines.
func Lines[T any](t testing.TB, file string) []T {
	t.Helper()
	var out []T
	sc := bufio.NewScanner(bytes.NewReader(Read(t, file)))
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, v)
	}
	if err := sc.Err(); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return out
}
