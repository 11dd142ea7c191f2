package cross

import (
	"encoding/binary"
	"hash/fnv"

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
	out := make([]store.Term, 0, len(keys))
	seen := make(map[int64]bool, len(keys))
	for _, k := range keys {
		if !seen[k.Key] {
			seen[k.Key] = true
			out = append(out, term(k.Key))
		}
	}
	return out
}

func term(key int64) store.Term {
	h := fnv.New64a()
	_, _ = h.Write(binary.LittleEndian.AppendUint64([]byte("c\x00"), uint64(key)))
	return store.Term(h.Sum64())
}
