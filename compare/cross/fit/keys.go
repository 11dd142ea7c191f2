package fit

// Key is what a text is found by: a concept that a word may stand for, or how it
// sounds.
type Key struct {
	// Slot numbers the text's content words: keys of one slot are alternatives.
	Slot int
	Key  int64
}

// keySenses is how many concepts of a word it is found by, leastShare the least
// share of the likeliest one's weight that others have.
const (
	keySenses  = 3
	leastShare = 0.3
)

// The key spaces of sounds, beside those of postings.
const (
	byBeginning = 4 << 40
	byNumber    = 5 << 40
)

// Keys are those of a text's content words, in order.
func (r *Reading) Keys() []Key {
	out := make([]Key, 0, 2*len(r.slots))
	for i := range r.slots {
		s := &r.slots[i]
		for n, x := range s.senses {
			if n < keySenses && x.Weight >= leastShare*s.senses[0].Weight {
				out = append(out, Key{i, int64(x.Concept)})
			}
		}
		if s.amount != "" && s.amount != s.roman {
			out = append(out, Key{i, byNumber | fnv(s.amount)})
		}
		if s.number {
			out = append(out, Key{i, byNumber | fnv(s.roman)})
		} else if s.class == name || s.class == unknown {
			out = s.soundKeys(out, i)
		}
	}
	return out
}

func (s *slot) soundKeys(out []Key, i int) []Key {
	if len(s.roman) >= 3 {
		out = append(out, Key{i, byBeginning | fnv(s.roman[:min(5, len(s.roman))])})
	}
	if len(s.skeleton) >= 4 {
		out = append(out, Key{i, bySkeleton | fnv(s.skeleton)})
	}
	if len(s.loose) >= 3 && s.class == name || s.rough && len(s.loose) >= 3 {
		out = append(out, Key{i, byLooseness | fnv(s.loose)})
	}
	return out
}

// Text is the text of tokens [from,to).
func (r *Reading) Text(from, to int) string {
	if to <= from {
		return ""
	}
	return r.Folded.Slice(r.Folded.Tokens[from].From, r.Folded.Tokens[to-1].To)
}
