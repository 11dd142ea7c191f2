// Package cross looks for quotes among the posts of other languages. Quote and post
// are read as concepts of the program's own lexicon, so that this works wherever the
// program runs; package fit measures how well they agree.
package cross

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"
	"unicode"

	"onrecord/compare/cross/fit"
	"onrecord/compare/index"
	"onrecord/compare/lang"
	"onrecord/compare/match"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// Finder is what matching across languages needs of an archive.
type Finder interface {
	index.Finder
	store.Authored
	RenditionsOf(ctx context.Context, versionIDs []int64) ([]store.Rendition, error)
	Pictured(ctx context.Context, ids []int64) ([]store.Pictured, error)
}

// Threshold is the confidence from which a match is linked, Possible from which it is listed.
const (
	Threshold = 0.55
	Possible  = 0.15
)

// Bounds on a speaker's posts.
const (
	speakerPosts    = 300                  // read
	speakerMeasured = 50                   // measured
	speakerReach    = 400 * 24 * time.Hour // before the quote
)

// crossing looks for one quote among the posts of other languages.
type crossing struct {
	f     Finder
	q     match.Quote
	quote *fit.Reading
	// rendered says that engines have rendered posts.
	rendered bool
}

// Found is a version with how it fits.
type Found struct {
	store.Indexed
	Confidence float64
	// unasked is the confidence of a post of the named speaker as if nobody were named,
	// where it is not known when the quote was said.
	unasked  float64
	evidence fit.Evidence
	score    float64
	post     *fit.Reading
	quote    *fit.Reading
}

// Score is what posts are put in order by.
func (x Found) Score() float64 { return x.score }

// Find gives the posts in other languages that a quote may translate, the best
// first. The empty language gives none.
func Find(ctx context.Context, f Finder, t Translators, q match.Quote, language string) ([]Found, error) {
	if language == "" {
		return nil, nil
	}
	c := &crossing{f: f, q: q, quote: fit.Read(language, q.Folded), rendered: len(t.Engines) > 0}
	if c.quote.Words() == 0 {
		return nil, nil
	}
	found, err := c.candidates(ctx)
	if err != nil {
		return nil, err
	}
	ranked := c.rank(found)
	return ranked, c.help(ctx, t, ranked)
}

