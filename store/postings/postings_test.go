package postings

import (
	"math/rand"
	"slices"
	"testing"

	"onrecord/store"
)

// TestBatch writes batches and finds each posting again, short lists and long.
func TestBatch(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	var b Batch
	want := map[uint64][]uint64{}
	for ref := range int64(3000) {
		var terms []store.Term
		for range 12 {
			term := store.Term(rnd.Intn(1+rnd.Intn(4000)) - 2000)
			if terms = append(terms, term); !slices.Contains(want[Code(term)], uint64(ref)) {
				want[Code(term)] = append(want[Code(term)], uint64(ref))
			}
		}
		b.Add(7000+ref, terms)
	}
	rows := map[int64][]byte{}
	w := NewWriter(3, b.Sort())
	put := func(key int64, data []byte) error {
		rows[key] = slices.Clone(data)
		return nil
	}
	if err := b.Write(w, put); err != nil || w.Entries() != len(want) {
		t.Fatal(w.Entries(), len(want), err)
	}
	for code, refs := range want {
		e, err := Find(rows[bucketKey(3, code>>(TermBits-w.Bits()))], w.Bits(), code)
		if err == nil && e.Long() {
			e.Refs, err = LongList(rows[LongKey(3, code)], e.Count)
		}
		if err != nil || !slices.Equal(e.Refs, refs) {
			t.Fatalf("code %d: %d refs, want %d; %v", code, len(e.Refs), len(refs), err)
		}
	}
}

// TestDue: after merging what is due, each segment is larger than all smaller ones
// together, whatever sizes were added.
func TestDue(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	var all []Segment
	for range 500 {
		all = append(all, Segment{Texts: 1 + rnd.Intn(1+rnd.Intn(10_000))})
		for range 10 {
			slices.SortFunc(all, func(a, b Segment) int { return b.Texts - a.Texts })
			due := Due(all)
			if len(due) == 0 {
				break
			}
			all = append(all[:len(all)-len(due)], Sum(due))
		}
		sum := 0
		for _, s := range slices.Backward(all) {
			if s.Texts < sum {
				t.Fatalf("a segment of %d texts above others of %d", s.Texts, sum)
			}
			sum += s.Texts
		}
	}
	far := []Segment{{Base: 1 << 40, Texts: 1}, {Base: 1, Texts: 1}}
	if due := Due(far); due != nil {
		t.Error("segments that one cannot number are merged:", due)
	}
}

func FuzzBucket(f *testing.F) {
	b := appendEntry(nil, ^uint64(0), Entry{Code: 5, Count: 1, Refs: []uint64{7}})
	b = appendEntry(b, 5, Entry{Code: 9, Count: 3, Refs: []uint64{1, 2, 1 << 20}})
	f.Add(b, uint64(9))
	f.Fuzz(func(t *testing.T, data []byte, code uint64) {
		e, err := Find(data, 0, code)
		if err == nil && e.Count > 0 && !e.Long() && len(e.Refs) != e.Count {
			t.Errorf("%d refs of %d", len(e.Refs), e.Count)
		}
	})
}
