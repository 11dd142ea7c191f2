package cross

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Judges and embedders are asked about the first few posts alone, and only where the
// program's own words leave room for doubt; they raise a confidence and never make
// one. With what engines added, they raise it by engineMost at the most.
const (
	adviceLooks   = 3
	adviceFrom    = 0.2
	adviceTo      = 0.9
	embeddedRunes = 2000
)

// advise raises the confidence of the first posts by what judges and embedders say,
// from what it was before engines were asked; found is in the order of confidence,
// and is again.
func (c *crossing) advise(ctx context.Context, t Translators, found []Found, before map[int64]float64) error {
	for i := range found[:min(len(found), adviceLooks)] {
		x := &found[i]
		if x.Confidence < adviceFrom || x.Confidence > adviceTo {
			continue
		}
		said, err := t.advice(ctx, c.quote.Folded.Text, x.Version.Text)
		if err != nil {
			return err
		}
		p := logit(x.Confidence) + math.Max(0, math.Min(engineMost, said))
		x.Confidence = math.Max(x.Confidence, oddsOf(math.Min(p, logit(before[x.Version.ID])+engineMost)))
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return nil
}

// advice is the sum of what all say, in log-odds. What cannot be asked says nothing.
func (t Translators) advice(ctx context.Context, quote, post string) (sum float64, err error) {
	for _, j := range t.Judges {
		if worth := t.Worth.Judges[j.Name()]; worth > 0 {
			yes, err := j.Judge(ctx, quote, post)
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if err == nil && yes {
				sum += worth
			}
		}
	}
	for _, e := range t.Embedders {
		if slope := t.Worth.Embedders[e.Name()]; slope.Steepness > 0 {
			v, err := e.Embed(ctx, []string{quote, clipRunes(post, embeddedRunes)})
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			if err == nil {
				sum += slope.of(cosine(v[0], v[1]))
			}
		}
	}
	return sum, nil
}

func clipRunes(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}
