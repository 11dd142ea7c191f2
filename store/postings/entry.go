package postings

import "encoding/binary"

// Entry is one term of a bucket and the texts it stands in. Refs are less the
// segment's base, in ascending order; nil where the list is long.
type Entry struct {
	Code  uint64
	Count int
	Refs  []uint64
}

// Long reports whether the entry's list has a row of its own.
func (e Entry) Long() bool { return e.Count > ShortList }

// appendEntry packs an entry behind the one with the code before it in its bucket
// (the bucket's first code less one, to begin with).
func appendEntry(b []byte, before uint64, e Entry) []byte {
	if e.Count == 1 {
		b = binary.AppendUvarint(b, (e.Code-before)<<1|1)
		return binary.AppendUvarint(b, e.Refs[0])
	}
	b = binary.AppendUvarint(b, (e.Code-before)<<1)
	b = binary.AppendUvarint(b, uint64(e.Count)) // not negative
	if e.Long() {
		return b
	}
	return appendRefs(b, e.Refs)
}

func appendRefs(b []byte, refs []uint64) []byte {
	last := uint64(0)
	for _, r := range refs {
		b = binary.AppendUvarint(b, r-last)
		last = r
	}
	return b
}
