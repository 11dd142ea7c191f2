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
	engineMost  = 0.5
	engineFloor = 0.1
	engineLooks = 20 // posts that engines are asked about
)

// helped is what engines make of a candidate.
type helped struct {
	evidence fit.Evidence
	score    float64
	// worth is that of the engine whose words fit best.
	worth float64
}

// view is a reading of a text, and what the engine that made it is worth.
type view struct {
	*fit.Reading
	worth float64
}

// help raises the confidence of found posts by what engines say; found is in the
// order of confidence, and is again.
func (c *crossing) help(ctx context.Context, t Translators, found []Found) error {
	if t.Empty() || len(found) == 0 {
		return nil
	}
	found = found[:min(len(found), engineLooks)]
	before := map[int64]float64{}
	for _, x := range found {
		before[x.Version.ID] = x.Confidence
	}
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
		all[i] = helped{x.evidence, x.score, 1}
		posts := append([]view{{x.post, 1}}, postViews(t, x, made[x.Version.ID])...)
		for qi, q := range quotes {
			for pi, p := range posts {
				if qi == 0 && pi == 0 {
					continue
				}
				e := x.evidence
				e.Fit = fit.Measure(q.Reading, p.Reading)
				if s := e.Score(); s > all[i].score {
					all[i] = helped{e, s, math.Min(q.worth, p.worth)}
				}
			}
		}
	}
	for i := range found {
		found[i].raise(all[i].evidence.Confidence(helpedRivals(found, all, i)), all[i].worth)
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return c.advise(ctx, t, found, before)
}

// raise takes another confidence into account where it is higher, as far as the
// engine that it comes from is worth it.
func (x *Found) raise(p, worth float64) {
	if x.Confidence < engineFloor || p <= x.Confidence {
		return
	}
	x.Confidence = oddsOf(math.Min(logit(p), logit(x.Confidence)+engineMost*worth))
}

func logit(p float64) float64 {
	p = math.Max(1e-6, math.Min(1-1e-6, p))
	return math.Log(p / (1 - p))
}

func oddsOf(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

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
func (c *crossing) quoteViews(ctx context.Context, t Translators) ([]view, error) {
	out := []view{{c.quote, 1}}
	if g := t.glossed(c.quote); g != nil {
		out = append(out, view{g, 1})
	}
	made, err := t.Render(ctx, store.Version{Content: store.Content{Text: c.quote.Folded.Text, Lang: c.quote.Lang}})
	if err != nil && ctx.Err() != nil {
		return nil, err
	}
	for _, r := range made {
		out = append(out, view{fit.Read(Pivot, text.Fold(r.Text)), t.Worth.translator(r.Engine, c.quote.Lang)})
	}
	return out, nil
}

// postViews are a post as engines have it.
func postViews(t Translators, x Found, made []store.Rendition) []view {
	var out []view
	if g := t.glossed(x.post); g != nil {
		out = append(out, view{g, 1})
	}
	for _, r := range made {
		if t.has(r.Engine) {
			out = append(out, view{fit.Read(Pivot, text.Fold(r.Text)), t.Worth.translator(r.Engine, x.post.Lang)})
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
