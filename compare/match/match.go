// Package match judges how faithful a quote is to a post: the alignment, the verdict,
// the confidence and the warnings.
package match

import (
	"slices"
	"sort"
	"time"

	"onrecord/compare/index"
	"onrecord/compare/lang"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
)

// Spliced is the warning that words of two posts were put together.
const Spliced = "spliced"

// Threshold is the confidence below which an answer is "not found". It serves
// precision: a wrong link harms a person.
const Threshold = 0.7

// scatteredMost is how sure a quote of scattered words can be.
const scatteredMost = 0.5

// Quote is what is to be matched and what is known about it.
type Quote struct {
	text.Folded
	quote.Speaker
	// Before is when the quote was published; posts after it are not meant.
	Before store.Moment
	// AsOf is like Before, but only warns: an article's own date.
	AsOf store.Moment
	// Asked is when the question is put, where neither is known: a post of these days is
	// likelier than an old one, which is as likely as any.
	Asked time.Time
	// Prefer are posts that the same article embeds; they win ties.
	Prefer []store.DocumentID
	// Named is who the same article names, nil where there is none.
	Named *quote.Named
}

// names reports whether the quote's article names a post's author somewhere, where it says
// not who said the quote.
func (q Quote) names(doc store.Document) bool {
	return q.Named != nil && q.Speaker == (quote.Speaker{}) && q.Named.Has(doc.Author, doc.AuthorNames)
}

// Matcher judges candidates for one quote.
type Matcher struct {
	quote        Quote
	weight, bits []float64
}

// New makes a matcher of a quote and how rare its words are, by their keys.
func New(q Quote, rare map[string]float64) Matcher {
	weight, bits := weights(q.Folded, rare)
	return Matcher{quote: q, weight: weight, bits: bits}
}

// Scored is one version with its judgement.
type Scored struct {
	store.Indexed
	// Confidence is between 0 and 1.
	Confidence float64
	// Speaker is how the named speaker fits the author.
	Speaker quote.Agreement
	// Named says that the article names the author, of whom it does not say that they said
	// the quote; Recent that the post is from the days before.
	Named, Recent bool
	al            alignment
	j             judgement
	post          text.Folded
	// moved says that a stretch of the quote stands elsewhere in the post.
	moved bool
}

// Verdict says how faithful the quote is to the version.
func (s Scored) Verdict() store.Verdict { return s.j.verdict }

// Missing is the share of the quote, by weight, that the version does not have.
func (s Scored) Missing() float64 {
	if s.j.matched+s.j.missing == 0 {
		return 0
	}
	return s.j.missing / (s.j.matched + s.j.missing)
}

// Rank judges candidates and gives the best version of each post, best post first.
func (m Matcher) Rank(found []store.Indexed) []Scored {
	all := make([]Scored, len(found))
	for i, c := range found {
		all[i] = m.score(c)
	}
	return m.byPost(all)
}

// score aligns the quote with one version.
func (m Matcher) score(c store.Indexed) Scored { return m.scoreFolded(c, text.Fold(c.Version.Text)) }

// scoreFolded is score where the version's text is folded already.
func (m Matcher) scoreFolded(c store.Indexed, post text.Folded) Scored {
	s := Scored{Indexed: c, post: post}
	s.al = align(m.quote.Tokens, s.post.Tokens, m.weight)
	s.al.Steps = inSentence(m.quote.Folded, s.post, s.al.Steps)
	s.j = judge(m.quote.Folded, s.post, s.al, m.weight, m.bits)
	scattered := s.j.scattered(m.quote.Tokens)
	m.findMoved(&s)
	s.Speaker = m.quote.SaidBy(c.Document.Author, c.Document.AuthorNames)
	s.Named, s.Recent = m.quote.names(c.Document), m.recent(c.Document)
	s.Confidence = s.j.confidence(s.Speaker, s.Recent)
	if !s.moved {
		s.Confidence = s.j.edged(s.Confidence, s.Speaker)
	}
	if m.ownWords(s) {
		s.Confidence = min(s.Confidence, edgeNobody)
	}
	if scattered && !s.moved && s.j.missing > 0 {
		s.Confidence = min(s.Confidence, scatteredMost)
	}
	for _, id := range m.quote.Prefer {
		if id == c.Document.ID {
			s.Confidence += (1 - s.Confidence) * 0.5
		}
	}
	return s
}

// newsDays is for how long after a post most of its quotes are published.
const newsDays = 7

// recent reports whether a post is from the days before the quote.
func (m Matcher) recent(doc store.Document) bool {
	at := index.Cutoff(m.quote.Before)
	if at.IsZero() {
		at = index.Cutoff(m.quote.AsOf)
	}
	if at.IsZero() {
		at = m.quote.Asked
	}
	age := at.Sub(doc.PublishedAt.Time)
	return !at.IsZero() && !doc.PublishedAt.IsZero() && age >= -36*time.Hour && age <= newsDays*24*time.Hour
}

