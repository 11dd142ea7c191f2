package match

import (
	"slices"
	"strings"
	"unicode"

	"onrecord/compare/text"
	"onrecord/store"
)

// operators are signs that say how what stands on both sides of them compares.
const operators = "<>=≠±×÷"

// oneSign writes an operator in one way.
var oneSign = strings.NewReplacer("==", "=", "!=", "≠", "<>", "≠", "≥", ">=", "≤", "<=", "≧", ">=", "≦", "<=", "＜", "<", "＞", ">")

// signChanges are what signs that are no words say otherwise, by the warning that tells
// of it: operators, emoji, @handles, hyphens, and commas beside a negation.
type signChanges map[string][]store.WarningDetail

func (s signChanges) add(warning, post, quote string) {
	s[warning] = append(s[warning], store.WarningDetail{Post: post, Quote: quote})
}

// changedSigns compares the signs beside and between words that both sides have one after
// the other.
func (c *check) changedSigns(steps []step) signChanges {
	out := signChanges{}
	for i, s := range steps {
		switch s.op {
		case opJoin:
			c.parted(s, out)
			c.lostEmoji(s, out)
			continue
		case opDelete, opInsert:
			c.lostEmoji(s, out)
			continue
		case opEqual:
		default:
			continue
		}
		c.otherEmoji(s, out)
		c.suffixed(s, out)
		if i+1 == len(steps) || steps[i+1].op != opEqual || steps[i+1].q0 != s.q1 || steps[i+1].p0 != s.p1 {
			continue
		}
		q, p := s.q1-1, s.p1-1
		if a, b := operatorsAfter(c.quote, q), operatorsAfter(c.post, p); a != b && !arrow(a) && !arrow(b) {
			out.add("opposite", side(c.post, p, p+2), side(c.quote, q, q+2))
		}
		if i > 0 && steps[i-1].op == opEqual && steps[i-1].q1 == s.q0 && steps[i-1].p1 == s.p0 || answers[c.post.Tokens[p].Key] {
			c.commaMoved(q, p, out)
		}
	}
	return out
}

// operatorsAfter are the operators between a token and the next on its line, but those
// before a number, which are part of its value.
func operatorsAfter(f text.Folded, i int) string {
	if i+1 >= len(f.Tokens) || text.IsNumber(f.Tokens[i+1].Key) {
		return ""
	}
	between := string(f.Runes[f.Tokens[i].To:f.Tokens[i+1].From])
	if strings.Contains(between, "\n") || !strings.ContainsAny(between, operators+"≥≤≧≦＜＞") { // a line that is quoted in a letter begins with >
		return ""
	}
	return oneSign.Replace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(operators+"!-≥≤≧≦＜＞", r) {
			return r
		}
		return -1
	}, between))
}

// arrow reports whether operators are none, or drawn as an arrow or a tag's mark.
func arrow(s string) bool {
	return strings.Contains(s, "->") || strings.Contains(s, "=>") || strings.Contains(s, "<-") || strings.Trim(s, "-!") != s && strings.Trim(s, "-!") != "" || strings.Count(s, ">") > 1 || strings.Count(s, "<") > 1
}

// emojiSides are emoji and what they are the opposite of.
var emojiSides = [][2]string{
	{"👍🙂😀😃😄😁😆😅🤣😂😊😇😍🥰😘😎🤩🥳👏🎉✅✔🙌💪❤💙💚💛💜🧡🤍🖤♥😻🤝", "👎🙁☹😞😔😟😕😢😭😤😠😡🤬😱😨😰😥😓🤢🤮💔❌✖🚫⛔👿😿💩"},
	{"⬆📈🔼⏫🆙", "⬇📉🔽⏬"}, {"➡▶⏩", "⬅◀⏪"}, {"🟢🟩", "🔴🟥"}, {"🕊☮", "⚔💣🔫"},
}

// otherEmoji tells of emoji and handles in each other's place that say something else.
func (c *check) otherEmoji(s step, out signChanges) {
	a, b := c.quote.Tokens[s.q0], c.post.Tokens[s.p0]
	if a.Kind != text.Ignorable || b.Kind != text.Ignorable {
		return
	}
	x, y := bare(c.quote.Slice(a.From, a.To)), bare(c.post.Slice(b.From, b.To))
	switch {
	case x == y || x == "" || y == "":
	case isHandle(x) != isHandle(y):
	case isHandle(x):
		if !strings.EqualFold(x[1:], y[1:]) {
			out.add("name", y, x)
		}
	case flag(x) != "" && flag(y) != "":
		out.add("name", y, x)
	case opposed(x, y):
		out.add("opposite", y, x)
	}
}

func isHandle(s string) bool { return strings.HasPrefix(s, "@") && len(s) > 1 }

// flag is the country whose flag an emoji is.
func flag(s string) string {
	r := []rune(s)
	if len(r) == 2 && r[0] >= 0x1f1e6 && r[0] <= 0x1f1ff && r[1] >= 0x1f1e6 && r[1] <= 0x1f1ff {
		return s
	}
	return ""
}

// bare is an emoji without its colour of skin and its form of presentation.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x1f3fb && r <= 0x1f3ff || r == 0xfe0f || r == 0xfe0e {
			return -1
		}
		return r
	}, s)
}

func opposed(a, b string) bool {
	for _, s := range emojiSides {
		if strings.Contains(s[0], a) && strings.Contains(s[1], b) || strings.Contains(s[1], a) && strings.Contains(s[0], b) {
			return true
		}
	}
	return false
}

// speaking are emoji that say something by themselves where they stand inside a sentence.
const speaking = "👎❌✖🚫⛔💔⬆⬇📈📉"

