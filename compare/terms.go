package compare

import (
	"hash/fnv"

	"onrecord/store"
)

// Scheme numbers the way in which Terms makes terms. It changes with them, and
// an index made by another scheme is made anew.
const Scheme = 1

// Terms are what a text is indexed by, without repeats and in order of first
// use: its words and its pairs of neighbouring words, folded and hashed with
// 64-bit FNV-1a. Text without words has none.
func Terms(text string) []store.Term {
	seen := map[store.Term]bool{}
	var out []store.Term
	add := func(t store.Term) {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	last := ""
	for _, t := range Fold(text).Tokens {
		if t.Kind != Word || t.Writer {
			if t.Kind == Gap {
				last = ""
			}
			continue
		}
		add(wordTerm(t.Key))
		if last != "" {
			add(pairTerm(last, t.Key))
		}
		last = t.Key
	}
	return out
}

func wordTerm(key string) store.Term { return hashTerm("w", key) }

func pairTerm(a, b string) store.Term { return hashTerm("p", a+" "+b) }

func hashTerm(kind, s string) store.Term {
	h := fnv.New64a()
	_, _ = h.Write([]byte(kind)) // a hash takes all
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(s))
	return store.Term(h.Sum64())
}
