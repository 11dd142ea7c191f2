package fit

import (
	"slices"

	"onrecord/compare/lexicon"
)

// glossWeight is what the senses of a dictionary's glosses come to.
const glossWeight = 0.7

// Glossed is the reading with a dictionary's help: words that the lexicon does not
// have stand for what their English glosses do. It is nil where that changes nothing.
func (r *Reading) Glossed(gloss func(lang, word string) []string) *Reading {
	english := lexicon.For(lexicon.Pivot)
	var out *Reading
	for i := range r.slots {
		s := r.slots[i]
		if len(s.senses) > 0 || s.number {
			continue
		}
		var senses []lexicon.Sense
		for _, g := range gloss(r.Lang, r.Folded.Tokens[s.from].Key) {
			for _, x := range english.Find(g) {
				if !lexicon.Function(x.Concept) && !slices.ContainsFunc(senses, func(y lexicon.Sense) bool { return y.Concept == x.Concept }) {
					senses = append(senses, x)
				}
			}
		}
		if len(senses) == 0 {
			continue
		}
		if out == nil {
			out = &Reading{Lang: r.Lang, Folded: r.Folded, words: r.words, slots: slices.Clone(r.slots)}
		}
		sum := float32(0)
		for _, x := range senses {
			sum += x.Weight
		}
		for k := range senses {
			senses[k].Weight *= glossWeight / sum
		}
		s.senses = senses
		if s.class == unknown {
			s.class = known
		}
		out.slots[i] = s
	}
	return out
}
