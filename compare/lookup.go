package compare

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"onrecord/store"
)

// Threshold is the confidence below which an answer is "not found". It serves
// precision: a wrong link harms a person.
const Threshold = 0.7

// MaxWords is the longest quote that is looked up, in words.
const MaxWords = 4000

// The errors of a look-up.
var (
	// ErrEmptyQuote: there is no word in the quote.
	ErrEmptyQuote = errors.New("the quote is empty: give at least one word")
	// ErrQuoteTooLong: the quote has more than MaxWords words.
	ErrQuoteTooLong = fmt.Errorf("the quote is too long: give at most %d words of it", MaxWords)
)

// maxQuoteBytes refuses a quote before it is folded.
const maxQuoteBytes = 64 * MaxWords

// Query is a quote to look up and what is known about it.
type Query struct {
	Quote string
	// Lang is the quote's language, guessed where empty.
	Lang string
	// Speaker is a name or @handle, Handle an account.
	Speaker, Handle string
	// Before is when the quote was published; posts after it are not meant.
	Before store.Moment
	// AsOf is like Before, but only warns: an article's own date.
	AsOf store.Moment
	// Limit bounds the candidates that are listed, 5 when 0.
	Limit int
	// Prefer are posts that the same article embeds; they win ties.
	Prefer []store.DocumentID
	// Tongues is what is at hand to look among posts of other languages.
	Tongues Tongues
	// Parallel asks as well for posts that say the same in other languages.
	Parallel bool
	// Supported is a post that the same article quotes elsewhere for certain: a
	// possible translation of it is one.
	Supported store.DocumentID
}

// Answer is what was found.
type Answer struct {
	Lang       string
	Verdict    store.Verdict
	Confidence float64
	// Match is nil where nothing was found.
	Match *Found
	// Candidates are the best posts, the match first where there is one.
	Candidates []store.Candidate
	// Same are other posts that say the same words as well, the earliest first.
	Same []store.DocumentID
	// Spliced is a second post that the rest of the quote is from.
	Spliced store.DocumentID
}

// Found is the match with its post.
type Found struct {
	store.Match
	Doc     store.Document
	Version store.Version
}

// Lookup finds the post and version that a quote comes from, or says that it
// was not found. Its errors are ErrEmptyQuote, ErrQuoteTooLong and the finder's.
func Lookup(ctx context.Context, f Finder, q Query) (Answer, error) {
	if len(q.Quote) > maxQuoteBytes {
		return Answer{}, ErrQuoteTooLong
	}
	folded := Fold(q.Quote)
	if err := checkQuote(folded); err != nil {
		return Answer{}, err
	}
	ans := Answer{Lang: q.Lang, Verdict: store.NotFound}
	ask := askFor(folded)
	find, err := newSearch(ctx, f, store.PostSpace, ask.terms)
	if err != nil {
		return ans, fmt.Errorf("look up: %w", err)
	}
	hits, err := find.hits(ctx, alignedMost)
	if err != nil {
		return ans, fmt.Errorf("look up: %w", err)
	}
	found, err := candidates(ctx, f, hits, filter{before: cutoff(q.Before)})
	if err != nil {
		return ans, fmt.Errorf("look up: %w", err)
	}
	weight, bits := weights(folded, ask, find)
	m := matcher{q: q, folded: folded, weight: weight, bits: bits}
	posts := m.rank(found)
	if ans, err = m.answer(ctx, f, ans, posts); err != nil {
		return ans, err
	}
	switch {
	case ans.Lang != "":
	case ans.Match != nil && ans.Match.Version.Lang != "":
		ans.Lang = ans.Match.Version.Lang
	default:
		ans.Lang = Language(q.Quote)
	}
	if ans.Match == nil {
		if ans, err = m.abroad(ctx, f, ans, posts); err != nil {
			return ans, err
		}
	}
	if !q.Parallel || ans.Match == nil {
		return ans, nil
	}
	also, err := parallel(ctx, f, q.Tongues, ans.Match)
	if err != nil {
		return ans, fmt.Errorf("look up: %w", err)
	}
	for _, id := range also {
		if !slices.Contains(ans.Same, id) {
			ans.Same = append(ans.Same, id)
		}
	}
	return ans, nil
}

func checkQuote(q Folded) error {
	words := 0
	for _, t := range q.Tokens {
		if t.Kind == Word {
			words++
		}
	}
	switch {
	case words == 0:
		return ErrEmptyQuote
	case words > MaxWords:
		return ErrQuoteTooLong
	}
	return nil
}

// cutoff is the end of the day where only the day is known.
func cutoff(m store.Moment) time.Time {
	if !m.IsZero() && m.Precision == store.PrecisionDay {
		return m.Time.AddDate(0, 0, 1)
	}
	return m.Time
}

// matcher judges candidates for one quote.
type matcher struct {
	q            Query
	folded       Folded
	weight, bits []float64
}

// scored is one version with its judgement.
type scored struct {
	store.Indexed
	al         Alignment
	j          judgement
	post       Folded
	confidence float64
	// moved says that a stretch of the quote stands elsewhere in the post.
	moved bool
}

// rank judges the candidates, the best version of each post, best post first.
func (m matcher) rank(found []store.Indexed) []scored {
	all := make([]scored, len(found))
	for i, c := range found {
		all[i] = m.score(c)
	}
	return m.byPost(all)
}

