package cross

import (
	"context"
	"hash/fnv"
	"math"
	"slices"
	"testing"
)

// engine translates by a function, judges by another.
type engine struct {
	translate func(lang, text string) string
	judge     func(quote, post string) bool
	embed     func(text string) []float32
}

func (engine) Name() string                  { return "engine" }
func (engine) Path(from, to string) []string { return []string{from, to} }
func (e engine) Translate(_ context.Context, from, _, text string) (string, error) {
	return e.translate(from, text), nil
}
func (e engine) Judge(_ context.Context, quote, post string) (bool, error) {
	return e.judge(quote, post), nil
}
func (e engine) Embed(_ context.Context, texts []string) ([][]float32, error) {
	var out [][]float32
	for _, s := range texts {
		out = append(out, e.embed(s))
	}
	return out, nil
}

// which is the number of one of our sentences in any language.
func which(text string) int {
	for _, all := range sentences() {
		if i := slices.Index(all, text); i >= 0 {
			return i
		}
	}
	return -1
}

func hashed(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return h.Sum64()
}

// TestWorthOfEngines: what is right counts, what is rubbish, always yes, by chance or
// the same for all counts for nothing.
func TestWorthOfEngines(t *testing.T) {
	english := func(_, text string) string { return sentences()[Pivot][which(text)] }
	for name, c := range map[string]struct {
		translate func(lang, text string) string
		from, to  float64
	}{
		"right":            {english, 0.95, 1},
		"of the wrong one": {func(_, text string) string { return sentences()[Pivot][(which(text)+3)%len(sentences()[Pivot])] }, 0, 0.1},
		"the text itself":  {func(_, text string) string { return text }, 0, 0.5},
		"nothing":          {func(string, string) string { return "" }, 0, 0},
		"one for all":      {func(string, string) string { return "the people and the government of the country" }, 0, 0.1},
	} {
		for _, lang := range []string{"es", "de", "ru", "ar", "zh"} {
			got, ok, err := MeasureTranslator(t.Context(), engine{translate: c.translate}, lang)
			if !ok || err != nil || got < c.from || got > c.to {
				t.Errorf("a translation that is %s is worth %.2f in %s, %v %v", name, got, lang, ok, err)
			}
		}
	}
	for name, c := range map[string]struct {
		judge func(quote, post string) bool
		right bool
	}{
		"right":     {func(q, p string) bool { return which(q) == which(p) }, true},
		"yes":       {func(string, string) bool { return true }, false},
		"no":        {func(string, string) bool { return false }, false},
		"by chance": {func(q, p string) bool { return hashed(q+p)%2 == 0 }, false},
		"inverted":  {func(q, p string) bool { return which(q) != which(p) }, false},
	} {
		if got, err := MeasureJudge(t.Context(), engine{judge: c.judge}); err != nil || (got > 0) != c.right {
			t.Errorf("a judge %s is worth %.2f, %v", name, got, err)
		}
	}
	vector := func(seed uint64) []float32 {
		v := make([]float32, 32)
		for i := range v {
			seed = seed*6364136223846793005 + 1442695040888963407
			v[i] = float32(seed>>40)/float32(1<<24) - 0.5
		}
		return v
	}
	if s, err := MeasureEmbedder(t.Context(), engine{embed: func(s string) []float32 { return vector(uint64(which(s))) }}); err != nil || s.of(1) < 1 || s.of(0) > 0 {
		t.Errorf("a right embedder: %+v, %v", s, err)
	}
	for name, f := range map[string]func(string) []float32{
		"by chance": func(s string) []float32 { return vector(hashed(s)) }, "one for all": func(string) []float32 { return vector(1) },
		"zero": func(string) []float32 { return make([]float32, 4) }, "no number": func(string) []float32 { return []float32{float32(math.NaN()), 1} },
	} {
		if s, err := MeasureEmbedder(t.Context(), engine{embed: f}); err != nil || s.Steepness != 0 {
			t.Errorf("an embedder %s: %+v, %v", name, s, err)
		}
	}
}

func TestSentencesAreWhole(t *testing.T) {
	for lang, all := range sentences() {
		if len(all) != len(sentences()[Pivot]) || slices.Contains(all, "") {
			t.Errorf("%s has %d sentences", lang, len(all))
		}
	}
}
