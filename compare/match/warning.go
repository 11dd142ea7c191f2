package match

import (
	"strings"
	"time"
	"unicode"

	"onrecord/compare/text"
	"onrecord/store"
)

// The warnings, by their names.
const (
	warnNegation   = "negation"
	warnNumber     = "number"
	warnDate       = "date"
	warnUnit       = "unit"
	warnName       = "name"
	warnModal      = "modal"
	warnOrder      = "order"
	WarnSpliced    = "spliced"
	warnEditedAway = "edited-away"
	WarnOlder      = "older-than-post"
)

var warningTexts = map[string]string{
	warnNegation:   "A negation was dropped, added or cut off.",
	warnNumber:     "A number or an amount differs.",
	warnDate:       "A date differs.",
	warnUnit:       "A unit differs.",
	warnName:       "A name or party was changed.",
	warnModal:      "Certainty changed (may/must/will).",
	warnOrder:      "The order of words or sentences differs.",
	WarnSpliced:    "Words of two posts were put together.",
	warnEditedAway: "Quoted from a version later edited.",
	WarnOlder:      "The article is dated before the post.",
}

// WarningText says in plain words what a warning means; the name itself where it
// is none of ours.
func WarningText(name string) string {
	if t := warningTexts[name]; t != "" {
		return t
	}
	return name
}

// warnings are what a fact-checker should be told beside the verdict, in a fixed
// order and without repeats.
func (m Matcher) warnings(s Scored, versions []store.Version) []string {
	var out []string
	add := func(is bool, name string) {
		if is {
			out = append(out, name)
		}
	}
	c := m.changed(s)
	add(c.differ(negationOf) || c.anyPair(negatedBy) || negationCutOff(s), warnNegation)
	add(c.differ(amountOf), warnNumber)
	add(c.differ(dateOf), warnDate)
	add(c.differ(unitOf), warnUnit)
	add(c.names() || c.differ(personOf) && len(c.pairs) > 0, warnName)
	add(c.differ(modalOf) || c.anyPair(conditionalShift), warnModal)
	add(s.moved || reordered(c.q, c.p), warnOrder)
	add(editedAway(s, versions), warnEditedAway)
	add(OlderThanPost(m.quote, s.Document), WarnOlder)
	return out
}

// changes are the words that only one side has.
type changes struct {
	q, p []text.Token
	// pairs are words that stand in each other's place.
	pairs       []wordPair
	quote, post text.Folded
}

// wordPair is a quote's word and the post's in its place, by their tokens' numbers.
type wordPair struct{ q, p int }

// changed gathers what differs. Whole sentences that are left out, announced or
// not, change nothing in those that are quoted.
func (m Matcher) changed(s Scored) changes {
	c := changes{quote: m.quote.Folded, post: s.post}
	for _, st := range omissions(m.quote.Folded, s.al.Steps) {
		if st.op == opEqual || st.op == opJoin || outOfSight(s, st) {
			continue
		}
		for _, t := range m.quote.Folded.Tokens[st.q0:st.q1] {
			if t.Kind == text.Word && !t.Bracketed {
				c.q = append(c.q, t)
			}
		}
		for _, t := range s.post.Tokens[st.p0:st.p1] {
			if t.Kind == text.Word {
				c.p = append(c.p, t)
			}
		}
		if st.op == opReplace {
			c.pairs = append(c.pairs, wordPair{st.q0, st.p0})
		}
	}
	return c
}

// omissions makes one step of neighbouring ones that leave words of the post out,
// whatever ellipsis stands between them.
func omissions(q text.Folded, steps []step) []step {
	out := make([]step, 0, len(steps))
	for _, st := range steps {
		n := len(out)
		switch {
		case st.op == opInsert && text.CountWords(q.Tokens[st.q0:st.q1]) == 0 && n > 0 && leavesOut(out[n-1]):
			out[n-1].q1 = st.q1
		case leavesOut(st) && n > 0 && leavesOut(out[n-1]) && out[n-1].p1 == st.p0:
			out[n-1].p1, out[n-1].q1 = st.p1, st.q1
		default:
			out = append(out, st)
		}
	}
	return out
}

func leavesOut(st step) bool { return st.op == opDelete || st.op == opSkip }

// outOfSight reports whether a step leaves out a whole sentence or more.
func outOfSight(s Scored, st step) bool {
	if !leavesOut(st) {
		return false
	}
	from, to := s.post.Tokens[st.p0].From, s.post.Tokens[st.p1-1].To
	return text.CountWords(s.post.Tokens[st.p0:st.p1]) > 3 && strings.ContainsAny(s.post.Slice(from, min(to+2, len(s.post.Runes))), ".!?\n…。")
}

