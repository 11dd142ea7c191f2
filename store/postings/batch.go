package postings

import (
	"slices"

	"onrecord/store"
)

// Batch gathers the postings of a segment yet to be written, a term's code and a
// ref in one number each, so that they sort fast.
type Batch struct {
	base  int64
	all   []uint64
	texts int
}

// Room reports whether a ref can stand beside those that are there.
func (b *Batch) Room(ref int64) bool {
	return b.texts == 0 || ref >= b.base && ref-b.base < 1<<refBits
}

// Add takes a text's terms; the refs come in ascending order.
func (b *Batch) Add(ref int64, terms []store.Term) {
	if b.texts == 0 {
		b.base = ref
	}
	b.texts++
	for _, t := range terms {
		b.all = append(b.all, Code(t)<<refBits|uint64(ref-b.base)) // Room says so
	}
}

// Base is the first ref.
func (b *Batch) Base() int64 { return b.base }

// Texts is how many texts were added.
func (b *Batch) Texts() int { return b.texts }

// Sort brings the postings in order and counts the terms.
func (b *Batch) Sort() (entries int) {
	b.all = slices.Compact(sortCodes(b.all))
	for i, v := range b.all {
		if i == 0 || v>>refBits != b.all[i-1]>>refBits {
			entries++
		}
	}
	return entries
}

// sortCodes sorts postings by their codes, twelve bits at a time (a radix sort), and by
// their refs where those are in order.
func sortCodes(all []uint64) []uint64 {
	const step = 12
	if len(all) < 1<<step {
		slices.Sort(all)
		return all
	}
	out := make([]uint64, len(all))
	for shift := refBits; shift < 64; shift += step {
		var from [1<<step + 1]int
		for _, v := range all {
			from[v>>shift&(1<<step-1)+1]++
		}
		for i := 1; i < len(from); i++ {
			from[i] += from[i-1]
		}
		for _, v := range all {
			digit := v >> shift & (1<<step - 1)
			out[from[digit]] = v
			from[digit]++
		}
		all, out = out, all
	}
	return all
}

// Write packs the sorted postings and empties the batch.
func (b *Batch) Write(w *Writer, put Put) error {
	var refs []uint64
	for i, v := range b.all {
		refs = append(refs, v&(1<<refBits-1))
		if i+1 < len(b.all) && b.all[i+1]>>refBits == v>>refBits {
			continue
		}
		if err := w.Add(Entry{Code: v >> refBits, Count: len(refs), Refs: refs}, put); err != nil {
			return err
		}
		refs = refs[:0]
	}
	b.all, b.texts = b.all[:0], 0
	return w.Flush(put)
}
