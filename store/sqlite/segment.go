package sqlite

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"onrecord/store"
)

// The index is kept in segments. A segment's terms, folded to termBits, are in
// order and cut into buckets by their first bits, each bucket a row. A term that
// stands in more than shortList texts has its list in a row of its own, so that
// its neighbours need not be read past it.
const (
	termBits  = 36
	shortList = 64
	// bucketTerms is how many terms a bucket is meant to hold: a row then takes
	// about a third of a page.
	bucketTerms = 256
	maxBits     = 20
	refBits     = 64 - termBits
)

// errIndex is an index that contradicts itself.
var errIndex = errors.New("the index is damaged; make it anew with onrecord link --reindex")

// code is a term as the index keeps it.
func code(t store.Term) uint64 {
	u := uint64(t) //nolint:gosec // the bits are meant
	return (u ^ u>>termBits) & (1<<termBits - 1)
}

func bucketKey(segment int64, bucket uint64) int64 { return segment<<41 | int64(bucket) } //nolint:gosec // 20 bits

func longKey(segment int64, c uint64) int64 { return segment<<41 | 1<<40 | int64(c) } //nolint:gosec // 36 bits

// bucketBits is how many bits tell the bucket among so many terms.
func bucketBits(terms int) int {
	return min(bits.Len(uint(max(terms/bucketTerms, 1)))-1, maxBits) //nolint:gosec // not negative
}

// termEntry is one term of a bucket. refs are less the segment's base; nil where
// the list is long.
type termEntry struct {
	code uint64
	df   int
	refs []uint64
}

// appendEntry packs an entry behind the one with the code before it in its bucket
// (the bucket's first code less one, to begin with).
func appendEntry(b []byte, before uint64, e termEntry) []byte {
	if e.df == 1 {
		b = binary.AppendUvarint(b, (e.code-before)<<1|1)
		return binary.AppendUvarint(b, e.refs[0])
	}
	b = binary.AppendUvarint(b, (e.code-before)<<1)
	b = binary.AppendUvarint(b, uint64(e.df)) //nolint:gosec // not negative
	if e.df > shortList {
		return b
	}
	return appendRefs(b, e.refs)
}

func appendRefs(b []byte, refs []uint64) []byte {
	last := uint64(0)
	for _, r := range refs {
		b = binary.AppendUvarint(b, r-last)
		last = r
	}
	return b
}

// bucketReader walks the entries of a bucket.
type bucketReader struct {
	data []byte
	last uint64
	bad  bool
}

func readBucket(data []byte, bucket uint64, bits int) bucketReader {
	return bucketReader{data: data, last: bucket<<(termBits-bits) - 1}
}

func (r *bucketReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

// next is the next entry, its refs where they are short and wanted says so; the
// other lists are passed over.
func (r *bucketReader) next(wanted func(code uint64) bool) (e termEntry, ok bool) {
	if len(r.data) == 0 {
		return e, false
	}
	head := r.uvarint()
	r.last += head >> 1
	e = termEntry{code: r.last, df: 1}
	if head&1 == 0 {
		e.df = int(r.uvarint()) //nolint:gosec // checked below
	}
	if r.bad || e.df < 1 || e.df > 1<<refBits {
		r.bad = true
		return e, false
	}
	switch {
	case e.df > shortList:
	case wanted(e.code):
		e.refs = r.list(e.df)
	default:
		r.skip(e.df)
	}
	return e, !r.bad
}

func (r *bucketReader) list(n int) []uint64 {
	out := make([]uint64, n)
	last := uint64(0)
	for i := range out {
		last += r.uvarint()
		out[i] = last
	}
	return out
}

// skip passes over n numbers.
func (r *bucketReader) skip(n int) {
	for i, c := range r.data {
		if c < 0x80 {
			if n--; n == 0 {
				r.data = r.data[i+1:]
				return
			}
		}
	}
	r.bad, r.data = true, nil
}

func always(uint64) bool { return true }

// find looks one term up in a bucket.
func find(data []byte, bucket uint64, bits int, c uint64) (termEntry, error) {
	r := readBucket(data, bucket, bits)
	for {
		e, ok := r.next(func(have uint64) bool { return have == c })
		switch {
		case r.bad:
			return termEntry{}, errIndex
		case !ok || e.code > c:
			return termEntry{}, nil
		case e.code == c:
			return e, nil
		}
	}
}

// longList unpacks a list that has a row of its own.
func longList(data []byte, df int) ([]uint64, error) {
	if df > len(data) {
		return nil, errIndex
	}
	r := bucketReader{data: data}
	out := r.list(df)
	if r.bad {
		return nil, errIndex
	}
	return out, nil
}
