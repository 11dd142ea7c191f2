package fit

import (
	"bytes"
	_ "embed"
	"encoding/gob"
	"maps"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"

	"onrecord/compare/lexicon"
)

//go:generate go run ./calibrate

//go:embed rates.bin
var packedRates []byte

// Rates are how often words agree, in translations and by chance. Command calibrate
// learns them.
type Rates struct {
	// Hits are, by quote's language, post's language and class ("de>en:k"), how many
	// words of true translations were found at each level.
	Hits map[string][levels]float32
	// Length is how many words a language takes for one of English.
	Length map[string]float64
	// Frequency is, by language and concept, how many words of running text stand
	// for it with at least each of Shares of their weight; Running how many there were.
	Frequency map[string][][len(Shares)]float32
	Running   map[string]float64
	// Concepts are the hashes of the names of Frequency's concepts, in order: the
	// lexicon may have grown since.
	Concepts []int64
	// Sound is, by class and length of the word in Latin letters, the share of
	// running words that sound like it for no reason, at each level.
	Sound map[string][levels - 1]float64
}

// Shares are the steps of a word's weight in a concept that frequencies are counted by.
var Shares = [4]float64{0, 0.15, 0.4, 0.8}

var loaded = sync.OnceValue(func() *tables {
	dec, err := zstd.NewReader(bytes.NewReader(packedRates), zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	defer dec.Close()
	var p rows
	if len(packedRates) > 0 { // before the first calibration there are none
		if err := gob.NewDecoder(dec).Decode(&p); err != nil {
			panic(err) // the program itself is damaged
		}
	}
	return newTables(p.rates())
})

// tables are rates made ready.
type tables struct {
	Rates
	mean [][len(Shares)]float64 // of running words, over all languages
	bits []float64              // that each concept says, by how rare it is
	// fallback are the hits of pairs that were not measured, by class.
	fallback map[class][levels]float32
}

// current is what is used; calibrate sets another.
var current atomic.Pointer[tables]

func rates() *tables {
	if t := current.Load(); t != nil {
		return t
	}
	current.CompareAndSwap(nil, loaded())
	return current.Load()
}

// Use replaces the rates that came with the program.
func Use(r Rates) { current.Store(newTables(r)) }

// rows are rates in an order, so that they are always written alike.
type rows struct {
	Hits      []row[[levels]float32]
	Length    []row[float64]
	Frequency []row[[][len(Shares)]float32]
	Running   []row[float64]
	Concepts  []int64
	Sound     []row[[levels - 1]float64]
}

type row[T any] struct {
	Key   string
	Value T
}

func inRows[T any](m map[string]T) []row[T] {
	out := make([]row[T], 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, row[T]{k, m[k]})
	}
	return out
}

func asMap[T any](all []row[T]) map[string]T {
	m := make(map[string]T, len(all))
	for _, r := range all {
		m[r.Key] = r.Value
	}
	return m
}

func (p rows) rates() Rates {
	return Rates{asMap(p.Hits), asMap(p.Length), asMap(p.Frequency), asMap(p.Running), p.Concepts, asMap(p.Sound)}
}

