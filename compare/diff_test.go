package compare

import (
	"fmt"
	"strings"
	"testing"

	"onrecord/compare/text"
)

func rebuilt(ps []Piece) (old, new string) {
	var a, b strings.Builder
	for _, p := range ps {
		if p.Op != Insert {
			a.WriteString(p.Text)
		}
		if p.Op != Delete {
			b.WriteString(p.Text)
		}
	}
	return a.String(), b.String()
}

func TestDiff(t *testing.T) {
	got := Diff("No habrá impuestos nuevos, dijo.", "Habrá impuestos altos, dijo.")
	var b strings.Builder
	for _, p := range got {
		b.WriteString(map[PieceOp]string{Equal: "=", Delete: "-", Insert: "+"}[p.Op] + p.Text + "|")
	}
	if want := "-No habrá|+Habrá|= impuestos |-nuevos|+altos|=, dijo.|"; b.String() != want {
		t.Errorf("got %s\nwant %s", b.String(), want)
	}
}

func TestDiffLong(t *testing.T) {
	old := strings.Repeat("una línea que se repite mucho\n", 60_000)
	new := strings.Replace(old, "mucho", "poco", 3)
	a, b := rebuilt(Diff(old, new))
	if a != old || b != new {
		t.Error("a long diff does not rebuild its sides")
	}
}

// TestDiffBounded: two long texts with nothing in common cost no more than a look.
func TestDiffBounded(t *testing.T) {
	var a, b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&a, "uno %d\n", i)
		fmt.Fprintf(&b, "dos %d\n", i)
	}
	if ps := Diff(a.String(), b.String()); len(ps) != 2 {
		t.Errorf("%d pieces", len(ps))
	}
}

func TestCosmetic(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     bool
	}{
		{`He said "yes" - twice`, "He said “yes” — twice", true}, {"a  b\n c", "a b c", true}, {"caf\u00e9", "cafe\u0301", true}, {"a\u200bb", "ab", true},
		{"yes", "Yes", false}, {"1.5%", "15%", false}, {"is it?", "is it", false}, {"-5", "5", false}, {"cafe", "café", false}, {"may", "will", false},
	} {
		if got := Cosmetic(text.Fold(c.old), text.Fold(c.new)); got != c.want {
			t.Errorf("%q → %q: %v", c.old, c.new, got)
		}
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("a b c", "a c d")
	f.Add("日本語 x", "日本 y\xff")
	f.Fuzz(func(t *testing.T, old, new string) {
		a, b := rebuilt(Diff(old, new))
		if a != valid(old) || b != valid(new) {
			t.Errorf("%q → %q comes back as %q → %q", old, new, a, b)
		}
	})
}

func BenchmarkDiff(b *testing.B) {
	old := strings.Repeat("Mañana firmaremos 12 acuerdos con los pescadores del golfo. ", 40)
	new := strings.Replace(old, "12", "21", 5)
	for b.Loop() {
		Diff(old, new)
	}
}
