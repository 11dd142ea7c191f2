package lexicon

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

func hangul(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return r >= 0xac00 && r < 0xd7b0
}

// koreanParticles stand behind nouns, koreanEndings behind the stems of verbs and of
// adjectives.
var (
	// koreanCases stand behind a noun of one syllable: others are syllables of its own word.
	koreanCases     = pieces("은 는 이 가 을 를 의 에 에서 에게 에는 에도 로 으로 로는 으로는 와 과 도 만 들 들이 들은 들을 들의 들에게 까지 부터 보다 처럼 이다 입니다 이었다 마다 뿐")
	koreanParticles = pieces("은 는 이 가 을 를 의 에 에서 에게 에게서 에는 에도 에서는 에서도 에만 에선 에서의 에게는 에의 엔 께 께서 께서는 한테 로 으로 로서 으로서 로써 으로써 로는 으로는 로도 으로도 로의 으로의 로부터 으로부터 와 과 와의 과의 와는 과는 와도 과도 도 만 만이 만을 만은 만의 만에 들 들이 들은 들을 들의 들에게 들에 들과 들도 들에게는 까지 까지도 까지는 까지의 부터 부터의 에서부터 마다 보다 보다는 보다도 처럼 처럼은 같이 대로 조차 마저 마저도 밖에 뿐 뿐만 뿐이다 이나 나 이며 며 이고 고 이라 라 이라고 라고 이라는 라는 이란 란 이라도 라도 이든 든 이다 다 이었다 였다 입니다 이었습니다 였습니다 인 일 인데 이지만 지만 이어서 여서 이자 자 이에요 예요 이야 야 에요 이죠 죠 인가 일까 이냐 들로 들로부터 하고 이랑 랑 당 째 쯤 님 님이 님은 님의 님께 씨 씨는 씨가 씨의 측 측은 측이 적 적인 적으로 하다 하는 한 할 해 했다 했고 했습니다 하고 하며 하면 하기 하지 하여 합니다 하게 하던 하자 해서 해야 된 되는 될 되어 됐다 되었다 돼 됩니다 되고 되지 되면 되기 된다 됐습니다 한다 한다고 했다고 했으며 했지만 했던 하지만 하려는 하려고 할지 하도록 해도 해온 해왔다 시키는 시킨 시킬 시켜 시켰다 받은 받는 받아")
	koreanEndings   = sync.OnceValue(koreanEndingsOf)
)

// koreanEndingsOf are the endings behind a stem, behind a tense or a title of respect, and
// behind what makes a verb of another one.
func koreanEndingsOf() map[string]bool {
	out := pieces("다 는 은 을 고 며 면 서 지 던 기 게 자 니 나 네 요 어 아 여 냐 죠 면서 으면 으면서 으며 으니 으니까 니까 는데 은데 던데 지만 도록 려고 으려고 려면 려는 으려는 거나 든지 더라 더니 어서 아서 어도 아도 어야 아야 어라 아라 았다 었다 았고 었고 았던 었던 았습니다 었습니다 습니다 습니까 ㅂ니다 니다 는다 는다고 다고 다는 다면 다며 라고 라는 라며 냐고 자고 는지 은지 을지 는가 은가 을까 을수록 수록 음 음을 음이 음으로 기를 기가 기도 기에 기로 기는 기만 기까지 기 위해 지는 지도 지를 지만은 고서 고도 고는 고자 고요 는데요 네요 어요 아요 었어요 았어요 었는데 았는데 었으며 았으며 었지만 았지만 었을 았을 었기 았기 었다고 았다고 었다는 았다는 으로 겠다 겠다고 겠습니다 겠지만 시 신 십니다 세요 으세요 셨다 셨습니다 으신 으시 는구나 구나 군요 듯 듯이 은데요 다가 다니 으나 되 자마자 게끔 느라 므로 으므로 잖아 잖아요 거든 길 을게 을래 어진 아진 어져 아져 어졌다 아졌다 어지는 아지는 도 만")()
	tenses := strings.Fields("시 으시 셨 으셨 았 었 였 겠 시겠 으시겠 았겠 었겠 았었 었었")
	finals := strings.Fields("다 고 지만 으며 며 으나 나 던 을 는데 은데 으니 니 으니까 니까 기 음 습니다 습니까 다고 다는 다면 다며 다가 더라도 어도 어야 네 네요 어요 죠 지 지요 을까 을까요 을지 는지 을지도 더니 거든요 잖아요 으면 면 면서 다니 구나 군요 냐 느냐 는가 자 는 던가 던지 기에 기를 기는 음을 음이 십시오 십니다 도록 더군요")
	for _, t := range tenses {
		for _, f := range finals {
			out[t+f] = true
		}
	}
	for _, t := range []string{"신", "으신"} { // 않으신다, 가신다고
		for _, f := range strings.Fields("다 다고 다는 다면 다며 지 지요 데 가요") {
			out[t+f] = true
		}
	}
	for _, f := range strings.Fields("읍시다 읍시오 으십시오 십시오 더라도 을지라도 는다면 는데도 어야만 아야만 고는 어서는 아서는 은가요 나요 을까요 려던 으려던 는군요 거라 지요 게도 고서는 으면서도 면서도 을지를 는지를 는지도 기에는 기조차 는다는 는다며 자고 자는 자면 이") {
		out[f] = true
	}
	var all []string
	for e := range out {
		all = append(all, e)
	}
	for _, voice := range []string{"기", "이", "히", "리", "우"} {
		for _, e := range all {
			out[voice+e] = true
		}
	}
	for _, melted := range strings.Fields("겨 여 혀 려 워 겼 였 혔 렸 웠 긴 인 힌 린 운 길 일 힐 릴 울 깁 입 힙 립 웁") { // 씻겨, 먹였다, 놓인
		out[melted] = true
		for _, f := range strings.Fields("다 고 지만 으며 으나 던 을 는데 습니다 다고 다는 서 도 야 라 져 진 지는 니다 니까 시다 지") {
			out[melted+f] = true
		}
	}
	return out
}

