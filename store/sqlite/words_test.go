package sqlite

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/store"
)

// TestPlaces: places are in the order of time, before 1970 too, and tell the document.
func TestPlaces(t *testing.T) {
	last := int64(-1 << 63)
	for _, at := range []int64{-62135596800000, -60_001, -60_000, -1, 0, 59_999, 60_000, 1762900000000, 127174492799999} {
		place := placeOf(at) | undatedBit | (1<<docBits - 1)
		if place < last || place&(1<<docBits-1) != 1<<docBits-1 || timeOf(place).UnixMilli() > at || at-timeOf(place).UnixMilli() >= 60_000 {
			t.Errorf("%d has the place %d, of %s", at, place, timeOf(place))
		}
		last = place
	}
}

// TestForgottenWordsLeaveTheFile: of words that were erased the index keeps nothing, not
// on its free pages either.
func TestForgottenWordsLeaveTheFile(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, Options{Create: true})
	for i := range 40 {
		text := "a post that anybody may read"
		if i == 7 {
			text = "a post with the name Zanzibarly"
		}
		c := store.Capture{URL: "https://a.example/", Outcome: store.OutcomeOK, Body: fmt.Append(nil, "page ", i)}
		if _, _, err := d.Record(t.Context(), c, []store.Observation{observation(fmt.Sprint(i), text)}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.IndexWords(t.Context(), 1, strings.ToLower, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Forget(t.Context(), "x:7", "a court said so"); err != nil {
		t.Fatal(err)
	}
	found, err := d.Search(t.Context(), store.Search{Words: store.Words{All: [][]store.Phrase{{{Words: []string{"post"}}}}}})
	if err != nil || found.Total != 39 {
		t.Errorf("%d are found of 39: %v", found.Total, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bytes.ToLower(b), []byte("anzibarly")) {
		t.Error("the erased word still lies in the file")
	}
}

// BenchmarkIndexWords indexes posts of twenty words.
func BenchmarkIndexWords(b *testing.B) {
	d := benchDB(b)
	fill(b, d, b.N)
	b.ResetTimer()
	if n, err := d.IndexWords(b.Context(), 1, strings.ToLower, nil); err != nil || n != b.N {
		b.Fatal(n, err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}
