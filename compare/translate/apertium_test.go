package translate

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// needs skips a test where a folder of Debian's packages is not there; CI has it.
func needs(t testing.TB, dir string) {
	t.Helper()
	if _, err := os.Stat(dir); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not here; .ci/run installs it", dir)
	}
	t.Skipf("%s is not here; the README says what to install", dir)
}

func apertium(t testing.TB) *Apertium {
	t.Helper()
	needs(t, ApertiumModes)
	a, err := OpenApertium(ApertiumModes)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestApertium(t *testing.T) {
	a := apertium(t)
	for _, c := range []struct{ from, text, want string }{
		{"es", "La lucha contra las drogas", "fight against the drugs"},
		{"fr", "La liberté de la presse est un droit fondamental.", "is a fundamental right."}, // through Spanish
		{"es", "[x] {y} ^z$ @a a/b <c> \\ 50% * 🙂 #etiqueta", "[x] {"},
		{"es", "Uno.\n\nDos…", "One.\n\nTwo…"},
		{"es", "¿Qué?", "What?"},
		{"es", "palabrainexistente", "palabrainexistente"},
		{"es", "", ""},
		{"es", "hola\x00mundo", ""},
	} {
		got, err := a.Translate(t.Context(), c.from, "en", c.text)
		if err != nil || !strings.Contains(got, c.want) || strings.ContainsAny(got, "*\x00") != strings.Contains(c.text, "*") {
			t.Errorf("%s %q: %q, %v; want %q in it", c.from, c.text, got, err, c.want)
		}
	}
	if _, err := a.Translate(t.Context(), "xx", "en", "a"); err == nil {
		t.Error("a pair that is not there")
	}
	if p := a.Path("fr", "en"); !slices.Equal(p, []string{"fr", "es", "en"}) {
		t.Error(p)
	}
}

// TestApertiumAtOnce: what many ask at once is what one asks.
func TestApertiumAtOnce(t *testing.T) {
	a := apertium(t)
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			got, err := a.Translate(t.Context(), "es", "en", fmt.Sprintf("%d barcos", i+2))
			if want := fmt.Sprintf("%d boats", i+2); err != nil || !strings.EqualFold(got, want) && !strings.Contains(got, fmt.Sprint(i+2)) {
				t.Errorf("%q, %v; want %q", got, err, want)
			}
		})
	}
	wait.Wait()
}

// TestKilledStage: a stage that dies is an error, and the next call works.
func TestKilledStage(t *testing.T) {
	a := apertium(t)
	if _, err := a.Translate(t.Context(), "es", "en", "hola"); err != nil {
		t.Fatal(err)
	}
	p := a.pairs[[2]string{"es", "en"}]
	_ = p.running[2].Process.Kill()
	_, _ = p.running[2].Process.Wait()
	if got, err := a.Translate(t.Context(), "es", "en", "hola"); err == nil {
		t.Errorf("%q after its stage was killed", got)
	}
	if got, err := a.Translate(t.Context(), "es", "en", "hola"); err != nil || !strings.EqualFold(got, "hello") {
		t.Errorf("%q, %v", got, err)
	}
}

// TestHungStage: one that never answers hits the deadline.
func TestHungStage(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "spa-eng.mode"), []byte("cat '/dev/null' | sleep 100"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := OpenApertium(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	p := a.pairs[[2]string{"es", "en"}]
	p.stages = [][]string{{"sleep", "100"}}
	p.within = 50 * time.Millisecond
	if _, err := a.Translate(t.Context(), "es", "en", "hola"); err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	p.within = time.Minute
	if _, err := a.Translate(ctx, "es", "en", "hola"); err == nil {
		t.Error("no deadline of the context")
	}
}

// TestModes: what is no plain pipeline of programs is left alone.
func TestModes(t *testing.T) {
	for mode, ok := range map[string]bool{
		"lt-proc 'a b.bin' | apertium-tagger -g $2 'x' | lt-proc $1 'y'": true,
		"lt-proc 'a": false, "": false, "a; rm b": false, "a `b`": false, "a $(b)": false, "a | | b": false,
	} {
		stages, err := parseMode(mode)
		if (err == nil) != ok {
			t.Errorf("%q: %v, %v", mode, stages, err)
		}
	}
	a, err := OpenApertium(filepath.Join(t.TempDir(), "none"))
	if err != nil || len(a.Pairs()) != 0 {
		t.Error(err)
	}
}

func BenchmarkApertium(b *testing.B) {
	a := apertium(b)
	for b.Loop() {
		if _, err := a.Translate(b.Context(), "es", "en", "La lucha contra las drogas debe subordinarse a los derechos humanos"); err != nil {
			b.Fatal(err)
		}
	}
}
