package match

import (
	"iter"
	"math"
	"slices"
	"unicode/utf8"

	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// judgement is what an alignment is worth.
type judgement struct {
	verdict store.Verdict
	// matched and missing are the weight of the quote's words that the post has
	// and has not; bits is how much the matched words say, in bits.
	matched, missing, bits float64
	// hits counts the quote's words that the post has, run the longest unbroken
	// run of them.
	hits, run int
	// skipped counts the post's words left out inside, silently those that no
	// ellipsis announces.
	skipped, silently int
	// places counts where the wording differs, unannounced; uneven those where it is not
	// only one word for another.
	places, uneven int
	// edge counts the words of the quote's own, not in brackets, that stand before the
	// first or behind the last one that the post has.
	edge int
}

// judge reads an alignment.
func judge(q, p text.Folded, al alignment, weight, bits []float64) judgement {
	var j judgement
	run, differs, uneven := 0, false, false
	single := inWord(q.Tokens) > 1
	for _, s := range al.Steps {
		if d := differing(q, p, s); d || s.op == opEqual {
			if d && !differs {
				j.places++
				uneven = false
			}
			if d && !uneven && (s.op != opReplace || single) {
				uneven = true
				j.uneven++
			}
			differs = d
		}
		switch s.op {
		case opEqual, opJoin, opContract:
			for i := s.q0; i < s.q1; i++ {
				if q.Tokens[i].Kind != text.Word {
					continue
				}
				j.matched += weight[i]
				j.bits += bits[i]
				j.hits++
				run++
			}
			j.run = max(j.run, run)
		case opReplace, opInsert:
			run = j.lost(q, s, weight, run)
			if s.op == opReplace && inflected(q.Tokens[s.q0].Key, p.Tokens[s.p0].Key) && !q.Tokens[s.q0].Bracketed {
				w := weight[s.q0] / 2 // half a match: the same word with another ending
				j.matched, j.missing, j.bits = j.matched+w, j.missing-w, j.bits+bits[s.q0]/2
			}
		case opDelete, opSkip:
			n := text.CountWords(p.Tokens[s.p0:s.p1])
			j.skipped += n
			if s.op == opDelete {
				j.silently += n
			}
			if n > 0 {
				run = 0
			}
		}
	}
	j.verdict = verdictOf(q, p, al, j)
	j.edge = edgeWords(q, al.Steps)
	return j
}

// edgeWords counts the words at either end of a quote that the post does not have.
func edgeWords(q text.Folded, steps []step) int {
	count := func(all iter.Seq2[int, step]) (n int) {
		for _, s := range all {
			if s.op != opReplace && s.op != opInsert {
				return n
			}
			for _, t := range q.Tokens[s.q0:s.q1] {
				if t.Kind == text.Word && !t.Bracketed {
					n++
				}
			}
		}
		return 0 // there is nothing between the ends
	}
	return (count(slices.All(steps)) + count(slices.Backward(steps))) / inWord(q.Tokens)
}

// Speeches are alike, and a quote that goes on in other words than the post is as likely
// from another one: edgeLeast words of its own at an end make it no plain link, and
// edgeMuch of them, a third as many as the post has, where nobody is named, only a
// possible one.
const (
	edgeLeast  = 2
	edgeMuch   = 3
	edgeMost   = 0.95
	edgeNobody = Threshold - 0.01
)

// edged bounds the confidence of a quote with words of its own at an end.
func (j judgement) edged(confidence float64, speaker quote.Agreement) float64 {
	switch {
	case j.edge >= edgeMuch && 3*j.edge >= j.hits && speaker != quote.Agrees:
		return min(confidence, edgeNobody)
	case j.edge >= edgeLeast:
		return min(confidence, edgeMost)
	}
	return confidence
}

// differing reports whether a step changes words without saying so.
func differing(q, p text.Folded, s step) bool {
	switch s.op {
	case opReplace, opInsert:
		return slices.ContainsFunc(q.Tokens[s.q0:s.q1], func(t text.Token) bool { return t.Kind == text.Word && !t.Bracketed })
	case opDelete:
		return text.CountWords(p.Tokens[s.p0:s.p1]) > 0
	}
	return false
}

// scatteredLeast is how many words a quote has at least that is called scattered.
const scatteredLeast = 6

// scattered reports whether a quote has a post's words only here and there: a few in a
// row, and other words between them. Speeches of one speaker are so alike.
func (j judgement) scattered(q []text.Token) bool {
	n := inWord(q)
	run, hits, words := j.run/n, j.hits/n, text.CountWords(q)/n
	return j.verdict == store.Altered && words >= scatteredLeast && j.uneven >= 2 && run < min(5, j.uneven+2) && hits < 4*j.uneven
}

// inWord is how many tokens make about a word: one, or more in scripts without spaces,
// where each character is a token.
func inWord(ts []text.Token) int {
	signs, letters := 0, 0
	for _, t := range ts {
		switch r, _ := utf8.DecodeRuneInString(t.Key); {
		case r >= 0xe00 && r < 0xf00, r >= 0x1000 && r < 0x10a0, r >= 0x1780 && r < 0x1800: // Thai, Lao, Burmese, Khmer
			letters++
		case r >= 0x2e80 && t.To-t.From == 1:
			signs++
		}
	}
	switch {
	case 2*letters > len(ts):
		return 4
	case 2*signs > len(ts):
		return 2
	}
	return 1
}

// lost counts words of the quote that the post does not have.
func (j *judgement) lost(q text.Folded, s step, weight []float64, run int) int {
	for i := s.q0; i < s.q1; i++ {
		if t := q.Tokens[i]; t.Kind == text.Word && !t.Bracketed {
			j.missing += weight[i]
			run = 0
		}
	}
	return run
}

// verdictOf: verbatim is one unbroken run, trimmed leaves words out inside,
// altered has words or question marks of its own.
func verdictOf(q, p text.Folded, al alignment, j judgement) store.Verdict {
	if j.missing > 0 {
		return store.Altered
	}
	for _, s := range al.Steps {
		if s.op == opContract || s.op == opEqual && q.Tokens[s.q0].Elided != p.Tokens[s.p0].Elided && q.Tokens[s.q0].Key != p.Tokens[s.p0].Key {
			return store.Altered
		}
		if s.op == opInsert || s.op == opReplace {
			for i := s.q0; i < s.q1; i++ {
				if q.Tokens[i].Kind == text.Question {
					return store.Altered
				}
			}
		}
	}
	if j.skipped > 0 || ownBrackets(q, p, al) {
		return store.Trimmed
	}
	return store.Verbatim
}

// ownBrackets reports whether the quote carries words in brackets that its writer
// put there, and not the post's author; the rest may be whole, but it is no unbroken
// run.
func ownBrackets(q, p text.Folded, al alignment) bool {
	for _, s := range al.Steps {
		for i := s.q0; i < s.q1; i++ {
			if q.Tokens[i].Bracketed && !((s.op == opEqual || s.op == opJoin) && p.Tokens[s.p0].Bracketed) {
				return true
			}
		}
	}
	return false
}

// Words that are enough to tell their post whoever said them, from standsAlone on, and that
// stand in it unbroken are that post's, though another speaker is named: attributedWrong is
// how sure that is.
const (
	standsAlone     = 5
	attributedWrong = 1.05
)

// confidence is between 0 and 1. It grows with the information that quote and
// post share, and falls with every word that only the quote has and with every
// break. Speaker evidence counts as much as a few rare words; a speaker who
// contradicts the author counts heavily against. recent says that the post is from
// the days before the quote.
//
// The constants were fitted by hand on real quotes among 25,000 real posts of
// other contents, and are checked by the reliability table of the golden test.
func (j judgement) confidence(speaker quote.Agreement, recent bool) float64 {
	total := j.matched + j.missing
	if total == 0 || j.hits == 0 {
		return 0
	}
	coverage := j.matched / total
	breaks := float64(min(j.silently, 12))*0.06 + math.Max(0, float64(j.hits)/float64(max(j.run, 1))-2)*0.3
	z := -6.2 + 0.24*math.Min(j.bits, 45) + 1.1*math.Log2(float64(j.run)+1) - 15*(1-coverage)*(1-coverage) - 2.5*(1-coverage) - breaks
	// many words in unbroken order say much, however common each of them is
	z += 0.5 * math.Max(0, math.Min(float64(j.run), 14)-6)
	if j.places == 1 && j.hits >= 5 && coverage > 0.6 {
		z += 1.2 // all but one place
	}
	switch speaker {
	case quote.Agrees:
		z += 2.6
		if recent {
			z += 0.8
		}
	case quote.Differs:
		if j.verdict == store.Verbatim && z >= standsAlone {
			z = max(z-6, attributedWrong)
		} else {
			z -= 6
		}
	case quote.Unknown:
	}
	return 1 / (1 + math.Exp(-z))
}