// differ reports whether the two sides differ in words of a kind, by what kind
// makes of each; an empty string is none of it.
func (c changes) differ(kind func(text.Token) string) bool {
	n := map[string]int{}
	for _, t := range c.q {
		n[kind(t)]++
	}
	for _, t := range c.p {
		n[kind(t)]--
	}
	for k, d := range n {
		if k != "" && d != 0 {
			return true
		}
	}
	return false
}

func (c changes) anyPair(is func(a, b string) bool) bool {
	for _, p := range c.pairs {
		a, b := c.quote.Tokens[p.q].Key, c.post.Tokens[p.p].Key
		if is(a, b) || is(b, a) {
			return true
		}
	}
	return false
}

// names reports whether a name was put in another's place, or two words changed
// places.
func (c changes) names() bool {
	for _, p := range c.pairs {
		a, b := c.quote.Tokens[p.q], c.post.Tokens[p.p]
		if a.Key == b.Key || a.Bracketed {
			continue
		}
		if c.isName(c.quote, p.q) && c.isName(c.post, p.p) || isPeople(a.Key) && isPeople(b.Key) {
			return true
		}
		for _, o := range c.pairs { // sides swapped
			if c.post.Tokens[o.p].Key == a.Key && c.quote.Tokens[o.q].Key == b.Key && text.Bits(a.Key) > 3 {
				return true
			}
		}
	}
	return false
}

// isName: a capital inside a sentence, or at its beginning where the word has one
// elsewhere on either side as well.
func (c changes) isName(f text.Folded, i int) bool {
	if f.IsName(i) {
		return true
	}
	t := f.Tokens[i]
	if t.Kind != text.Word || t.Bracketed || f.Runes[t.From] == unicode.ToLower(f.Runes[t.From]) {
		return false
	}
	for _, g := range []text.Folded{c.quote, c.post} {
		for j, u := range g.Tokens {
			if u.Key == t.Key && g.IsName(j) {
				return true
			}
		}
	}
	return isPeople(t.Key)
}

// negationCutOff reports whether the quote begins right behind a negation of its
// own sentence.
func negationCutOff(s Scored) bool {
	first := -1
	for _, st := range s.al.Steps {
		if st.op == opEqual || st.op == opJoin {
			first = st.p0
			break
		}
	}
	for i, n := first-1, 0; i >= 0 && n < 3; i, n = i-1, n+1 {
		t := s.post.Tokens[i]
		between := s.post.Slice(t.To, s.post.Tokens[i+1].From)
		if t.Kind != text.Word || strings.ContainsAny(between, ".!?;:\n…。") {
			return false
		}
		if negationOf(t) != "" {
			return true
		}
	}
	return false
}

// reordered reports whether the quote has words of its own that the post has in
// another place: two telling ones at least.
func reordered(q, p []text.Token) bool {
	in := map[string]bool{}
	for _, t := range p {
		in[t.Key] = true
	}
	n := 0
	for _, t := range q {
		if in[t.Key] && text.Bits(t.Key) > 4 {
			n++
		}
	}
	return n >= 2
}

// editedAway reports whether the quoted words are no longer in the latest
// version.
func editedAway(s Scored, versions []store.Version) bool {
	if len(versions) == 0 || versions[len(versions)-1].ID == s.Version.ID {
		return false
	}
	latest := text.Fold(versions[len(versions)-1].Text)
	var said []text.Token
	for _, st := range s.al.Steps {
		if st.op == opEqual || st.op == opJoin {
			said = append(said, s.post.Tokens[st.p0:st.p1]...)
		}
	}
	ones := make([]float64, len(said))
	for i := range ones {
		ones[i] = 1
	}
	al := align(said, latest.Tokens, ones)
	for _, st := range al.Steps {
		if st.op == opInsert || st.op == opReplace {
			return true
		}
	}
	return false
}

// OlderThanPost reports whether the quote was published before its post, beyond
// what days and time zones leave open.
func OlderThanPost(q Quote, doc store.Document) bool {
	at := q.AsOf
	if at.IsZero() {
		at = q.Before
	}
	post := doc.PublishedAt
	if at.IsZero() || post.IsZero() {
		return false
	}
	slack := time.Minute
	if at.Precision == store.PrecisionDay || post.Precision == store.PrecisionDay {
		slack = 36 * time.Hour
	}
	return at.Time.Add(slack).Before(post.Time)
}
