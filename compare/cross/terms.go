package cross

import (
	"slices"

	"onrecord/compare/cross/fit"
	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/store"
)

// Terms are what a version is indexed by beside its own words, so that quotes in
// other languages find it: the concepts of its words, and how its names
// sound. f is its text folded.
func Terms(v store.Version, f text.Folded) []store.Term {
	return termsOf(fit.Read(lang.Of(v.Lang, v.Text), f))
}

func termsOf(r *fit.Reading) []store.Term {
	keys := r.Keys()
	out := make([]store.Term, len(keys))
	for i, k := range keys {
		out[i] = term(k.Key)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// term is a key as the index has it: FNV-1a of its bytes.
func term(key int64) store.Term {
	h := uint64(14695981039346656037)
	for _, b := range [2]byte{'c', 0} {
		h = (h ^ uint64(b)) * 1099511628211
	}
	for range 8 {
		h = (h ^ uint64(key)&0xff) * 1099511628211 // the lowest byte first
		key >>= 8
	}
	return store.Term(h) // the bits are meant
}