func (m matcher) answer(ctx context.Context, f Finder, ans Answer, posts []scored) (Answer, error) {
	limit := m.q.Limit
	if limit == 0 {
		limit = 5
	}
	for _, s := range posts[:min(len(posts), limit)] {
		if s.confidence >= 0.005 {
			ans.Candidates = append(ans.Candidates, store.Candidate{
				Document: s.Document.ID, VersionID: s.Version.ID, VersionSeq: s.Version.Seq, Verdict: s.j.verdict, Confidence: round(s.confidence),
			})
		}
	}
	if len(posts) == 0 {
		return ans, nil
	}
	if ans.Confidence = round(posts[0].confidence); posts[0].confidence < Threshold || posts[0].j.matched < 0.9*(posts[0].j.matched+posts[0].j.missing) {
		if first, second := m.spliced(posts); first != nil {
			ans.Spliced = second.Document.ID
			ans, err := m.foundIn(ctx, f, ans, *first)
			if ans.Match != nil {
				ans.Match.Warnings = append(ans.Match.Warnings, warnSpliced)
			}
			return ans, err
		}
	}
	if posts[0].confidence < Threshold {
		return ans, nil
	}
	posts = earliestFirst(posts)
	for _, s := range posts[1:] {
		if sameWords(posts[0], s) {
			ans.Same = append(ans.Same, s.Document.ID)
		}
	}
	return m.foundIn(ctx, f, ans, posts[0])
}

// foundIn makes a post's version the answer.
func (m matcher) foundIn(ctx context.Context, f Finder, ans Answer, top scored) (Answer, error) {
	versions, err := f.Versions(ctx, top.Document.ID)
	if err != nil {
		return ans, fmt.Errorf("look up: %w", err)
	}
	if top.Document, err = f.Document(ctx, top.Document.ID); err != nil {
		return ans, fmt.Errorf("look up: %w", err)
	}
	ans.Match = m.found(top, versions)
	ans.Verdict, ans.Confidence = ans.Match.Verdict, ans.Match.Confidence
	return ans, nil
}

// score aligns the quote with one version.
func (m matcher) score(c store.Indexed) scored {
	s := scored{Indexed: c, post: Fold(c.Version.Text)}
	s.al = align(m.folded.Tokens, s.post.Tokens, m.weight)
	s.j = judge(m.folded, s.post, s.al, m.weight, m.bits)
	m.findMoved(&s)
	s.confidence = s.j.confidence(saidBy(m.q, c.Document.Author, c.Document.AuthorNames))
	for _, id := range m.q.Prefer {
		if id == c.Document.ID {
			s.confidence += (1 - s.confidence) * 0.5
		}
	}
	return s
}

// byPost keeps the best version of each post, best post first. Of versions that
// fit as well, the one in effect when the quote was published is meant, or the
// latest.
func (m matcher) byPost(all []scored) []scored {
	at := map[store.DocumentID]int{}
	var out []scored
	for _, s := range all {
		i, ok := at[s.Document.ID]
		switch {
		case !ok:
			at[s.Document.ID] = len(out)
			out = append(out, s)
		case m.better(s, out[i]):
			out[i] = s
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].confidence > out[b].confidence })
	return out
}

func (m matcher) better(a, b scored) bool {
	if d := a.al.Score - b.al.Score; d > 1e-9 || d < -1e-9 {
		return d > 0
	}
	when := cutoff(m.q.Before)
	if when.IsZero() {
		when = cutoff(m.q.AsOf)
	}
	if !when.IsZero() && a.Version.ValidFrom.After(when) != b.Version.ValidFrom.After(when) {
		return !a.Version.ValidFrom.After(when)
	}
	return a.Version.Seq > b.Version.Seq
}

// earliestFirst puts the earliest of the posts that say the same words first.
func earliestFirst(posts []scored) []scored {
	n := 1
	for n < len(posts) && sameWords(posts[0], posts[n]) && posts[0].confidence-posts[n].confidence < 0.05 {
		n++
	}
	sort.SliceStable(posts[:n], func(a, b int) bool {
		x, y := posts[a].Document.PublishedAt.Time, posts[b].Document.PublishedAt.Time
		return !x.IsZero() && (y.IsZero() || x.Before(y))
	})
	return posts
}

// sameWords reports whether two posts give a quote's words equally well.
func sameWords(a, b scored) bool {
	d := a.al.Score - b.al.Score
	return b.confidence >= Threshold && a.j.verdict == b.j.verdict && d < 1e-6 && d > -1e-6
}

func (m matcher) found(s scored, versions []store.Version) *Found {
	for _, v := range versions {
		if v.ID == s.Version.ID {
			s.Version = v
		}
	}
	explain(m.folded, s.post, &s.al)
	return &Found{
		Match: store.Match{
			Document: s.Document.ID, VersionID: s.Version.ID, VersionSeq: s.Version.Seq, Verdict: s.j.verdict,
			Confidence: round(s.confidence), Span: s.al.Span, Edits: s.al.Edits, Via: "original",
			Warnings: m.warnings(s, versions),
		},
		Doc: s.Document, Version: s.Version,
	}
}

func round(c float64) float64 { return float64(int(c*1000+0.5)) / 1000 }
