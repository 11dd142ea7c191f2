package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
)

// TestDoctorTellsOfFilesThatNothingNames: what a killed process left among the media is
// told with its paths, what somebody may be writing is not, and nothing is removed.
func TestDoctorTellsOfFilesThatNothingNames(t *testing.T) {
	d := picturedArchive(t)
	sum := strings.Repeat("ab", 32)
	path := filepath.Join(d.archive, "media", "ab", sum)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("half a page"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, out := d.run("doctor"); strings.Contains(out, sum) {
		t.Errorf("a file of this minute is told of: %s", out)
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if code, out := d.run("doctor"); code != exit.Part || !strings.Contains(out, "1 file among the media that this archive does not name") || !strings.Contains(out, sum) {
		t.Errorf("it ends with %d: %s", code, out)
	}
	_, out := d.run("doctor", "--json")
	var told []string
	for line := range strings.Lines(out) {
		var f struct{ Files []string }
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		told = append(told, f.Files...)
	}
	if !slices.Equal(told, []string{path}) {
		t.Errorf("in JSON: %q", told)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
