package match

import (
	"strings"

	"onrecord/compare/text"
)

var questionWarnings = []warning{
	{
		name: "question", text: "A question was made a statement, or a statement a question.",
		holds: (*check).questionChanged,
	},
}

// asks are words with which questions begin.
var asks = text.WordSet("who what when where why how which whose do does did is are was were will would can could should have has had may " +
	"por que como cuando donde quien cual cuanto pourquoi comment quand qui quel quelle est combien perche come quando dove chi quale warum wie was wer wann wo wieso weshalb welche welcher " +
	"почему как что кто где когда зачем сколько неужели разве dlaczego jak co kto kiedy gdzie czy neden nasil kim ne هل لماذا كيف متى اين من ما מה מי למה איך מתי האם क्या क्यों कैसे")

func (c *check) questionChanged() bool {
	if c.covered.to == 0 {
		return false
	}
	if c.askedIndirectly() {
		return true
	}
	asked := false
	for i, t := range c.quote.Tokens {
		if t.Kind == text.Question {
			asked = true
			if i+1 == len(c.quote.Tokens) && c.to[i] < 0 && !c.endsAsking() {
				return true
			}
		}
	}
	if asked || !c.endsAsking() {
		return false
	}
	if c.clauseAsked() {
		return true
	}
	s := sentenceOf(c.post, c.covered.to-1)
	if c.covered.from <= s.from && (asks[c.post.Tokens[c.covered.from].Key] || strings.ContainsAny(string(c.quote.Runes), "¿")) || strings.HasSuffix(strings.TrimRight(string(c.quote.Runes), ".!,"), "까") {
		return false // still read as a question
	}
	said := span{max(s.from, c.covered.from), min(s.to, c.covered.to)}
	return 2*text.CountWords(c.post.Tokens[said.from:said.to]) >= text.CountWords(c.post.Tokens[s.from:s.to])
}

// clauseAsked reports whether the quote is a whole clause of a question, but for the words
// with which it begins to ask: Did [they sell it], or …?
func (c *check) clauseAsked() bool {
	s := sentenceOf(c.post, c.covered.from)
	opening := c.covered.from - s.from
	if opening < 1 || opening > askingMost || borderAfter(c.post, c.covered.to-1) == noBorder && c.post.Tokens[min(c.covered.to, len(c.post.Tokens)-1)].Kind != text.Question {
		return false
	}
	for i := s.from; i < c.covered.from; i++ {
		if !asks[c.post.Tokens[i].Key] || borderAfter(c.post, i) > noBorder {
			return false
		}
	}
	return text.CountWords(c.post.Tokens[c.covered.from:c.covered.to]) >= clauseAskedLeast
}

// askingMost is with how many words a question begins at most, clauseAskedLeast how many
// its clause has at least: a name or a thing has fewer.
const (
	askingMost       = 3
	clauseAskedLeast = 4
)

// whether are words that make an open question of the statement which they begin or, in
// Japanese and Korean, end, by language.
var whether = map[string]map[string]bool{
	"en": text.WordSet("whether"), "de": text.WordSet("ob"), "nl": text.WordSet("of"), "sv": text.WordSet("huruvida"), "no": text.WordSet("hvorvidt"), "da": text.WordSet("hvorvidt"),
	"pl": text.WordSet("czy"), "cs": text.WordSet("zda jestli"), "sk": text.WordSet("či"), "hr": text.WordSet("je li da li"), "hu": text.WordSet("vajon"), "he": text.WordSet("האם"), "uk": text.WordSet("чи"),
	"el": text.WordSet("εάν αν"), "id": text.WordSet("apakah"), "fa": text.WordSet("آیا"), "bg": text.WordSet("дали"), "mk": text.WordSet("дали"), "sr": text.WordSet("да ли"),
}

// openEndings follow a statement in Japanese, Korean and Chinese that is an open question.
var openEndings = map[string][]string{"ja": {"かどうか", "かは分か", "かはわか", "かは未定", "か不明"}, "ko": {"는지", "을지", "ㄹ지", "인지"}}

// askedIndirectly reports whether the post leaves open what the quote says: the word for
// whether is cut off in front of it, or its ending behind.
func (c *check) askedIndirectly() bool {
	first := c.covered.from
	for i := first - 1; i >= 0 && first-i <= 3 && borderAfter(c.post, i) == noBorder; i-- {
		if whether[c.lang][c.post.Tokens[i].Key] && (c.lang != "nl" || opensClause(c.lang, c.post, i)) {
			return true
		}
	}
	rest := c.post.Slice(c.post.Tokens[c.covered.to-1].To, len(c.post.Runes))
	for _, e := range openEndings[c.lang] {
		if strings.HasPrefix(rest, e) {
			return true
		}
	}
	return false
}

// endsAsking reports whether the sentence in which the quoted stretch ends is a
// question.
func (c *check) endsAsking() bool {
	s := sentenceOf(c.post, c.covered.to-1)
	return c.post.Tokens[s.to-1].Kind == text.Question
}
