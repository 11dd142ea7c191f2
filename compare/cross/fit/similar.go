package fit

import "math"

// levels of likeness between two words: none, weak, middling, strong.
const levels = 4

// bounds are the least likeness of each level after the first.
var bounds = [levels - 1]float64{0.14, 0.35, 0.65}

func levelOf(x float64) int {
	switch {
	case x >= bounds[2]:
		return 3
	case x >= bounds[1]:
		return 2
	case x >= bounds[0]:
		return 1
	}
	return 0
}

// likeness is a word of the post that is like one of the quote.
type likeness struct {
	slot int32
	x    float64
}

// alike are the slots of a post that are like a slot of a quote: by concepts they
// share (the Bhattacharyya coefficient of their senses), by one that is near to another, or
// by sound.
func (r *Reading) alike(q *slot, scratch []float64, out []likeness) []likeness {
	out = out[:0]
	see := func(i int32, x float64, add bool) {
		if scratch[i] == 0 && x > 0 {
			out = append(out, likeness{slot: i})
		}
		if add {
			scratch[i] += x
		} else {
			scratch[i] = math.Max(scratch[i], x)
		}
	}
	for _, s := range q.senses {
		for _, p := range r.find(int64(s.Concept)) {
			see(p.slot, math.Sqrt(float64(s.Weight*p.weight)), true)
		}
	}
	for _, s := range q.akin {
		for _, p := range r.find(int64(s.Concept)) {
			see(p.slot, math.Sqrt(float64(s.Weight*p.weight)), false)
		}
	}
	q.keys(func(k int64) {
		for _, p := range r.find(k) {
			see(p.slot, cognate(q, &r.slots[p.slot]), false)
		}
	})
	n := 0
	for _, l := range out {
		l.x = math.Min(1, scratch[l.slot])
		scratch[l.slot] = 0
		if l.x >= bounds[0] {
			out[n] = l
			n++
		}
	}
	return out[:n]
}