// lostEmoji tells of an emoji that turns what the words say and that only one side has,
// with the words beside it the same on both.
func (c *check) lostEmoji(s step, out signChanges) {
	if e := speakingIn(c.quote, s.q0, s.q1); e != "" && (s.op == opInsert || s.q1-s.q0 > 1) {
		out.add("opposite", "", e)
	}
	if e := speakingIn(c.post, s.p0, s.p1); e != "" && (s.op == opDelete || s.p1-s.p0 > 1) && s.p0 > 0 {
		out.add("opposite", e, "")
	}
}

// speakingIn is the first emoji among a few tokens that says something by itself.
func speakingIn(f text.Folded, from, to int) string {
	if to-from > 3 {
		return ""
	}
	for i := from; i < to; i++ {
		if t := f.Tokens[i]; t.Kind == text.Ignorable {
			if e := bare(f.Slice(t.From, t.To)); e != "" && (strings.Contains(speaking, e) || flag(e) != "" && between(f, i, i+1)) {
				return e
			}
		}
	}
	return ""
}

// between reports whether tokens stand between two words of one sentence.
func between(f text.Folded, from, to int) bool {
	return from > 0 && to < len(f.Tokens) && f.Tokens[from-1].Kind == text.Word && f.Tokens[to].Kind == text.Word && borderAfter(f, from-1) == noBorder
}

// suffixed tells of a single letter with signs behind it that make a name or a mark of
// it: C++, C#, A-.
func (c *check) suffixed(s step, out signChanges) {
	a, b := c.quote.Tokens[s.q0], c.post.Tokens[s.p0]
	if a.Kind != text.Word || a.To-a.From != 1 || b.To-b.From != 1 || !unicode.IsUpper(c.quote.Runes[a.From]) || !unicode.IsUpper(c.post.Runes[b.From]) {
		return
	}
	if x, y := signsBehind(c.quote, a.To), signsBehind(c.post, b.To); x != y {
		out.add("name", c.post.Slice(b.From, b.To)+y, c.quote.Slice(a.From, a.To)+x)
	}
}

// signsBehind are the signs right behind a letter, where no other letter follows.
func signsBehind(f text.Folded, at int) string {
	end := at
	for end < len(f.Runes) && end < at+3 && strings.ContainsRune("+#−", f.Runes[end]) {
		end++
	}
	if end < len(f.Runes) && (unicode.IsLetter(f.Runes[end]) || unicode.IsDigit(f.Runes[end])) {
		return ""
	}
	return f.Slice(at, end)
}

// again are English verbs that a hyphen behind re- makes another of: re-signed is signed
// again.
var again = text.WordSet("sign signed signs signing form formed forms forming cover covered covers covering lease leased leases press pressed presses sent sort sorted treat treated treats mark marked serve served serves store stored " +
	"act acted count counted counts dress dressed place placed fuse fused search searched solve solved strain bound creation create created creates collect collected " +
	"coil proof sounding tire tired turn turned view ally bel bound buff cede cite cited claim claimed")

// split are words of two that are another word together.
var split = text.WordSet("nowhere therapist notable")

// parted tells of a word that is cut in two otherwise, by a hyphen or a space, and then is
// another.
func (c *check) parted(s step, out signChanges) {
	f, at, n := c.quote, s.q0, s.q1-s.q0
	whole := c.post.Tokens[s.p0].Key
	if n < 2 {
		f, at, n, whole = c.post, s.p0, s.p1-s.p0, c.quote.Tokens[s.q0].Key
	}
	if n != 2 || c.lang != "en" {
		return
	}
	if f.Tokens[at].Key == "re" && again[f.Tokens[at+1].Key] && !doubled[whole] || split[whole] {
		out.add("accent", side(c.post, s.p0, s.p1), side(c.quote, s.q0, s.q1))
	}
}

// doubled are verbs that mean the same with the hyphen and without.
var doubled = text.WordSet("recreate recreated recreates recreation reclaim reclaimed research researched review replace replaced recount recounted recounts restore restored recite recited react reacted reserve reserved reserves")

// answers are words that answer by themselves before a comma and negate without one.
var answers = text.WordSet("no não não nao non nein нет nie nem hayır hayir ne ні нi όχι لا לא")

// turning are words that negate which no list of negations has.
var turning = text.WordSet("impossible imposible impossível impossibile unmöglich нельзя невозможно неможливо niemożliwe nemožné")

// commaMoved tells of a comma beside a negation that only one side has: "No, quiero" and
// "No quiero", or that changed sides: "pardon, impossible to execute" and "pardon
// impossible, to execute". q and p are the negation's tokens.
func (c *check) commaMoved(q, p int, out signChanges) {
	key := c.post.Tokens[p].Key
	before := func(f text.Folded, i int) bool { return i > 0 && borderAfter(f, i-1) >= comma }
	after := func(f text.Folded, i int) bool { return borderAfter(f, i) >= comma }
	afterQ, afterP := after(c.quote, q), after(c.post, p)
	beforeQ, beforeP := before(c.quote, q), before(c.post, p)
	negation := answers[key] || turning[key] || slices.ContainsFunc(c.inPost, func(m mention) bool { return m.class == negating && m.at == p })
	if !negation || afterQ == afterP {
		return
	}
	opens := func(f text.Folded, i int) bool { return i == 0 || borderAfter(f, i-1) >= comma }
	if answers[key] && opens(c.quote, q) && opens(c.post, p) || beforeQ != beforeP && beforeQ != afterQ {
		out.add("negation", side(c.post, max(p-1, 0), p+2), side(c.quote, max(q-1, 0), q+2))
	}
}
