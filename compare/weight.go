package compare

import (
	"math"
	"unicode/utf8"
)

// weights says how much each token of a quote tells. weight is between 0 and 1
// for the alignment, bits how much a match says: log2 of how rare the word is,
// among the archive's posts and in writing at large. A word that was not asked
// for is judged by its length.
func weights(q Folded, a asked, s *search) (weight, bits []float64) {
	rare := make(map[string]float64, len(a.tokens))
	for n, i := range a.tokens {
		rare[q.Tokens[i].Key] = rarity(s.lists[n].Count, s.total)
	}
	weight, bits = make([]float64, len(q.Tokens)), make([]float64, len(q.Tokens))
	for i, t := range q.Tokens {
		switch {
		case t.Kind == Question:
			weight[i] = 0.2
		case t.Kind != Word:
		default:
			bits[i] = common(t.Key)
			if r, ok := rare[t.Key]; ok {
				bits[i] = math.Min(r, bits[i])
			}
			weight[i] = 0.15 + 0.85*bits[i]/maxBits
		}
	}
	return weight, bits
}

const maxBits = 8.0

// rarity of a word among the archive's posts, in bits, smoothed so that a small
// archive does not make every word look rare.
func rarity(df, total int) float64 {
	const prior = 200
	return math.Log2(float64(total+prior)/(float64(df)+1)) * maxBits / math.Log2(float64(total+prior))
}

// common is the most that a word can say by its length: short words are common
// in every language that writes with spaces (Zipf's law of abbreviation). A
// character of a script without spaces stands for a part of a word.
func common(key string) float64 {
	if isNumber(key) {
		return 6
	}
	n := utf8.RuneCountInString(key)
	r, _ := utf8.DecodeRuneInString(key)
	if r >= 0x2e80 {
		return 2.2 * float64(n)
	}
	return math.Min(maxBits, 0.4+1.05*float64(max(n-1, 0)))
}