// koreanDoes reports what makes a verb of a word before it: 하다 and 되다 with their endings.
func koreanDoes(rest string) bool {
	for _, does := range [...]string{"하였", "하", "했", "해", "한", "할", "함", "합", "되었", "되", "됐", "돼", "된", "될", "됨", "됩"} {
		if end, ok := strings.CutPrefix(rest, does); ok && (end == "" || koreanEndings()[end]) {
			return true
		}
	}
	return false
}

// koreanHelpers are verbs that stand behind another one's -아 or -어 and only tell how it
// is done: 팔아넘기고, 잡아갔다, 막아야.
var koreanHelpers = strings.Fields("버리 버려 버렸 버린 버릴 주 준 줄 줬 줘 오 온 올 왔 와 가 간 갈 갔 내 낸 낼 냈 놓 놔 놨 두 둔 둘 뒀 넘기 넘겨 넘긴 넘길 넘겼 올리 올려 올린 올릴 올렸 들이 들여 들인 들일 들였 나가 나간 나갈 나갔 나오 나온 나올 나왔 다니 다녀 다닌 다닐 다녔 지 져 진 질 졌 치우 치워 치웠")

// koreanHelped reports an ending and a helping verb with its own ending.
func koreanHelped(rest string) bool {
	for _, link := range [...]string{"아", "어"} {
		after, ok := strings.CutPrefix(rest, link)
		if !ok {
			continue
		}
		for _, helper := range koreanHelpers {
			if end, ok := strings.CutPrefix(after, helper); ok && (end == "" || koreanEndings()[end]) {
				return true
			}
		}
	}
	return false
}

// carriesKorean reports a word that only carries others: one of the list with a particle or
// an ending behind it.
func (t *Language) carriesKorean(key string) bool {
	for i := range key {
		if i > 0 && t.function[key[:i]] && (koreanParticles()[key[i:]] || koreanEndings()[key[i:]]) {
			return true
		}
	}
	return false
}

// korean are the senses of a Korean word: its longest beginning that the table
// has, and what of the rest is a word, as in a compound. A beginning of one syllable
// is a word where a particle or an ending follows and nothing else.
func (t *Language) korean(key string) []Sense {
	carries := t.function[key]
	if !carries && t.entriesOf(asWritten, key) == nil && t.entriesOf(asForm, key) == nil {
		carries = t.carriesKorean(key)
	}
	if carries {
		return []Sense{{carrying(), 1}}
	}
	r := []rune(key)
	var found [][]Sense
	for at := 0; at < len(r) && len(found) < 3; {
		if rest := string(r[at:]); at > 0 && len(found) > 0 && (koreanParticles()[rest] || koreanDoes(rest)) {
			break
		}
		n := len(r) - at
		var s []Sense
		for ; n >= 1; n-- {
			part, rest := string(r[at:at+n]), string(r[at+n:])
			if n == 1 && at > 0 {
				break
			}
			switch {
			case n > 1:
				if s = t.get(asWritten, part, 1); s == nil {
					s = t.get(asStem, part, sureStem)
				}
			case rest == "" || koreanCases()[rest]:
				s = t.get(asWritten, part, 1)
			}
			verb := n > 1 && (at == 0 || rest != "") || koreanEndings()[rest] || koreanDoes(rest) || koreanHelped(rest)
			if s == nil && verb { // 설계도와 is no 도와: what follows a noun is a verb only with its own ending
				s = t.get(asForm, part, sureStem)
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

// koreanUnits stand behind the figures of a number, as in 30년 and 3주째.
var koreanUnits = pieces("년 주 개월 시간 세기 달러 유로")

// koreanCounted are the senses of the unit behind a number's figures, nil for another word.
func (t *Language) koreanCounted(key string) []Sense {
	unit := strings.TrimLeft(key, "0123456789,.만천백억조")
	if unit == key || key[0] < '0' || key[0] > '9' {
		return nil
	}
	for end := range unit {
		if end > 0 && koreanUnits()[unit[:end]] && (koreanCases()[unit[end:]] || unit[end:] == "째" || unit[end:] == "간") {
			return t.get(asWritten, unit[:end], 1)
		}
	}
	if koreanUnits()[unit] {
		return t.get(asWritten, unit, 1)
	}
	return nil
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
