package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/words"
)

// TestFault37AQuoteOf100000Words is refused at once, by name, in a list whose rest is
// looked up, and so are one of many short words and one of few that are long; a name
// of 10 kB is shown clipped.
func TestFault37AQuoteOf100000Words(t *testing.T) {
	begin := time.Now()
	var in strings.Builder
	for _, q := range []string{strings.Repeat("palabra ", 100_000), strings.Repeat("a b ", 3000), strings.Repeat("x", 300_000) + " y", "una cita corta y sin fuente"} {
		in.WriteString(`{"quote":"` + q + `"}` + "\n")
	}
	out, errs, code := command(t, in.String(), "lookup", "--file", "-", "--json")
	if code == 0 || strings.Count(errs, "the quote is too long") != 3 || !strings.Contains(out, "una cita corta") || time.Since(begin) > time.Minute {
		t.Errorf("code %d in %s: %.300s", code, time.Since(begin), errs)
	}
	if got := words.Line(strings.Repeat("Sam ", 2500), 60); len([]rune(got)) > 61 {
		t.Errorf("a name of 10 kB is shown with %d letters", len([]rune(got)))
	}
}

// command runs the program on an archive of its own.
func command(t *testing.T, in string, args ...string) (out, errs string, code int) {
	t.Helper()
	archive := filepath.Join(t.TempDir(), "archive")
	for _, line := range [][]string{{"init", "--contact", "desk@example.org"}, args} {
		var o, e bytes.Buffer
		code = execute(t.Context(), append(line, "--archive", archive), streams{in: strings.NewReader(in), out: &o, err: &e})
		out, errs = o.String(), e.String()
	}
	return out, errs, code
}
