package text

import (
	"strings"
	"testing"
)

// TestFoldKeepsMeaning: what means something else stays something else.
func TestFoldKeepsMeaning(t *testing.T) {
	for _, pair := range [][2]string{
		{"1.5%", "15%"}, {"5", "-5"}, {"15", "15%"}, {"1.5", "15"}, {"sí", "no"}, {"is it over?", "is it over"}, {"1,000", "1"}, {"don't", "do"}, {"έκλεισε;", "έκλεισε"},
	} {
		if keys(pair[0]) == keys(pair[1]) {
			t.Errorf("%q and %q fold to the same %q", pair[0], pair[1], keys(pair[0]))
		}
	}
}

// TestFoldDropsForm: what is only form does not count.
func TestFoldDropsForm(t *testing.T) {
	for _, pair := range [][2]string{
		{"L’HOMME “libre”", "l'homme \"libre\""}, {"Solicité", "solicite"}, {"co\u00adoperate", "cooperate"}, {"ﬁnal", "final"}, {"Straße", "strasse"},
		{"zero\u200bwidth", "zerowidth"}, {"EE.UU.", "EE. UU."}, {"1,000,000", "1.000.000"}, {"الحَرب", "الحرب"}, {"wojny — Łódź", "wojny lodz"}, {"15 %", "15%"}, {"we opened; they closed", "we opened they closed"},
	} {
		if keys(pair[0]) != keys(pair[1]) {
			t.Errorf("%q folds to %q, %q to %q", pair[0], keys(pair[0]), pair[1], keys(pair[1]))
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("¿Qué? «a» l’homme #SomosCambio @x https://t.co/a 1.5% -3 … [sic] 日本語 \xff")
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		n, last := len([]rune(folded.Text)), 0
		for _, tok := range folded.Tokens {
			if tok.From < last || tok.To < tok.From || tok.To > n {
				t.Fatalf("token %+v after %d in %d", tok, last, n)
			}
			last = tok.From
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("Mañana firmaremos 12 acuerdos con los pescadores del golfo. ", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Fold(text)
	}
}

func keys(s string) string {
	var out []string
	for _, t := range Fold(s).Tokens {
		out = append(out, t.Key)
	}
	return strings.Join(out, " ")
}
