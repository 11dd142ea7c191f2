// Package cross looks for quotes among the posts of other languages: it puts both
// into one language and compares them there.
package cross

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"
	"unicode"

	"onrecord/compare/index"
	"onrecord/compare/lang"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// CrossFinder is what matching across languages needs of an archive beside index.Finder.
type CrossFinder interface {
	index.Finder
	store.Authored
	RenditionsOf(ctx context.Context, versionIDs []int64) ([]store.Rendition, error)
}

// Bounds on the search across languages.
const (
	crossHits  = 60  // versions by what their renditions share with the quote
	crossNames = 20  // by the names and numbers that they share
	crossPosts = 300 // of the speaker
	crossTerms = 60
	crossReach = 400 * 24 * time.Hour // before the quote, that a speaker's posts are read
	// leastTokens is the shortest quote that is linked across languages.
	leastTokens = 9
)

// Threshold is the confidence from which a match is linked, Possible from which it
// is listed.
const (
	Threshold = 0.75
	Possible  = 0.15
)

// crossing looks for one quote among the posts of other languages.
type crossing struct {
	f        CrossFinder
	t        Translators
	q        match.Quote
	lang     string
	readings []quoteReading
	idf      map[string]float64
}

// quoteReading is the quote as words of the pivot with their weights.
type quoteReading struct {
	reading
	weight []float64
}

// Found is a version with how it fits.
type Found struct {
	store.Indexed
	fit     fit
	speaker quote.Agreement
	lang    string
	// margin is how far the fit is above that of other authors' posts, gap above
	// the next post's, whosever it is.
	margin, gap float64
	days        float64 // from the post to the quote; negative when not known
	Confidence  float64
	// words are the quote's; reached says that its language reaches the pivot.
	words   int
	reached bool
}

