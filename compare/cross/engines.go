package cross

import (
	"cmp"
	"context"
	"math"
	"slices"

	"onrecord/compare/cross/fit"
	"onrecord/compare/text"
	"onrecord/store"
)

// Engines only add. What they make of quote and post is measured as their own words
// are; where that fits better, it raises the confidence, by engineMost in log-odds
// at the most, and never of a post that is as good as out of the question. An
// engine that answers rubbish changes nothing.
const (
	engineMost  = 1.5
	engineFloor = 0.1
	engineLooks = 20 // posts that engines are asked about
)

// helped is what engines make of a candidate.
type helped struct {
	evidence fit.Evidence
	score    float64
}

// help raises the confidence of found posts by what engines say; found is in the
// order of confidence, and is again.
func (c *crossing) help(ctx context.Context, t Translators, found []Found) error {
	if t.Empty() || len(found) == 0 {
		return nil
	}
	found = found[:min(len(found), engineLooks)]
	quotes, err := c.quoteViews(ctx, t)
	if err != nil {
		return err
	}
	made, err := c.renditions(ctx, found)
	if err != nil {
		return err
	}
	all := make([]helped, len(found))
	for i, x := range found {
		all[i] = helped{x.evidence, x.score}
		posts := append([]*fit.Reading{x.post}, postViews(t, x, made[x.Version.ID])...)
		for qi, q := range quotes {
			for pi, p := range posts {
				if qi == 0 && pi == 0 {
					continue
				}
				e := x.evidence
				e.Fit = fit.Measure(q, p)
				if s := e.Score(); s > all[i].score {
					all[i] = helped{e, s}
				}
			}
		}
	}
	for i := range found {
		found[i].raise(all[i].evidence.Confidence(helpedRivals(found, all, i)))
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return nil
}

// raise takes another confidence into account where it is higher.
func (x *Found) raise(p float64) {
	if x.Confidence < engineFloor || p <= x.Confidence {
		return
	}
	x.Confidence = odds(math.Min(logit(p), logit(x.Confidence)+engineMost))
}

func logit(p float64) float64 {
	p = math.Max(1e-6, math.Min(1-1e-6, p))
	return math.Log(p / (1 - p))
}

func odds(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func helpedRivals(found []Found, all []helped, i int) []fit.Rival {
	var out []fit.Rival
	for k, y := range found {
		if k == i || len(out) < rivalsMost && found[i].Twin(y) {
			continue
		}
		out = append(out, fit.Rival{Score: all[k].score, LLR: all[k].evidence.LLR, SameAuthor: sameAuthor(found[i], y)})
	}
	return out
}

// quoteViews are the quote as it is read without engines, and as each has it.
func (c *crossing) quoteViews(ctx context.Context, t Translators) ([]*fit.Reading, error) {
	out := []*fit.Reading{c.quote}
	if g := t.glossed(c.quote); g != nil {
		out = append(out, g)
	}
	made, err := t.Render(ctx, store.Version{Content: store.Content{Text: c.quote.Folded.Text, Lang: c.quote.Lang}})
	if err != nil && ctx.Err() != nil {
		return nil, err
	}
	for _, r := range made {
		out = append(out, fit.Read(Pivot, text.Fold(r.Text)))
	}
	return out, nil
}

// postViews are a post as engines have it.
func postViews(t Translators, x Found, made []store.Rendition) []*fit.Reading {
	var out []*fit.Reading
	if g := t.glossed(x.post); g != nil {
		out = append(out, g)
	}
	for _, r := range made {
		if t.has(r.Engine) {
			out = append(out, fit.Read(Pivot, text.Fold(r.Text)))
		}
	}
	return out
}

// glossed is a reading with the dictionaries' help, nil where there is none.
func (t Translators) glossed(r *fit.Reading) *fit.Reading {
	if t.Lexicon == nil || !t.Lexicon.Has(r.Lang) {
		return nil
	}
	return r.Glossed(t.Lexicon.Gloss)
}

func (t Translators) has(engine string) bool {
	return slices.ContainsFunc(t.Engines, func(e Translator) bool { return e.Name() == engine })
}

func (c *crossing) renditions(ctx context.Context, found []Found) (map[int64][]store.Rendition, error) {
	ids := make([]int64, len(found))
	for i, x := range found {
		ids[i] = x.Version.ID
	}
	all, err := c.f.RenditionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	made := map[int64][]store.Rendition{}
	for _, r := range all {
		made[r.VersionID] = append(made[r.VersionID], r)
	}
	return made, nil
}
