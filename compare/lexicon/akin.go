package lexicon

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// The bounds on what is akin.
const (
	akinLangs = 2   // languages that must have a word for both concepts
	akinRows  = 6   // rows that a word may stand in to say that they are akin
	akinMost  = 10  // of one concept
	akinSure  = 0.6 // the most that one says of another
)

// akin finds, by concept, others that several languages have one word for: where one
// translator writes the one, another may write the other.
func akin(t Table) [][]Sense {
	type pair struct{ a, b int32 }
	n := len(t.Columns[Pivot])
	shared, both := map[pair]int{}, map[pair]int{}
	for _, lang := range t.Langs {
		rows := map[string][]int32{}
		for row, cell := range t.Columns[lang] {
			for w := range strings.SplitSeq(cell, "|") {
				if w != "" {
					rows[strings.ToLower(w)] = append(rows[strings.ToLower(w)], int32(row)) // some thousands
				}
			}
		}
		met := map[pair]bool{}
		for _, in := range rows {
			if len(in) > akinRows {
				continue
			}
			for i, a := range in {
				for _, b := range in[i+1:] {
					if a != b {
						met[pair{min(a, b), max(a, b)}] = true
					}
				}
			}
		}
		for p := range met {
			shared[p]++
		}
	}
	for p := range shared {
		for _, lang := range t.Langs {
			// A thin column, one word a cell, does not say that they are not akin.
			if a, b := t.Columns[lang][p.a], t.Columns[lang][p.b]; a != "" && b != "" && strings.Contains(a+b, "|") {
				both[p]++
			}
		}
	}
	out := make([][]Sense, n)
	for p, k := range shared {
		if k >= akinLangs {
			weight := min(akinSure, 0.2+0.8*float32(k)/float32(max(k, both[p])))
			out[p.a], out[p.b] = append(out[p.a], Sense{p.b, weight}), append(out[p.b], Sense{p.a, weight})
		}
	}
	for i, s := range out {
		slices.SortFunc(s, func(x, y Sense) int {
			return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.Concept, y.Concept))
		})
		out[i] = s[:min(len(s), akinMost)]
	}
	return out
}

// packAkin writes a row's concepts as how many they are and each with its weight.
func packAkin(all [][]Sense) []byte {
	var out []byte
	for _, s := range all {
		out = binary.AppendUvarint(out, uint64(len(s)))
		for _, x := range s {
			out = append(binary.AppendUvarint(out, uint64(x.Concept)), byte(255*x.Weight)) // both from 0
		}
	}
	return out
}

// Akin are the concepts that may stand for another in a translation, the nearest first,
// with how near they are. They are not to be changed.
func Akin(concept int32) []Sense {
	if all := akinTo(); int(concept) < len(all) {
		return all[concept]
	}
	return nil
}

var akinTo = sync.OnceValue(func() [][]Sense {
	b, err := unpacked(carried()[akinColumn])
	if err != nil {
		panic(err) // the program itself is damaged
	}
	r := bytes.NewReader(b)
	out := make([][]Sense, Count())
	for i := range out {
		n, _ := binary.ReadUvarint(r) // what was packed is whole, or the above fails
		for range n {
			c, _ := binary.ReadUvarint(r)
			w, _ := r.ReadByte()
			out[i] = append(out[i], Sense{int32(c), float32(w) / 255}) // a concept's number
		}
	}
	return out
})
