package lexicon

import (
	"slices"
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

func hangul(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return r >= 0xac00 && r < 0xd7b0
}

// runEnd is the end of the unbroken run of such tokens from one on.
func runEnd(f text.Folded, i int) int {
	to := i + 1
	for to < len(f.Tokens) && f.Tokens[to].Kind == text.Word && f.Tokens[to].From == f.Tokens[to-1].To && unspaced(f.Tokens[to].Key) {
		to++
	}
	return to
}

// learnUnspaced enters a word of a script without spaces, and the stem of a
// Japanese verb: what stands before its last kana.
func (t *Language) learnUnspaced(row int32, tokens []text.Token, weight float32) {
	var b strings.Builder
	for _, w := range tokens {
		b.WriteString(w.Key)
	}
	word := b.String()
	n := utf8.RuneCountInString(word)
	t.longest = max(t.longest, min(n, 12))
	if n == 1 {
		weight *= 0.7
	}
	t.put(asWritten, word, row, weight)
	if stem := strings.TrimRightFunc(word, isHiragana); stem != word && stem != "" && !isHiragana([]rune(stem)[0]) {
		t.put(asStem, stem, row, weight)
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
		// A verb's stem counts with kana behind it.
		if next := j + 1; next < to && next > best.To-1 && isHiragana(firstRune(f.Tokens[next].Key)) {
			if e := t.entriesOf(asStem, string(key)); e != nil {
				found, sure, best.To = e, sureStem, next
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

// korean are the senses of a Korean word: its longest beginning that the table
// has, and what of the rest is a word, as in a compound. Particles and endings
// follow the stem and are not looked at.
func (t *Language) korean(key string) []Sense {
	r := []rune(key)
	var found [][]Sense
	for at := 0; at < len(r) && len(found) < 3; {
		n := len(r) - at
		var s []Sense
		for ; n >= 1; n-- {
			if n == 1 && (at > 0 || len(r) > 3) {
				break // particles are of one syllable
			}
			part := string(r[at : at+n])
			if s = t.get(asWritten, part, 1); s == nil {
				s = t.get(asStem, part, sureStem)
			}
			if s != nil {
				break
			}
		}
		if s == nil {
			if at > 0 {
				break
			}
			at++
			continue
		}
		found = append(found, s)
		at += n
	}
	var out []Sense
	for _, s := range found {
		out = blend(out, s, 1/float32(len(found)))
	}
	if len(out) == 0 {
		return nil
	}
	return scale(out, 0.9)
}

// The parts of a syllable of Hangul, as Unicode puts them together.
const (
	hangulFirst = 0xac00
	vowels      = 21
	finals      = 28
)

// Vowels and finals by their number.
const (
	vowelA, vowelAE, vowelEO, vowelE, vowelYEO = 0, 1, 4, 5, 6
	vowelO, vowelWA, vowelWAE, vowelOE         = 8, 9, 10, 11
	vowelU, vowelWEO, vowelEU, vowelI          = 13, 14, 18, 20
	finalN, finalL, finalB, finalSS, finalD    = 4, 8, 17, 20, 7
	initialR, initialSilent, initialH          = 5, 11, 18
)

// koreanForms are what a Korean verb's stem is before its endings, where they melt into
// its last syllable: 모이 is 모여, 모였, 모인, 모일, 모입, and 하 is 해.
func koreanForms(verb string) []string {
	stem, ok := strings.CutSuffix(verb, "다")
	r := []rune(stem)
	if !ok || len(r) == 0 || r[len(r)-1] < hangulFirst || r[len(r)-1] >= hangulFirst+11172 {
		return nil
	}
	before, last := string(r[:len(r)-1]), r[len(r)-1]-hangulFirst
	first, vowel, final := last/(vowels*finals), last/finals%vowels, last%finals
	make1 := func(first, vowel, final rune) string {
		return string(hangulFirst + (first*vowels+vowel)*finals + final)
	}
	past := func(vowel rune) []string {
		return []string{before + make1(first, vowel, 0), before + make1(first, vowel, finalSS)}
	}
	var out []string
	switch {
	case final == finalL: // 만들: 만든, 만듭, 만드
		out = append(out, before+make1(first, vowel, finalN), before+make1(first, vowel, finalB), before+make1(first, vowel, 0))
	case final == finalB: // 돕: 도와, 도운
		for _, v := range []rune{vowelWA, vowelWEO, vowelU} {
			for _, f := range []rune{0, finalSS, finalN, finalL} {
				out = append(out, before+make1(first, vowel, 0)+make1(initialSilent, v, f))
			}
		}
	case final == finalD: // 듣: 들
		out = append(out, before+make1(first, vowel, finalL))
	case final != 0:
		return nil
	default:
		for _, f := range []rune{finalN, finalL, finalB, finalSS} {
			out = append(out, before+make1(first, vowel, f))
		}
		switch vowel {
		case vowelA:
			if first == initialH {
				out = append(out, past(vowelAE)...)
			}
		case vowelI:
			out = append(out, past(vowelYEO)...)
		case vowelO:
			out = append(out, past(vowelWA)...)
		case vowelU:
			out = append(out, past(vowelWEO)...)
		case vowelOE:
			out = append(out, past(vowelWAE)...)
		case vowelEU:
			out = append(out, past(vowelEO)...)
			out = append(out, past(vowelA)...)
			if b := []rune(before); first == initialR && len(b) > 0 && (b[len(b)-1]-hangulFirst)%finals == 0 { // 모르: 몰라
				doubled := string(b[:len(b)-1]) + string(b[len(b)-1]+finalL)
				for _, v := range []rune{vowelA, vowelEO} {
					out = append(out, doubled+make1(initialR, v, 0), doubled+make1(initialR, v, finalSS))
				}
			}
		}
	}
	if len(r) == 1 { // one syllable is many words, but for the past's
		out = slices.DeleteFunc(out, func(s string) bool {
			n := []rune(s)
			return len(n) == 1 && (n[0]-hangulFirst)%finals != finalSS
		})
	}
	return out
}

// koreanStem takes the ending of the citation form off a Korean verb.
func koreanStem(word string) string {
	for _, e := range []string{"하다", "되다", "다"} {
		if rest, ok := strings.CutSuffix(word, e); ok && rest != "" {
			return rest
		}
	}
	return word
}
