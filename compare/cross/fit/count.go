package fit

import (
	"slices"

	"onrecord/compare/lexicon"
	"onrecord/compare/text"
)

// Counts are how often each concept is met in running text.
type Counts struct {
	Frequency [][len(Shares)]float32
	Running   float64
}

// Count counts a language's concepts in texts.
func Count(language string, texts []string) Counts {
	c := Counts{Frequency: make([][len(Shares)]float32, lexicon.Count())}
	t := lexicon.For(language)
	for _, s := range texts {
		words := t.Read(text.Fold(s))
		c.Running += float64(len(words))
		for _, w := range words {
			for _, s := range w.Senses {
				for i, least := range Shares {
					if float64(s.Weight) >= least {
						c.Frequency[s.Concept][i]++
					}
				}
			}
		}
	}
	return c
}

// CountHits adds to hits at what level each word of a quote is found in a post that
// it translates.
func CountHits(q, p *Reading, hits map[string][levels]float32) {
	q.hear()
	scratch := make([]float64, len(p.slots))
	var found []likeness
	for i := range q.slots {
		s := &q.slots[i]
		x := 0.0
		for _, l := range p.alike(s, scratch, found) {
			x = max(x, l.x)
		}
		key := q.Lang + ">" + p.Lang + ":" + string(s.class)
		n := hits[key]
		n[levelOf(x)]++
		hits[key] = n
	}
}

// CountSounds adds, by class and length, how many words of a text that has nothing
// to do with another sound like its words, at each level and above, and last how
// many pairs were looked at.
func CountSounds(q, p *Reading, counts map[string]*[levels]float64) {
	if len(p.slots) == 0 {
		return
	}
	q.hear()
	for i := range q.slots {
		s := &q.slots[i]
		key := soundKey(s)
		n := counts[key]
		if n == nil {
			n = new([levels]float64)
			counts[key] = n
		}
		n[levels-1] += float64(p.words)
		alone := *s
		alone.senses = nil
		for _, l := range p.alike(&alone, make([]float64, len(p.slots)), nil) {
			if slices.ContainsFunc(p.slots[l.slot].senses, func(x lexicon.Sense) bool {
				return slices.ContainsFunc(s.senses, func(y lexicon.Sense) bool { return x.Concept == y.Concept })
			}) {
				continue // alike by what they mean
			}
			for k := range levelOf(l.x) {
				n[k]++
			}
		}
	}
}