// Find gives the posts in other languages that a quote may translate, the best
// first. The zero language, and an archive that cannot be searched so, give none.
func Find(ctx context.Context, f index.Finder, t Translators, q match.Quote, lang string) ([]Found, error) {
	cf, ok := f.(CrossFinder)
	if !ok || lang == "" {
		return nil, nil
	}
	c := &crossing{f: cf, t: t, q: q, lang: lang}
	if err := c.read(ctx); err != nil {
		return nil, err
	}
	found, err := c.candidates(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return c.rank(ctx, found)
}

// read puts the quote into the pivot in every way at hand.
func (c *crossing) read(ctx context.Context) error {
	v := store.Version{Content: store.Content{Text: c.q.Text, Lang: c.lang}}
	made, err := c.t.Render(ctx, v)
	if err != nil && ctx.Err() != nil {
		return err
	}
	all := readingsOf(v, made)
	if !slices.ContainsFunc(all, func(r reading) bool { return r.via == viaOriginal || r.via == viaLexicon }) {
		all = append(all, bareReading(c.q.Folded))
	}
	for _, r := range all {
		c.readings = append(c.readings, quoteReading{reading: r})
	}
	return nil
}

// bareReading has a text's words without any meaning: names, numbers and cognates
// still tell.
func bareReading(f text.Folded) reading { return glossReading(f, "") }

// candidates gathers versions: by their renditions, by names and numbers, and
// those of the speaker from before the quote.
func (c *crossing) candidates(ctx context.Context) ([]store.Indexed, error) {
	ids, err := c.byRenditions(ctx)
	if err != nil {
		return nil, err
	}
	more, err := c.byNames(ctx)
	if err != nil {
		return nil, err
	}
	all, err := c.f.Candidates(ctx, append(ids, more...))
	if err != nil {
		return nil, err
	}
	own, err := c.bySpeaker(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	before := index.Cutoff(c.q.Before)
	return slices.DeleteFunc(append(all, own...), func(x store.Indexed) bool {
		if seen[x.Version.ID] || !index.PostedBefore(x, before) {
			return true
		}
		seen[x.Version.ID] = true
		return false
	}), nil
}

// byRenditions asks the index of renditions, and learns how rare each stem is.
func (c *crossing) byRenditions(ctx context.Context) ([]int64, error) {
	var stems []string
	for _, r := range c.readings {
		for _, s := range r.slots {
			for _, stem := range s.stems {
				if !emptyStem[stem] && !slices.Contains(stems, stem) {
					stems = append(stems, stem)
				}
			}
		}
	}
	c.idf = make(map[string]float64, len(stems))
	terms := make([]store.Term, len(stems))
	for i, s := range stems {
		terms[i] = stemTerm(s)
	}
	find, err := index.NewSearch(ctx, c.f, store.RenditionSpace, terms)
	if err != nil {
		return nil, err
	}
	for i, s := range stems {
		c.idf[s] = math.Min(index.Rarity(find.Lists[i].Count, find.Total), text.Bits(s)+1)
	}
	find.Only(crossTerms)
	hits, err := find.Hits(ctx, crossHits)
	if err != nil {
		return nil, err
	}
	return refsOf(hits, crossHits), nil
}

func refsOf(hits []index.Hit, n int) []int64 {
	out := make([]int64, 0, n)
	for _, h := range hits[:min(len(hits), n)] {
		out = append(out, h.Ref)
	}
	return out
}

// byNames asks for the quote's names and numbers in the posts' own words.
func (c *crossing) byNames(ctx context.Context) ([]int64, error) {
	var terms []store.Term
	for i, t := range c.q.Folded.Tokens {
		if t.Kind == text.Word && (text.IsNumber(t.Key) && len(t.Key) > 1 || c.q.Folded.IsName(i)) {
			terms = append(terms, index.Word(t.Key))
		}
	}
	if len(terms) == 0 {
		return nil, nil
	}
	find, err := index.NewSearch(ctx, c.f, store.PostSpace, terms)
	if err != nil {
		return nil, err
	}
	hits, err := find.Hits(ctx, crossNames)
	return refsOf(hits, crossNames), err
}

// bySpeaker are the speaker's posts of the time before the quote.
func (c *crossing) bySpeaker(ctx context.Context) ([]store.Indexed, error) {
	if c.q.Speaker == (quote.Speaker{}) {
		return nil, nil
	}
	speakers, err := c.f.Speakers(ctx)
	if err != nil {
		return nil, err
	}
	to := c.when()
	var from time.Time
	if !to.IsZero() {
		from = to.Add(-crossReach)
	}
	var out []store.Indexed
	for _, s := range speakers {
		if len(out) >= crossPosts || c.q.SaidBy(s.Author, s.Names) != quote.Agrees {
			continue
		}
		posts, err := c.f.PostsOf(ctx, s.Key, from, to, crossPosts-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, posts...)
	}
	return out, nil
}

// when is the latest time that the post may be from, zero for any.
func (c *crossing) when() time.Time {
	at := c.q.Before
	if at.IsZero() {
		at = c.q.AsOf
	}
	if at.IsZero() {
		return time.Time{}
	}
	return index.Cutoff(at).Add(time.Minute)
}

// rank fits the quote on each version and judges by how far each is ahead of the
// posts of other authors.
func (c *crossing) rank(ctx context.Context, found []store.Indexed) ([]Found, error) {
	ids := make([]int64, len(found))
	for i, x := range found {
		ids[i] = x.Version.ID
	}
	renditions, err := c.f.RenditionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	made := map[int64][]store.Rendition{}
	for _, r := range renditions {
		made[r.VersionID] = append(made[r.VersionID], r)
	}
	c.weigh()
	out := make([]Found, 0, len(found))
	for _, x := range found {
		k := Found{Indexed: x, lang: lang.Of(x.Version.Lang, x.Version.Text), words: c.wordCount(), reached: c.t.Reaches(c.lang), speaker: c.q.SaidBy(x.Document.Author, x.Document.AuthorNames), days: -1}
		k.fit = c.fit(x.Version, made[x.Version.ID])
		if to := c.when(); !to.IsZero() && !x.Document.PublishedAt.IsZero() {
			k.days = math.Max(0, to.Sub(x.Document.PublishedAt.Time).Hours()/24)
		}
		out = append(out, k)
	}
	slices.SortStableFunc(out, func(a, b Found) int { return cmp.Compare(b.fit.score, a.fit.score) })
	for i := range out {
		out[i].margin = out[i].fit.score - rivals(out, out[i].Document.Author)
	}
	// Posts in the quote's own language only show what chance gives.
	out = slices.DeleteFunc(out, func(x Found) bool { return x.lang == "" || x.lang == c.lang })
	for i := range out {
		out[i].gap = out[i].fit.score - out[i].second(out)
		out[i].Confidence = out[i].judge(c)
	}
	slices.SortStableFunc(out, func(a, b Found) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out, nil
}

// rivals is the best fit of another author's post; with few posts there is
// less chance of one, so it is not taken for less than what chance gives.
func rivals(all []Found, author store.Author) float64 {
	const chance = 0.3
	for _, x := range all {
		if x.Document.Author.Handle != author.Handle || x.Document.Author.Name != author.Name {
			return math.Max(chance, x.fit.score)
		}
	}
	return chance
}

// second is the fit of the best other post that does not say the same.
func (x Found) second(all []Found) float64 {
	const chance = 0.25
	for _, y := range all {
		if y.Document.ID != x.Document.ID && !x.Twin(y) {
			return math.Max(chance, y.fit.score)
		}
	}
	return chance
}

// Twin reports whether two posts of one author say the same: in two languages at
// about one time, or mostly in the same words.
func (x Found) Twin(y Found) bool {
	if x.Document.Author.Handle != y.Document.Author.Handle || x.Document.Author.Name != y.Document.Author.Name {
		return false
	}
	if x.lang != y.lang {
		d := x.Document.PublishedAt.Time.Sub(y.Document.PublishedAt.Time)
		return !x.Document.PublishedAt.IsZero() && d.Abs() <= 36*time.Hour && math.Abs(x.fit.score-y.fit.score) < 0.15
	}
	in := map[string]bool{}
	for _, t := range text.Fold(x.Version.Text).Tokens {
		in[t.Key] = true
	}
	same, n := 0, 0
	for _, t := range text.Fold(y.Version.Text).Tokens {
		if t.Kind == text.Word {
			n++
			if in[t.Key] {
				same++
			}
		}
	}
	return 10*same > 7*n
}

// weigh gives each word of each reading its weight: how rare it is in the pivot.
func (c *crossing) weigh() {
	for i := range c.readings {
		r := &c.readings[i]
		r.weight = make([]float64, len(r.slots))
		for j, s := range r.slots {
			r.weight[j] = c.slotWeight(s)
		}
	}
}

func (c *crossing) slotWeight(s slot) float64 {
	total, n := 0.0, 0.0
	for _, stem := range s.stems {
		if !emptyStem[stem] {
			total, n = total+c.idf[stem], n+1
		}
	}
	switch {
	case n > 0:
		return total / n
	case len(s.stems) > 0: // a function word
		return 0
	case s.token >= 0 && (text.IsNumber(c.q.Folded.Tokens[s.token].Key) || c.q.Folded.IsName(s.token)):
		return math.Min(6, text.Bits(c.q.Folded.Tokens[s.token].Key))
	case s.token >= 0:
		return 0.3 * text.Bits(c.q.Folded.Tokens[s.token].Key)
	}
	return 0
}

// wordCount counts the quote's words.
func (c *crossing) wordCount() int {
	n := 0
	for _, t := range c.q.Folded.Tokens {
		if t.Kind == text.Word {
			n++
		}
	}
	if unspaced(c.q.Folded) {
		n /= 2
	}
	return n
}

func unspaced(f text.Folded) bool {
	n := 0
	for _, t := range f.Tokens {
		for _, r := range t.Key {
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				n++
			}
			break
		}
	}
	return 2*n > len(f.Tokens)
}

// Firm reports whether a match may be linked: long enough, and both languages
// reached.
func (x Found) Firm(t Translators) bool {
	return x.words >= leastTokens && t.Reaches(x.lang) && x.reached
}
