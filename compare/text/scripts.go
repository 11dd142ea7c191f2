package text

import (
	"slices"
	"strings"
	"unicode"
)

// digit is the ASCII digit of a decimal digit of any script; other code points stay.
func digit(r rune) rune {
	if r < 0x660 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, t := range unicode.Nd.R16 {
		if uint16(r) >= t.Lo && uint16(r) <= t.Hi && r <= 0xffff { // compared with 0xffff as well
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}

// apostrophes makes ’ of whatever is written between two letters for one, in a copy
// where there is any.
func apostrophes(r []rune) (out []rune, changed bool) {
	for i := 1; i+1 < len(r); i++ {
		switch r[i] {
		case '´', '`', '‘', '′', '‛', 'ʼ', 'ʹ', '＇':
			if unicode.IsLetter(r[i-1]) && unicode.IsLetter(r[i+1]) {
				if !changed {
					r, changed = slices.Clone(r), true
				}
				r[i] = '’'
			}
		}
	}
	return r, changed
}

// lookalikes are the letters of Cyrillic and Greek whose skeleton (UTS 39) is a
// Latin letter.
var lookalikes = func() map[rune]rune {
	m := map[rune]rune{}
	for pair := range strings.FieldsSeq("аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԌG ҮY " +
		"αa οo ρp νv υu γy ιi κk ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϲc ϳj") {
		r := []rune(pair)
		m[r[0]] = r[1]
	}
	return m
}()

// mostlyLatin reports whether a text with letters of Cyrillic or Greek has far more
// Latin ones.
func mostlyLatin(r []rune) bool {
	latin, other := 0, 0
	for _, c := range r {
		switch {
		case c < 0x250:
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				latin++
			}
		case c >= 0x370 && c < 0x530:
			other++
		}
	}
	return other > 0 && latin > 2*other
}

// unmixed puts Latin letters for those of Cyrillic and Greek that look the same, in
// a word that mixes scripts or stands in a text in Latin letters. A word with other
// letters of those scripts stays as it is.
func unmixed(w string, latin bool) (string, bool) {
	foreign, own := false, latin
	for _, r := range w {
		foreign = foreign || isForeign(r)
		own = own || r < 0x250 && unicode.IsLetter(r)
	}
	if !foreign || !own || strings.ContainsFunc(w, func(r rune) bool { return isForeign(r) && lookalikes[r] == 0 }) {
		return w, false
	}
	return strings.Map(func(r rune) rune {
		if l := lookalikes[r]; l != 0 {
			return l
		}
		return r
	}, w), true
}

// isForeign reports Greek and Cyrillic letters.
func isForeign(r rune) bool { return r >= 0x370 && r < 0x530 }
