// Package postings is the coding of the inverted index, and the rules by which its
// parts are merged; it knows no database.
//
// The index is kept in segments. A segment's terms, folded to TermBits, are in
// order and cut into buckets by their first bits, each bucket a row. A term that
// stands in more than ShortList texts has its list in a row of its own, so that
// its neighbours need not be read past it.
package postings

import (
	"errors"
	"math/bits"

	"onrecord/store"
)

// TermBits is how many bits of a term are kept, ShortList how many refs stand in a
// bucket.
const (
	TermBits  = 36
	ShortList = 64
	// bucketTerms is how many terms a bucket is meant to hold: a row then takes
	// about a third of a page.
	bucketTerms = 256
	maxBits     = 20
	refBits     = 64 - TermBits
)

// ErrDamaged is an index that contradicts itself.
var ErrDamaged = errors.New("the index is damaged; make it anew with onrecord link --reindex")

// Code is a term as the index keeps it.
func Code(t store.Term) uint64 {
	u := uint64(t) // the bits are meant
	return (u ^ u>>TermBits) & (1<<TermBits - 1)
}

// Keys are the keys of a segment's rows, those of its buckets before those of its
// long lists: from, lists and end bound them.
func Keys(segment int64) (from, lists, end int64) {
	return segment << 41, segment<<41 | 1<<40, (segment + 1) << 41
}

func bucketKey(segment int64, bucket uint64) int64 { return segment<<41 | int64(bucket) } // 20 bits

// LongKey is the key of a term's long list.
func LongKey(segment int64, code uint64) int64 { return segment<<41 | 1<<40 | int64(code) } // 36 bits

// bucketBits is how many bits tell the bucket among so many terms.
func bucketBits(terms int) int {
	return min(bits.Len(uint(max(terms/bucketTerms, 1)))-1, maxBits) // not negative
}
