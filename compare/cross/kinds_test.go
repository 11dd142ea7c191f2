package cross

import (
	"embed"
	"slices"
	"strings"
	"testing"
)

//go:embed testdata/translated.txt
var translatedKinds embed.FS

// TestTranslatedKinds: of sentences and what translations make of them, each of testdata/translated.txt
// is warned of as it says, or not at all where it is faithful.
func TestTranslatedKinds(t *testing.T) {
	file, err := translatedKinds.ReadFile("testdata/translated.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		f := strings.Split(strings.TrimSpace(line), " | ")
		if len(f) != 4 {
			t.Errorf("%q has %d parts, want languages | warning | post | quote", line, len(f))
			continue
		}
		from, to, _ := strings.Cut(f[0], ">")
		got := warningsOf(f[3], to, translatedPost{Lang: from, Text: f[2]})
		if f[1] == "faithful" && len(got) > 0 || f[1] != "faithful" && !slices.Contains(got, f[1]) {
			t.Errorf("%s %s: %v\n  %s\n  %s", f[0], f[1], got, f[2], f[3])
		}
	}
}

// rowsFalse is how many of the sentences of sentences.tsv, in pairs of languages, carry a warning at most.
const rowsFalse = 0

// TestRowsAreFaithful: the sentences that all languages have in sentences.tsv translate each other.
func TestRowsAreFaithful(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(sentencesTSV), "\n")
	langs := strings.Split(rows[0], "\t")
	warned := 0
	for r, row := range rows[1:] {
		said := strings.Split(row, "\t")
		for i := range said {
			j := (i + 1 + r%(len(said)-1)) % len(said)
			if got := warningsOf(said[i], langs[i], translatedPost{Lang: langs[j], Text: said[j]}); len(got) > 0 {
				warned++
				t.Logf("%v %s→%s\n  %s\n  %s", got, langs[j], langs[i], said[i], said[j])
			}
		}
	}
	if warned > rowsFalse {
		t.Errorf("%d faithful sentences carry a warning, want %d at most", warned, rowsFalse)
	}
}
