package match

import (
	"math"

	"onrecord/compare/text"
)

// weights says how much each token of a quote tells. weight is between 0 and 1
// for the alignment, bits how much a match says: log2 of how rare the word is,
// among the archive's posts and in writing at large. A word that was not asked
// for is judged by its length.
func weights(q text.Folded, rare map[string]float64) (weight, bits []float64) {
	weight, bits = make([]float64, len(q.Tokens)), make([]float64, len(q.Tokens))
	for i, t := range q.Tokens {
		switch {
		case t.Kind == text.Question:
			weight[i] = 0.2
		case t.Kind != text.Word:
		default:
			bits[i] = text.Bits(t.Key)
			if r, ok := rare[t.Key]; ok {
				bits[i] = math.Min(r, bits[i])
			}
			weight[i] = 0.15 + 0.85*bits[i]/text.MaxBits
		}
	}
	return weight, bits
}
