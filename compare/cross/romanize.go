package cross

import (
	"strings"
	"unicode/utf8"

	"onrecord/compare/text"
)

// romanize puts a folded word of a known alphabet into Latin letters, roughly, so
// that names and cognates can be told across scripts; other words stay.
func romanize(key string) string {
	if key == "" || key[0] < utf8.RuneSelf {
		return key
	}
	var b strings.Builder
	for _, r := range key {
		if l, ok := latinOf[r]; ok {
			b.WriteString(l)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// latinOf are the letters of Cyrillic, Greek, Arabic and Hebrew as they sound. The
// last two write no short vowels.
var latinOf = func() map[rune]string {
	m := map[rune]string{}
	for _, pairs := range []string{
		"а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sh ъ  ы i ь  э e ю iu я ia і i ї i є e ґ g ј j љ l њ n ћ c џ dz ђ d",
		"α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ i φ f χ ch ψ ps ω o",
		"ا a ب b ت t ث t ج g ح h خ kh د d ذ d ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ g ف f ق k ك k ل l م m ن n ه h و o ي i ى a ء  آ a أ a إ i ؤ o ئ i پ p چ ch گ g ڤ v",
		"א a ב b ג g ד d ה h ו o ז z ח h ט t י i כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ ts ץ ts ק k ר r ש sh ת t",
	} {
		f := strings.Split(pairs, " ")
		for i := 0; i+1 < len(f); i += 2 {
			r, _ := utf8.DecodeRuneInString(f[i])
			m[r] = f[i+1]
		}
	}
	return m
}()

// sameWord reports whether two words in Latin letters are one name, number or
// cognate: the same, or long and alike in their beginning, or of one skeleton of
// consonants.
func sameWord(a, b string) bool {
	switch {
	case a == b:
		return len(a) >= 3 || text.IsNumber(a)
	case text.IsNumber(a) || text.IsNumber(b) || len(a) < 4 || len(b) < 4:
		return false
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n >= 5 && 10*n >= 6*max(len(a), len(b)) {
		return true
	}
	x, y := skeleton(a), skeleton(b)
	return len(x) >= 4 && x == y
}

// skeleton is a word without vowels and doubled letters, sounds that languages
// write in several ways made one.
func skeleton(s string) string {
	s = skeletonFold.Replace(s)
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if strings.IndexByte("aeiouyhwj", s[i]) >= 0 || len(out) > 0 && out[len(out)-1] == s[i] {
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

var skeletonFold = strings.NewReplacer("ph", "f", "kh", "k", "ch", "k", "ck", "k", "c", "k", "q", "k", "sh", "s", "z", "s", "x", "ks", "v", "b", "p", "b", "d", "t", "g", "k")
