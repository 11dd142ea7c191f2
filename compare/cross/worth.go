package cross

import (
	"context"
	_ "embed"
	"math"
	"strings"
	"sync"

	"onrecord/compare/cross/fit"
	"onrecord/compare/text"
)

// sentences are of our own, one a line, in a column a language: engines are measured
// on them, so that what one says counts as far as it is right.
//
//go:embed sentences.tsv
var sentencesTSV string

// sentences are by language, in one order.
var sentences = sync.OnceValue(func() map[string][]string {
	lines := strings.Split(strings.TrimSpace(sentencesTSV), "\n")
	langs := strings.Split(lines[0], "\t")
	out := map[string][]string{}
	for _, line := range lines[1:] {
		for i, s := range strings.Split(line, "\t") {
			out[langs[i]] = append(out[langs[i]], s)
		}
	}
	return out
})

// Worth is what engines were found to be worth.
type Worth struct {
	// Translators are by engine and language ("apertium es"): 1 where its English has
	// the words of ours, 0 where it has no more of them than of another sentence's.
	Translators map[string]float64 `json:"translators,omitempty"`
	// Judges are by engine: the log-odds of its yes, 0 where it means nothing.
	Judges map[string]float64 `json:"judges,omitempty"`
	// Embedders are by engine.
	Embedders map[string]Slope `json:"embedders,omitempty"`
}

// Slope makes log-odds of the cosine of two vectors.
type Slope struct {
	Middle, Steepness float64
}

func (s Slope) of(cosine float64) float64 { return s.Steepness * (cosine - s.Middle) }

// translator is an engine's worth for a language, 1 where it was not measured.
func (w Worth) translator(engine, lang string) float64 {
	if v, ok := w.Translators[engine+" "+lang]; ok {
		return v
	}
	return 1
}

// fairShare is how many of the words of our English a fair translation has above
// those that any sentence has.
const fairShare = 0.4

// MeasureTranslator has an engine put our sentences of a language into English and
// gives its worth, 0 to 1; ok is false where there are no sentences in the language.
func MeasureTranslator(ctx context.Context, t Translator, lang string) (worth float64, ok bool, err error) {
	ours, english := sentences()[lang], sentences()[Pivot]
	if lang == Pivot || len(ours) == 0 || t.Path(lang, Pivot) == nil {
		return 0, false, nil
	}
	var right, chance float64
	for i, s := range ours {
		made, err := t.Translate(ctx, lang, Pivot, s)
		if err != nil {
			return 0, false, err
		}
		r := fit.Read(Pivot, text.Fold(made))
		right += shared(english[i], r)
		chance += shared(english[(i+7)%len(english)], r)
	}
	return math.Max(0, math.Min(1, (right-chance)/float64(len(ours))/fairShare)), true, nil
}

// shared is how much of a sentence's content a reading in the same language has.
func shared(sentence string, r *fit.Reading) float64 {
	q := fit.Read(Pivot, text.Fold(sentence))
	if r.Words() == 0 || q.Words() == 0 {
		return 0
	}
	return fit.Measure(q, r).Cover
}

// Judge says whether a quote renders a passage of a post in another language.
type Judge interface {
	Name() string
	Judge(ctx context.Context, quote, post string) (bool, error)
}

// judged is how many pairs of our sentences a judge is asked about, of each kind.
const judged = 12

// MeasureJudge asks a judge about pairs of our sentences that belong together and
// that do not, and gives the log-odds of its yes: 0 where it misses a third of the
// ones, or believes a fifth of the others.
func MeasureJudge(ctx context.Context, j Judge) (float64, error) {
	all := sentences()
	langs := []string{"es", "fr", "de", "pt", "it", "ru"}
	yes := [2]float64{}
	for i := range judged {
		for k, shift := range []int{0, 5} {
			said, err := j.Judge(ctx, all[Pivot][i], all[langs[i%len(langs)]][(i+shift)%len(all[Pivot])])
			if err != nil {
				return 0, err
			}
			if said {
				yes[k]++
			}
		}
	}
	if yes[0] < judged*2/3 || yes[1] > judged/5 {
		return 0, nil
	}
	return math.Log((yes[0] + 1) / (yes[1] + 1)), nil
}

// Embedder gives texts vectors that lie close where texts mean the same.
type Embedder interface {
	Name() string
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// gapLeast is how many deviations must lie between the cosines of sentences that belong
// together and of others for an embedder to count.
const gapLeast = 2

// MeasureEmbedder has our sentences embedded and gives the slope between the cosines
// of those that belong together and of others; a zero one where it cannot tell them.
func MeasureEmbedder(ctx context.Context, e Embedder) (Slope, error) {
	all := sentences()
	english, err := e.Embed(ctx, all[Pivot])
	if err != nil {
		return Slope{}, err
	}
	var same, other moments
	for _, lang := range []string{"es", "fr", "de", "pt", "it", "ru", "ar", "zh"} {
		vectors, err := e.Embed(ctx, all[lang])
		if err != nil {
			return Slope{}, err
		}
		for i, v := range vectors {
			same.add(cosine(english[i], v))
			other.add(cosine(english[(i+5)%len(english)], v))
		}
	}
	spread := math.Sqrt((same.variance() + other.variance()) / 2)
	gap := same.mean() - other.mean()
	if math.IsNaN(gap) || gap < gapLeast*spread || gap <= 0 {
		return Slope{}, nil
	}
	spread = math.Max(spread, 0.02)
	return Slope{Middle: (same.mean() + other.mean()) / 2, Steepness: gap / (spread * spread)}, nil
}

// moments are a sum's.
type moments struct{ n, sum, squares float64 }

func (m *moments) add(x float64) { m.n, m.sum, m.squares = m.n+1, m.sum+x, m.squares+x*x }

func (m moments) mean() float64 { return m.sum / m.n }

func (m moments) variance() float64 { return math.Max(0, m.squares/m.n-m.mean()*m.mean()) }

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range min(len(a), len(b)) {
		ab, aa, bb = ab+float64(a[i])*float64(b[i]), aa+float64(a[i])*float64(a[i]), bb+float64(b[i])*float64(b[i])
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
