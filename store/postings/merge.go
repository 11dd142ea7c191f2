package postings

import (
	"cmp"
	"slices"
)

// Segment is a part of the index that is whole in itself. Its refs are numbered
// from Base.
type Segment struct {
	ID, Base       int64
	Texts, Entries int
	Bits           int
}

// Merging in a transaction of somebody else's must be short.
const (
	smallMerge = 8    // segments of about one size
	smallTexts = 4096 // of all of them
)

// DueSmall are segments to make one of within the transaction that adds one, so
// that the segments of single captures stay few. The segments come with the
// largest first.
func DueSmall(all []Segment) []Segment {
	for from := 0; from < len(all); {
		to, texts := from+1, all[from].Texts
		for to < len(all) && tier(all[to].Texts) == tier(all[from].Texts) {
			texts += all[to].Texts
			to++
		}
		if to-from >= smallMerge && texts <= smallTexts && within(all[from:to]) {
			return all[from:to]
		}
		from = to
	}
	return nil
}

// Due are the segments to make one of: the smallest ones, so many that each one
// left is larger than all smaller ones together. So there are ever few, and a
// text is written again only when the archive has about doubled. The segments come
// with the largest first.
func Due(all []Segment) []Segment {
	sum, from := 0, len(all)
	for i := len(all) - 1; i >= 0; i-- {
		if sum > 0 && all[i].Texts < 2*sum {
			from = i
		}
		sum += all[i].Texts
	}
	if from == len(all) || !within(all[from:]) {
		return nil
	}
	return all[from:]
}

// Sum is the segment that all of them become: their lowest base, and at most so
// many texts and entries.
func Sum(all []Segment) Segment {
	out := Segment{Base: all[0].Base}
	for _, s := range all {
		out.Base = min(out.Base, s.Base)
		out.Texts += s.Texts
		out.Entries += s.Entries
	}
	return out
}

// Union is the entry of a code in the segment that others become.
type Union struct{ refs []uint64 }

// Add takes the refs of one of them, whose base lies above that of the whole by
// shift.
func (u *Union) Add(refs []uint64, shift int64) {
	for _, r := range refs {
		u.refs = append(u.refs, r+uint64(shift)) // the base is the lowest
	}
}

// Entry is what was added, each ref once.
func (u *Union) Entry(code uint64) Entry {
	slices.Sort(u.refs)
	refs := slices.Compact(u.refs)
	return Entry{Code: code, Count: len(refs), Refs: refs}
}

// tier is the size class of a segment: powers of eight.
func tier(texts int) int {
	n := 0
	for ; texts >= smallMerge; texts /= smallMerge {
		n++
	}
	return n
}

// within reports whether one segment can number all the refs of others.
func within(all []Segment) bool {
	base := func(a, b Segment) int { return cmp.Compare(a.Base, b.Base) }
	return slices.MaxFunc(all, base).Base-slices.MinFunc(all, base).Base < 1<<(refBits-1)
}
