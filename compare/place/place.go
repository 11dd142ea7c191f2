// Package place knows what cities are called in the languages of the world.
package place

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate go run ./gen package/dist/cities500.txt

// packed is the table that gen makes of GeoNames: a folded name and its cities, in order.
//
//go:embed cities.txt.gz
var packed []byte

// table is the unpacked table, and where each line begins.
var table = sync.OnceValue(func() (t struct {
	text  string
	lines []int32
}) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return t
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return t
	}
	t.text = string(b)
	for at := 0; at < len(b); {
		t.lines = append(t.lines, int32(at))
		at += bytes.IndexByte(b[at:], '\n') + 1
	}
	return t
})

// line is the n-th name with the numbers of its cities.
func line(n int) (name, cities string) {
	t := table()
	name, cities, _ = strings.Cut(t.text[t.lines[n]:], "\t")
	cities, _, _ = strings.Cut(cities, "\n")
	return name, cities
}

// from is the first name that is not before a key.
func from(key string) int {
	return sort.Search(len(table().lines), func(n int) bool {
		name, _ := line(n)
		return name >= key
	})
}

// Cities are those with a folded name, by their numbers: the keys of its words with a space
// between, in scripts without spaces of its characters. None where no city is called so.
func Cities(name string) []int {
	n := from(name)
	if n == len(table().lines) {
		return nil
	}
	got, cities := line(n)
	if got != name {
		return nil
	}
	return numbers(cities)
}

// Endings in code points: how many of a name's last may change in its cases, how long what
// takes their place may be, and how many begin it at least.
const (
	changedMost = 2
	endingMost  = 4
	stemLeast   = 3
)

// Inflected are the cities of which a folded word may be the name in some case: it begins
// like it and ends otherwise. Казани is of Казань, Warszawie of Warszawa.
func Inflected(word string) []int {
	var out []int
	whole := []rune(word)
	for cut := len(whole); cut >= max(stemLeast, len(whole)-endingMost); cut-- {
		stem := string(whole[:cut])
		for n := from(stem); n < len(table().lines); n++ {
			name, cities := line(n)
			if !strings.HasPrefix(name, stem) {
				break
			}
			if utf8.RuneCountInString(name)-cut <= changedMost && !strings.Contains(name[len(stem):], " ") {
				for _, c := range numbers(cities) {
					if !slices.Contains(out, c) {
						out = append(out, c)
					}
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func numbers(list string) []int {
	var out []int
	for s := range strings.SplitSeq(list, ",") {
		if n, err := strconv.Atoi(s); err == nil {
			out = append(out, n)
		}
	}
	return out
}
