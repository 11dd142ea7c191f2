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

// cut divides the tokens [from,to) of a run into words: at each place the longest
// that the table has. What it does not have stays together as one word.
func (t *Language) cut(out []Word, f text.Folded, from, to int) []Word {
	for i := from; i < to; {
		w := Word{From: i, To: i + 1}
		if t != nil {
			w = t.longestAt(f, i, to)
		}
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

// alike reports whether two characters may be of one unknown word.
func alike(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return isHiragana(x) == isHiragana(y) && (x < 0x30a0 || x > 0x30ff) && (y < 0x30a0 || y > 0x30ff)
}

// longestAt is the longest word of the table that begins at a token.
func (t *Language) longestAt(f text.Folded, i, to int) Word {
	best := Word{From: i, To: i + 1}
	var found []entry
	sure := float32(1)
	var room [64]byte
	key, n := room[:0], 0
	for j := i; j < to && n < max(t.longest, 1); j++ {
		key = append(key, f.Tokens[j].Key...)
		n += utf8.RuneCountInString(f.Tokens[j].Key)
		if e := t.entriesOf(asWritten, string(key)); e != nil {
			if n == 1 && isHiragana(firstRune(f.Tokens[j].Key)) {
				continue // a particle
			}
			found, sure, best.To = e, 1, j+1
			if n == 1 {
				sure = 0.6
			}
			continue
		}
		if e := t.entriesOf(asForm, string(key)); e != nil {
			found, sure, best.To = e, sureStem, j+1
			continue
		}
		// A verb's stem counts with kana behind it.
		if next := j + 1; next < to && next > best.To-1 && isHiragana(firstRune(f.Tokens[next].Key)) {
			if e := t.entriesOf(asStem, string(key)); e != nil {
				found, sure, best.To = e, sureStem, next
				if n == 1 {
					sure = sureBeginning // many words
				}
			}
		}
	}
	best.Senses = sensesOf(found, sure)
	return best
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
