package match

import (
	"slices"
	"strings"

	"onrecord/store"
)

var certaintyWarnings = []warning{
	{
		name: "certainty", broader: "modal", text: "A word of doubt was dropped, added or cut off.",
		holds:   func(c *check) bool { return c.differ(hedging) || c.doubtCutOff() },
		details: func(c *check) []store.WarningDetail { return c.wordsTold(hedging) },
	},
	{
		name: "modal", text: "Certainty changed (may/must/will).",
		holds: func(c *check) bool { return c.differ(modal) || c.anyPair(c.movedInTime) || c.plannedOnly() },
		details: func(c *check) []store.WarningDetail {
			if told := c.wordsTold(modal); len(told) > 0 {
				return told
			}
			return c.wordsTold(planning)
		},
	},
}

// doubtCutOff reports whether a word of doubt stands right beside what is quoted, in
// its own clause.
func (c *check) doubtCutOff() bool {
	if c.covered.to == 0 {
		return false
	}
	for _, m := range c.mentioned(hedging, c.left()) {
		end := m.at + m.n
		if end <= c.covered.from && c.covered.from-end <= 4 && c.within1Comma(end-1, c.covered.from-1) && !c.anotherStatement(end) {
			return true
		}
	}
	for _, m := range c.mentioned(hedging, c.right()) {
		if m.at-c.covered.to <= 1 {
			return true
		}
	}
	return false
}

// edgeOfSentence is within how many words of its beginning a quoted stretch may have a word of the
// sentence before.
const edgeOfSentence = 4

// plannedOnly reports whether one side has a word for what is planned or weighed, and the other tells
// it as done or settled: it has no such word, and no modal one, among those that differ.
func (c *check) plannedOnly() bool {
	if c.planCutOff() {
		return true
	}
	q, p := c.only(planning)
	p = slices.DeleteFunc(p, func(m mention) bool { // of the sentence before, for which the quote has other words
		return m.at+m.n < min(c.covered.to, c.covered.from+edgeOfSentence) && borderAfter(c.post, m.at+m.n-1) == sentence
	})
	if len(q) > 0 && len(p) > 0 || len(q)+len(p) == 0 {
		return false
	}
	all, other, in := p, c.inQuote, c.changedQ
	if len(q) > 0 {
		all, other, in = q, c.inPost, c.changedP
	}
	if slices.ContainsFunc(other, func(m mention) bool {
		return (m.class == planning || m.class == modal || m.class == hedging) && touched(m, in)
	}) {
		return false
	}
	f := c.post
	if len(q) > 0 {
		f = c.quote
	}
	return slices.ContainsFunc(all, func(m mention) bool { // the plan
		return c.lang != "en" || m.at == 0 || !possessed[f.Tokens[m.at-1].Key]
	})
}

// planCutOff reports whether the word for what is planned stands right beside the quoted stretch,
// whose word there has another form than the post's: satmayı planlıyoruz, sattık.
func (c *check) planCutOff() bool {
	if c.covered.to == 0 || slices.ContainsFunc(c.inQuote, func(m mention) bool { return m.class == planning || m.class == modal || m.class == hedging }) {
		return false
	}
	return c.changedP[c.covered.from] && slices.ContainsFunc(c.mentioned(planning, c.left()), func(m mention) bool {
		return m.at+m.n <= c.covered.from && c.covered.from-m.at-m.n <= 1 && c.joined(m.at, c.covered.from-1)
	}) || c.changedP[c.covered.to-1] && slices.ContainsFunc(c.mentioned(planning, c.right()), func(m mention) bool {
		return m.at == c.covered.to && c.joined(c.covered.to-1, m.at) && strings.Contains(verbLast, " "+c.lang+" ")
	})
}

// anotherStatement reports whether the quoted stretch begins behind a conjunction that stands
// between it and a token of the post.
func (c *check) anotherStatement(from int) bool {
	return c.covered.from > from && coordinates[c.lang][c.post.Tokens[c.covered.from-1].Key] && c.covered.from-1 > from
}

// within1Comma reports whether at most a comma right before the quote parts two
// tokens of the post.
func (c *check) within1Comma(from, to int) bool {
	for i := from; i < to; i++ {
		if b := borderAfter(c.post, i); b > comma || b == comma && i != from {
			return false
		}
	}
	return true
}

// times are endings of verbs: of what will be, of what would be, and of what was.
var times = map[string]struct{ will, would, was []string }{
	"es": {strings.Fields("re ras ra remos ran"), strings.Fields("ria rias riamos rian"), strings.Fields("e o aron ieron amos imos aba aban ia ian ado ido")},
	"pt": {strings.Fields("rei ras ra remos rao"), strings.Fields("ria riamos riam"), strings.Fields("ei ou aram eram iram amos ava avam ado ido eu iu")},
	"fr": {strings.Fields("rai ras ra rons rez ront"), strings.Fields("rais rait rions raient"), strings.Fields("e ee es ees ait aient i is it u us")},
	"it": {strings.Fields("ro rai ra remo rete ranno"), strings.Fields("rei rebbe remmo rebbero"), strings.Fields("ato ata ati ate ava avano eva uto ito o arono")},
	"ru": {strings.Fields("ет ут ют ит ят ат ем им"), nil, strings.Fields("л ла ло ли")},
	"uk": {strings.Fields("е є уть ють ить ять емо имо"), nil, strings.Fields("в ла ло ли")},
	"pl": {strings.Fields("e a i nie"), nil, strings.Fields("l la lo li ly")},
	"tr": {strings.Fields("acak ecek acagiz ecegiz acaklar ecekler"), nil, strings.Fields("di ti du tu dik tik dilar tiler diler tilar")},
}

// movedInTime reports whether a is a verb of what will or would be and b the same
// verb of another time.
func (c *check) movedInTime(a, b string) bool {
	e, ok := times[c.lang]
	if !ok {
		if c.lang == "ar" { // سنغلق: what will be
			return strings.HasPrefix(a, "س") && len(a) > 6 && strings.TrimPrefix(a, "س") == b
		}
		return false
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n < 3 || n == len(a) && n == len(b) {
		return false
	}
	future := func(w string) bool { return len(w)-n <= 12 && endsIn(w, n-2, e.will) }
	would := func(w string) bool { return endsIn(w, n-2, e.would) }
	was := func(w string) bool { return endsIn(w, n-1, e.was) && !future(w) }
	return future(a) && !would(a) && (was(b) || would(b) && !future(b)) || would(a) && !future(a) && was(b) && !would(b)
}

// endsIn reports whether a word has one of the endings behind its first n bytes.
func endsIn(w string, n int, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) && len(w)-len(e) >= n {
			return true
		}
	}
	return false
}
