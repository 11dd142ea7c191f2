package fit

import "math"

// Speaker is how the one who is said to have said a quote fits the post's author.
type Speaker int8

// The agreements.
const (
	Unnamed Speaker = iota
	Agrees
	Differs
)

// Evidence is all that is known of a quote and one post.
type Evidence struct {
	Fit
	// Named says that the quote's speaker is known; Speaker how the author fits.
	Named   bool
	Speaker Speaker
	// Days are from the post to the quote, negative where not known.
	Days float64
}

// Weights are those of a logistic regression, the constant first.
type Weights []float64

// Judgement are the weights of both steps: the first puts posts in order, the
// second tells how sure the best is. Chance is what the best of posts that have
// nothing to do with a quote come to: no archive is so small that a post leads more.
type Judgement struct {
	Order, Sure Weights
	Chance      Rival
}

func (w Weights) of(x []float64) float64 {
	if len(w) == 0 {
		return 0
	}
	z := w[0]
	for i, v := range x {
		z += w[i+1] * v
	}
	return z
}

func judgementFor(named bool) Judgement {
	if named {
		return withSpeaker
	}
	return withoutSpeaker
}

// Features are what the first step looks at.
func (e Evidence) Features() []float64 {
	n := math.Max(1, float64(e.Slots))
	names := 0.0
	if e.Names > 0 {
		names = float64(2*e.NameHits-e.Names) / 3
	}
	return append([]float64{
		e.LLR / 10, e.LLR / math.Sqrt(n) / 3, (e.LLR - e.Expected) / math.Max(0.7, e.Deviation), e.Cover, e.Back, e.Order,
		math.Log2(1 + float64(e.Hits)), math.Log2(n), e.Positive / 10, e.Negative / 10, names, float64(e.Numbers - e.NumberHits), e.Known - 1, e.Places,
		e.Plain, float64(e.Silent) / n,
	}, e.prior()...)
}

// dateSlack is how many days an article's date may be off.
const dateSlack = 3

// prior is what speaker and time say.
func (e Evidence) prior() []float64 {
	if !e.Named {
		return nil
	}
	x := make([]float64, 4)
	switch e.Speaker {
	case Agrees:
		days := e.Days
		if days < 0 {
			days = 30
		}
		days = math.Max(0, days-dateSlack)
		x[0], x[2], x[3] = 1, math.Max(0, 1-days/6), math.Log2(1+days)/8
	case Differs:
		x[1] = 1
	case Unnamed:
	}
	return x
}

// Score orders posts.
func (e Evidence) Score() float64 { return judgementFor(e.Named).Order.of(e.Features()) }

// Rival is another post, as the score of one quote has it.
type Rival struct {
	Score, LLR float64
	// SameAuthor says that it is by the same author.
	SameAuthor bool
}

// SureFeatures are what the second step looks at: the first's, and the lead over
// the best of the other posts and over the best of another author's. Posts that say
// the same are no rivals.
func (e Evidence) SureFeatures(rivals []Rival) []float64 {
	s := e.Score()
	chance := judgementFor(e.Named).Chance
	gap, margin, llr := s-chance.Score, s-chance.Score, e.LLR-chance.LLR
	for _, r := range rivals {
		gap = math.Min(gap, s-r.Score)
		llr = math.Min(llr, e.LLR-r.LLR)
		if !r.SameAuthor {
			margin = math.Min(margin, s-r.Score)
		}
	}
	lead := func(x float64) float64 { return math.Max(-8, math.Min(8, x)) / 4 }
	return append(e.Features(), lead(gap), lead(margin), math.Max(-2, math.Min(4, llr/10)), math.Max(-10, math.Min(10, s))/4)
}

// wordless is the most that a post is worth that has none of the quote's words.
const wordless = 0.1

// Confidence is how likely the quote translates the post, from 0 to 1.
func (e Evidence) Confidence(rivals []Rival) float64 {
	p := 1 / (1 + math.Exp(-judgementFor(e.Named).Sure.of(e.SureFeatures(rivals))))
	if e.Hits == 0 { // who and when, and nothing of what
		return math.Min(p, wordless)
	}
	return p
}

// Weigh replaces the weights, for calibrate.
func Weigh(named bool, j Judgement) {
	if named {
		withSpeaker = j
	} else {
		withoutSpeaker = j
	}
}