// candidates gathers versions: those that share most with the quote, and those of
// the speaker from before the quote.
func (c *crossing) candidates(ctx context.Context) ([]store.Indexed, error) {
	own, err := c.bySpeaker(ctx)
	if err != nil {
		return nil, err
	}
	b, err := c.count(ctx, store.PostSpace, own)
	defer b.clear()
	if err != nil {
		return nil, err
	}
	ids := b.worthMeasuring()
	if c.rendered {
		made, err := c.count(ctx, store.RenditionSpace, nil)
		defer made.clear()
		if err != nil {
			return nil, err
		}
		ids = append(ids, made.best(renderedMost)...)
	}
	all, err := c.f.Candidates(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(own, func(x, y store.Indexed) int { return cmp.Compare(b.of(y.Version.ID), b.of(x.Version.ID)) })
	seen := map[int64]bool{}
	before := index.Cutoff(c.q.Before)
	return slices.DeleteFunc(append(all, own[:min(len(own), speakerMeasured)]...), func(x store.Indexed) bool {
		if seen[x.Version.ID] || !index.PostedBefore(x, before) {
			return true
		}
		seen[x.Version.ID] = true
		return false
	}), nil
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
		from = to.Add(-speakerReach)
	}
	var out []store.Indexed
	for _, s := range speakers {
		if len(out) >= speakerPosts || c.q.SaidBy(s.Author, s.Names) != quote.Agrees {
			continue
		}
		posts, err := c.f.PostsOf(ctx, s.Key, from, to, speakerPosts-len(out))
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

// rank measures the quote on each version and judges by how far each is ahead of
// the others. Posts in the quote's own language are not looked at.
func (c *crossing) rank(found []store.Indexed) []Found {
	out := make([]Found, 0, len(found))
	for _, x := range found {
		language := lang.Of(x.Version.Lang, x.Version.Text)
		if language == "" || language == c.quote.Lang {
			continue
		}
		// Of a post that was erased nothing is left to be like the quote.
		if k := c.measure(x, language); k.post.Words() > 0 && !k.sameLanguage() {
			out = append(out, k)
		}
	}
	unnamed(out)
	out = agreed(surest(slices.Clone(out)), out)
	slices.SortStableFunc(out, func(a, b Found) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out
}

// surest puts posts in order, the first version of each alone, and says how sure each is
// by how far it is ahead of the others.
func surest(all []Found) []Found {
	slices.SortStableFunc(all, func(a, b Found) int { return cmp.Compare(b.score, a.score) })
	all = onePerPost(all)
	for i := range all {
		all[i].Confidence = all[i].evidence.Confidence(all[i].rivals(all))
	}
	return all
}

// agreed raises the named speaker's posts to what they would be if nobody were named, where
// no date tells for or against them: a speaker who agrees takes nothing away from the words.
// all are the posts before they were judged; it is changed.
func agreed(out, all []Found) []Found {
	undated := func(x Found) bool { return x.evidence.Speaker == fit.Agrees && x.evidence.Days < 0 }
	if !slices.ContainsFunc(out, undated) {
		return out
	}
	for i := range all {
		e := &all[i].evidence
		e.Named, e.Speaker = false, fit.Unnamed
		all[i].score = e.Score()
	}
	unasked := map[int64]float64{}
	for _, x := range surest(all) {
		unasked[x.Version.ID] = x.Confidence
	}
	for i := range out {
		if x := &out[i]; undated(*x) {
			x.unasked = unasked[x.Version.ID]
			x.Confidence = max(x.Confidence, x.unasked)
		}
	}
	return out
}

// unnamed judges posts whose author's name cannot be compared with the speaker's as where
// nobody is named, unless a post is the speaker's.
func unnamed(all []Found) {
	if slices.ContainsFunc(all, func(x Found) bool { return x.evidence.Speaker == fit.Agrees }) {
		return
	}
	for i := range all {
		if e := &all[i].evidence; e.Speaker == fit.Unnamed && e.Named {
			e.Named = false
			all[i].score = e.Score()
		}
	}
}

// measure measures the quote on a version in another language.
func (c *crossing) measure(x store.Indexed, language string) Found {
	k := Found{Indexed: x, quote: c.quote, post: fit.Read(language, text.Fold(x.Version.Text))}
	k.evidence = fit.Evidence{Fit: fit.Measure(c.quote, k.post), Named: c.q.Speaker != (quote.Speaker{}), Days: -1}
	switch c.q.SaidBy(x.Document.Author, x.Document.AuthorNames) {
	case quote.Agrees:
		k.evidence.Speaker = fit.Agrees
	case quote.Differs:
		k.evidence.Speaker = fit.Differs
	case quote.Unknown:
	}
	k.evidence.Days = c.daysFrom(x)
	k.score = k.evidence.Score()
	return k
}

// fresh is for how many days a post's time speaks for it, where a quote's is only that of
// the question.
const fresh = 30

// daysFrom are those from a post to the quote, negative where not known.
func (c *crossing) daysFrom(x store.Indexed) float64 {
	to, posted := c.when(), x.Document.PublishedAt
	if to.IsZero() {
		to = c.q.Asked
	}
	if to.IsZero() || posted.IsZero() {
		return -1
	}
	days := math.Max(0, to.Sub(posted.Time).Hours()/24)
	if c.when().IsZero() && days > fresh {
		return -1
	}
	return days
}

// near are languages in which whole sentences are spelled alike, with a letter for each
// family.
var near = map[string]byte{
	"cs": 'c', "sk": 'c', "da": 'n', "no": 'n', "nb": 'n', "nn": 'n', "sv": 'n', "hr": 's', "sr": 's', "bs": 's', "sl": 's', "mk": 's', "bg": 's',
	"ru": 'r', "uk": 'r', "be": 'r', "es": 'i', "pt": 'i', "gl": 'i', "ca": 'i', "it": 'i', "id": 'm', "ms": 'm', "nl": 'd', "af": 'd',
}

// sameLanguage reports whether the quote is in the post's language after all: the language
// of few words is easily guessed wrong, but no translation has most of them as the post does.
func (x Found) sameLanguage() bool {
	if f := near[x.quote.Lang]; f != 0 && f == near[x.post.Lang] {
		return false
	}
	same, n := sharedWords(x.post.Folded, x.quote.Folded, func(t text.Token) bool {
		return unicode.IsLower(x.quote.Folded.Runes[t.From]) // names are alike everywhere
	})
	return n >= 4 && 10*same >= 7*n
}

// onePerPost keeps the first version of each post.
func onePerPost(all []Found) []Found {
	seen := map[store.DocumentID]bool{}
	return slices.DeleteFunc(all, func(x Found) bool {
		gone := seen[x.Document.ID]
		seen[x.Document.ID] = true
		return gone
	})
}

// rivalsMost is how many of the best posts are compared with a post.
const rivalsMost = 8

// rivals are the best other posts that do not say the same; all is in order of
// score.
func (x Found) rivals(all []Found) []fit.Rival {
	var out []fit.Rival
	others := 0
	for _, y := range all {
		if len(out) >= rivalsMost && others > 0 {
			break
		}
		if y.Document.ID == x.Document.ID || len(out) < rivalsMost && x.Twin(y) {
			continue
		}
		same := sameAuthor(x, y)
		if len(out) < rivalsMost || !same && others == 0 {
			out = append(out, fit.Rival{Score: y.score, LLR: y.evidence.LLR, SameAuthor: same})
		}
		if !same {
			others++
		}
	}
	return out
}

func sameAuthor(x, y Found) bool {
	return x.Document.Author.Handle == y.Document.Author.Handle && x.Document.Author.Name == y.Document.Author.Name
}

// parallelReach is how far apart the posts are in which an author says one thing
// in several languages.
const parallelReach = 36 * time.Hour

// Twin reports whether two posts of one author say the same: in two languages at
// about one time, or mostly in the same words.
func (x Found) Twin(y Found) bool {
	if !sameAuthor(x, y) {
		return false
	}
	if x.post.Lang == y.post.Lang {
		return sameWords(x.post.Folded, y.post.Folded)
	}
	d := x.Document.PublishedAt.Time.Sub(y.Document.PublishedAt.Time)
	return !x.Document.PublishedAt.IsZero() && d.Abs() <= parallelReach && renders(x.post, y.post)
}

// renders reports whether most of the shorter of two texts is in the other.
func renders(a, b *fit.Reading) bool {
	if a.Words() > b.Words() {
		a, b = b, a
	}
	f := fit.Measure(a, b)
	return f.Hits >= 3 && f.Cover >= 0.5 && f.LLR >= 0.6*f.Expected
}

func sameWords(a, b text.Folded) bool {
	same, n := sharedWords(a, b, func(text.Token) bool { return true })
	return 10*same > 7*n
}

// sharedWords counts the words of b that are to be counted, and those of them that a has.
func sharedWords(a, b text.Folded, counts func(text.Token) bool) (same, n int) {
	in := map[string]bool{}
	for _, t := range a.Tokens {
		in[t.Key] = true
	}
	for _, t := range b.Tokens {
		if t.Kind == text.Word && counts(t) {
			n++
			if in[t.Key] {
				same++
			}
		}
	}
	return same, n
}

// alone is how many words that tell something a quote must have for a link without its
// speaker, where not every one is the post's: whoever speaks of a matter has two or three
// of them in one sentence.
const alone = 4

// oneWord is the confidence from which a quote is linked, to a post of its speaker, for one
// word of it that tells something.
const oneWord = 0.9

// twoWords is the confidence from which a quote is linked, without its speaker, for two
// words of the post.
const twoWords = 0.7

// firmUnnamed reports whether a match of this confidence may be linked whoever said it.
func firmUnnamed(e fit.Evidence, p float64) bool {
	return p >= Threshold && (e.Bearers >= alone-1 || p >= twoWords && e.Bearers == 2 && e.Slots >= alone)
}

// oneBearer is the confidence from which a quote of more than two words that tell something may be
// of a post that has but one of them.
const oneBearer = 0.4

// bothSides is how much of the quote and of the stretch of its speaker's post must be in each
// other, their two shares together: in what somebody says again and otherwise of a matter a few
// words stand far apart, and what lies between them is not in the quote.
const bothSides = 0.85

// IsPossible reports whether a post may be what a quote translates: sure enough, and not by one word
// of a sentence alone, unless the speaker is its author.
func (x Found) IsPossible() bool {
	e := x.evidence
	return x.Confidence >= Possible && (e.Speaker == fit.Agrees || e.Bearers > 1 || e.Slots <= 2 || x.Confidence >= oneBearer)
}

// Firm reports whether a match may be linked: one that is sure enough, and stands on more
// than one word of the post, or on one of the named speaker's that is half of the quote.
// A speaker's quote of which the post has less than half, and not a number that it gives,
// is of another post.
func (x Found) Firm() bool {
	e := x.evidence
	if e.Speaker != fit.Agrees {
		return firmUnnamed(e, x.Confidence)
	}
	if firmUnnamed(e, x.unasked) {
		return true
	}
	if e.Numbers > e.NumberHits && e.Cover < 0.5 || e.Cover+e.Back < bothSides {
		return false
	}
	if e.Bearers == 1 && e.Slots != 2 {
		return x.Confidence >= oneWord
	}
	return x.Confidence >= Threshold && e.Bearers > 0
}