// Pack writes rates as the program carries them.
func (r Rates) Pack() ([]byte, error) {
	var b bytes.Buffer
	enc, err := zstd.NewWriter(&b, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(enc).Encode(rows{inRows(r.Hits), inRows(r.Length), inRows(r.Frequency), inRows(r.Running), r.Concepts, inRows(r.Sound)}); err != nil {
		return nil, err
	}
	if err := enc.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func newTables(r Rates) *tables {
	t := &tables{Rates: r, mean: make([][len(Shares)]float64, lexicon.Count()), fallback: map[class][levels]float32{}}
	t.align()
	running := 0.0
	for lang, counts := range r.Frequency {
		running += r.Running[lang]
		for c, n := range counts {
			for i := range n {
				if c < len(t.mean) {
					t.mean[c][i] += float64(n[i])
				}
			}
		}
	}
	for c := range t.mean {
		for i := range t.mean[c] {
			t.mean[c][i] = (t.mean[c][i] + 1) / math.Max(running, 30_000)
		}
	}
	t.bits = make([]float64, len(t.mean))
	for c := range t.bits {
		t.bits[c] = math.Min(10, math.Max(1, -math.Log2(30*t.mean[c][0])))
	}
	for key, n := range r.Hits {
		k := class(key[len(key)-1])
		sum := t.fallback[k]
		for i := range n {
			sum[i] += n[i] / 100
		}
		t.fallback[k] = sum
	}
	return t
}

// ConceptHashes are those of the lexicon's concepts, for Rates.
func ConceptHashes() []int64 {
	names := lexicon.Names()
	out := make([]int64, len(names))
	for i, n := range names {
		out[i] = fnv(n)
	}
	return out
}

// align puts the frequencies in the order of the lexicon's concepts.
func (t *tables) align() {
	at := make(map[int64]int, len(t.Concepts))
	for i, h := range t.Concepts {
		at[h] = i
	}
	now := ConceptHashes()
	if slices.Equal(now, t.Concepts) {
		return
	}
	aligned := make(map[string][][len(Shares)]float32, len(t.Frequency))
	for lang, counts := range t.Frequency {
		out := make([][len(Shares)]float32, len(now))
		for i, h := range now {
			if old, ok := at[h]; ok && old < len(counts) {
				out[i] = counts[old]
			}
		}
		aligned[lang] = out
	}
	t.Frequency = aligned
}

// hit is how likely a word of a class is found at each level in a translation.
func (t *tables) hit(from, to string, k class) [levels]float64 {
	prior := [levels]float64{2.0, 0.6, 1.2, 2.2}
	n, ok := t.Hits[from+">"+to+":"+string(k)]
	if !ok {
		n = t.fallback[k]
		scale := float32(30) / max(n[0]+n[1]+n[2]+n[3], 30)
		for i := range n {
			n[i] *= scale
		}
	}
	sum := 0.0
	for i := range prior {
		prior[i] += float64(n[i])
		sum += prior[i]
	}
	for i := range prior {
		prior[i] /= sum
	}
	return prior
}

func (t *tables) length(lang string) float64 {
	if l := t.Length[lang]; l > 0 {
		return l
	}
	return 1
}

// frequency is the share of a language's running words that stand for a concept
// with at least so much of their weight.
func (t *tables) frequency(lang string, concept int32, least float64) float64 {
	if least > 1 || int(concept) >= len(t.mean) {
		return 0
	}
	step := 0
	for step+1 < len(Shares) && Shares[step+1] <= least {
		step++
	}
	const prior = 10_000 // running words that all languages together count for
	own := 0.0
	if f := t.Frequency[lang]; int(concept) < len(f) {
		own = float64(f[concept][step])
	}
	return (own + prior*t.mean[concept][step]) / (t.Running[lang] + prior)
}

// information is how much a word says, in bits, by how rare its concepts are.
func (t *tables) information(senses []lexicon.Sense) float64 {
	sum, total := 0.0, 0.0
	for _, s := range senses {
		if int(s.Concept) < len(t.bits) {
			w := float64(s.Weight)
			sum += w * t.bits[s.Concept]
			total += w
		}
	}
	return sum / math.Max(total, 1e-9)
}

// soundKey is how Sound is named: class and length.
func soundKey(s *slot) string {
	return string(s.class) + string(rune('0'+min(len(s.roman), 9)))
}

// chance is how likely one running word of a language is like a slot, at each level
// or above, for no reason.
func (t *tables) chance(q *slot, lang string) [levels - 1]float64 {
	var out [levels - 1]float64
	sound := t.Sound[soundKey(q)]
	for i, bound := range bounds {
		for _, s := range q.senses {
			out[i] += t.frequency(lang, s.Concept, bound*bound/float64(s.Weight))
		}
		for _, s := range q.akin {
			out[i] += t.frequency(lang, s.Concept, bound*bound/float64(s.Weight))
		}
		out[i] = math.Min(0.5, out[i]+math.Max(sound[i], 1e-5))
	}
	return out
}

// chancesIn are the chances of all slots in a language.
func (r *Reading) chancesIn(lang string) [][levels - 1]float64 {
	if c, ok := r.chances[lang]; ok {
		return c
	}
	if r.chances == nil {
		r.chances = map[string][][levels - 1]float64{}
	}
	t := rates()
	out := make([][levels - 1]float64, len(r.slots))
	for i := range r.slots {
		out[i] = t.chance(&r.slots[i], lang)
	}
	r.chances[lang] = out
	return out
}