// byPost keeps the best version of each post, best post first. Of versions that
// fit as well, the one in effect when the quote was published is meant, or the
// latest.
func (m Matcher) byPost(all []Scored) []Scored {
	at := map[store.DocumentID]int{}
	var out []Scored
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
	sort.SliceStable(out, func(a, b int) bool { return out[a].Confidence > out[b].Confidence })
	if i := slices.IndexFunc(out, func(s Scored) bool { return s.outranks(out[0]) }); i > 0 {
		top := out[i]
		copy(out[1:], out[:i])
		out[0] = top
	}
	return out
}

// outranks reports whether a post that has the words as they are goes before the one that
// seemed the best, though its author is not the speaker who is named: of the other's author
// no more is known than that the names cannot be compared, and it has other words.
func (s Scored) outranks(o Scored) bool {
	return o.j.verdict != store.Verbatim && o.Speaker == quote.Unknown && s.j.verdict == store.Verbatim && s.Speaker == quote.Differs && s.Confidence >= Threshold
}

func (m Matcher) better(a, b Scored) bool {
	if d := a.al.Score - b.al.Score; d > 1e-9 || d < -1e-9 {
		return d > 0
	}
	when := index.Cutoff(m.quote.Before)
	if when.IsZero() {
		when = index.Cutoff(m.quote.AsOf)
	}
	if !when.IsZero() && a.Version.ValidFrom.After(when) != b.Version.ValidFrom.After(when) {
		return !a.Version.ValidFrom.After(when)
	}
	return a.Version.Seq > b.Version.Seq
}

// EarliestFirst puts the earliest of the posts that say the same words first.
func EarliestFirst(posts []Scored) []Scored {
	n := 1
	for n < len(posts) && SameWords(posts[0], posts[n]) && posts[0].Confidence-posts[n].Confidence < 0.05 {
		n++
	}
	sort.SliceStable(posts[:n], func(a, b int) bool {
		x, y := posts[a].Document.PublishedAt.Time, posts[b].Document.PublishedAt.Time
		return !x.IsZero() && (y.IsZero() || x.Before(y))
	})
	return posts
}

// SameWords reports whether two posts give a quote's words equally well.
func SameWords(a, b Scored) bool {
	d := a.al.Score - b.al.Score
	return b.Confidence >= Threshold && a.j.verdict == b.j.verdict && d < 1e-6 && d > -1e-6
}

// Match explains a version that was scored: the edits, the span and the warnings.
// versions are all of its post's, in order.
func (m Matcher) Match(s Scored, versions []store.Version) store.Match {
	for _, v := range versions {
		if v.ID == s.Version.ID {
			s.Version = v
		}
	}
	s.al.Steps = respell(m.quote.Folded, s.post, s.al.Steps, lang.Of(s.Version.Lang, s.Version.Text))
	explain(m.quote.Folded, s.post, &s.al)
	c := m.newCheck(s, versions)
	if (len(c.values.kinds) > 0 || c.values.rewritten || len(c.signs) > 0 || len(c.accents) > 0) && s.j.verdict != store.Altered { // by a mark or a sign that is no word: €, <, 👎
		s.j.verdict = store.Altered
	}
	names := c.warnings()
	out := store.Match{
		Document: s.Document.ID, VersionID: s.Version.ID, VersionSeq: s.Version.Seq, Verdict: s.j.verdict,
		Confidence: Round(s.Confidence), Span: c.spanned(s.al.Span), Edits: s.al.Edits, Via: "original",
		Warnings: names, Details: c.details(names),
	}
	out.Severity = Severity(out)
	return out
}

// Round gives a confidence with three decimals.
func Round(c float64) float64 { return float64(int(c*1000+0.5)) / 1000 }

// Embedded aligns an embedded text with the version that it fits best. An embed
// without a text of its own shows whatever the post says: verbatim.
func Embedded(q Quote, doc store.Document, versions []store.Version) store.Match {
	weight := make([]float64, len(q.Tokens))
	for i := range weight {
		weight[i] = 1
	}
	m := Matcher{quote: q, weight: weight, bits: weight}
	var best Scored
	for i := len(versions) - 1; i >= 0; i-- {
		s := m.score(store.Indexed{Version: versions[i], Document: doc})
		if i == len(versions)-1 || s.al.Score > best.al.Score+1e-9 {
			best = s
		}
	}
	match := m.Match(best, versions)
	match.Via, match.Confidence = "embed", 1
	if len(q.Tokens) == 0 {
		match.Verdict, match.Span = store.Verbatim, [2]int{0, len(best.post.Runes)}
		match.Severity = Severity(match)
	}
	return match
}
