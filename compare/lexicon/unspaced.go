package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// unspaced reports a key of a script that does not part words: Chinese, Japanese,
// Thai, Lao, Khmer, Burmese.
func unspaced(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return r >= 0xe00 && r < 0x1100 && !unicode.Is(unicode.Georgian, r) && !unicode.Is(unicode.Tibetan, r) || r >= 0x1780 && r < 0x1800 || r >= 0x3040 && r < 0x3100 || r >= 0x3400 && r < 0xa000 || r >= 0x20000 && r < 0x30000
}

// runEnd is the end of the unbroken run of such tokens from one on.
func runEnd(f text.Folded, i int) int {
	to := i + 1
	for to < len(f.Tokens) && f.Tokens[to].Kind == text.Word && f.Tokens[to].From == f.Tokens[to-1].To && unspaced(f.Tokens[to].Key) {
		to++
	}
	return to
}

// learnUnspaced enters a word of a script without spaces, and of a Japanese one what stands
// before its last kana and its forms. Words that carry others are that and no other.
func (t *Language) learnUnspaced(row int32, tokens []text.Token, weight float32) {
	var b strings.Builder
	for _, w := range tokens {
		b.WriteString(w.Key)
	}
	word := b.String()
	if t.function[word] {
		return
	}
	n := utf8.RuneCountInString(word)
	t.longest = max(t.longest, min(n, 12))
	if n == 1 {
		weight *= 0.7
	}
	t.put(asWritten, word, row, weight)
	if stem := strings.TrimRightFunc(word, isHiragana); stem != word && stem != "" && !isHiragana([]rune(stem)[0]) {
		t.put(asStem, stem, row, weight)
		if noun, ok := japaneseNoun(word); ok && utf8.RuneCountInString(noun) > 1 {
			t.put(asWritten, noun, row, 0.9*weight)
			return
		}
		for _, form := range japaneseForms(word) {
			t.put(asForm, form, row, weight)
		}
	}
}

// carryUnspaced enters the words of a script without spaces that only carry others.
func (t *Language) carryUnspaced() {
	for w := range t.function {
		if unspaced(w) {
			t.put(asWritten, w, carrying(), 1)
			t.longest = max(t.longest, utf8.RuneCountInString(w))
		}
	}
}

func isHiragana(r rune) bool { return r >= 0x3041 && r <= 0x309f }

// cut divides the tokens [from,to) of a run into words: those of the table, so that the
// fewest are left and the fewest characters are none. What it does not have stays together
// as one word.
func (t *Language) cut(out []Word, f text.Folded, from, to int) []Word {
	next := make([]piece, to-from)
	cost := make([]float32, to-from+1)
	for i := to - 1; i >= from; i-- {
		next[i-from], cost[i-from] = piece{to: i + 1}, costUnknown+cost[i+1-from]
		if t != nil {
			t.piecesAt(f, i, to, func(p piece, own float32) {
				if c := cost[p.to-from] + own; c <= cost[i-from] { // the longest of those that cost the same
					next[i-from], cost[i-from] = p, c
				}
			})
		}
	}
	for i := from; i < to; {
		w := next[i-from].word(i)
		last := len(out) - 1
		if len(w.Senses) == 0 && last >= 0 && out[last].To == i && out[last].From >= from && len(out[last].Senses) == 0 && alike(f.Tokens[i-1].Key, f.Tokens[i].Key) {
			out[last].To = w.To
		} else {
			out = append(out, w)
		}
		i = w.To
	}
	if t != nil && t.lang == "ja" {
		japaneseGrammar(out, f, from)
	}
	if t != nil && t.lang == "zh" {
		out = chineseNames(out, f, from)
	}
	return out
}

// piece is a word that a run may be cut into, up to a token.
type piece struct {
	to      int
	found   []entry
	sure    float32
	carries bool
}

func (p piece) word(from int) Word {
	if p.carries {
		return Word{from, p.to, []Sense{{carrying(), 1}}}
	}
	return Word{from, p.to, sensesOf(p.found, p.sure)}
}

// What words cost: a character that is none, a word of one, a longer one.
const (
	costWord    = 1
	costSingle  = 1.3
	costUnknown = 1.7
)

// alike reports whether two characters may be of one unknown word.
func alike(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return isHiragana(x) == isHiragana(y) && (x < 0x30a0 || x > 0x30ff) && (y < 0x30a0 || y > 0x30ff)
}

// piecesAt yields the words of the table that begin at a token, the shortest first, with
// what they cost.
func (t *Language) piecesAt(f text.Folded, i, to int, yield func(p piece, cost float32)) {
	var room [64]byte
	key, n := room[:0], 0
	for j := i; j < to && n < max(t.longest, 1); j++ {
		key = append(key, f.Tokens[j].Key...)
		n += utf8.RuneCountInString(f.Tokens[j].Key)
		kana := isHiragana(firstRune(f.Tokens[j].Key))
		p := piece{to: j + 1, found: t.entriesOf(asWritten, string(key)), sure: 1}
		cost := float32(costWord)
		if n == 1 {
			p.sure, cost = 0.6, costSingle
		}
		switch {
		case kana && (n == 1 || p.found == nil) && japanesePieces()[string(key)]:
			p.found, p.carries = nil, true
		case kana && n == 1: // no word by itself
			continue
		case p.found == nil:
			p.found, p.sure = t.entriesOf(asForm, string(key)), sureStem
		}
		// A verb's stem counts with kana behind it.
		if p.found == nil && !p.carries && p.to < to && isHiragana(firstRune(f.Tokens[p.to].Key)) {
			if p.found = t.entriesOf(asStem, string(key)); n == 1 {
				p.sure = sureBeginning // many words
			}
		}
		if p.found != nil || p.carries {
			yield(p, cost)
		}
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
