// Package sound compares words of different scripts by how they sound.
package sound

import (
	"strings"
	"unicode/utf8"
)

// Roman puts a folded word into Latin letters, roughly, so that names and
// cognates can be told across scripts; Han characters stay.
func Roman(key string) string {
	if key == "" || key[0] < utf8.RuneSelf && isASCII(key) {
		return key
	}
	var b strings.Builder
	for _, r := range key {
		switch {
		case r >= 0xac00 && r < 0xd7a4:
			hangul(&b, r)
		case r >= 0x980 && r < 0xd80: // laid out as Devanagari is
			b.WriteString(latinOf[0x900+(r-0x900)%0x80])
		default:
			if l, ok := latinOf[r]; ok {
				b.WriteString(l)
			} else if r < 0x250 || r >= 0x3400 && r < 0xa000 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var (
	initials = strings.Split("g kk n d tt r m b pp s ss  j jj ch k t p h", " ")
	medials  = strings.Split("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i", " ")
	finals   = strings.Split(" g kk gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h", " ")
)

// hangul writes a syllable (The Unicode Standard, 3.12).
func hangul(b *strings.Builder, r rune) {
	n := int(r - 0xac00)
	b.WriteString(initials[n/588])
	b.WriteString(medials[n%588/28])
	b.WriteString(finals[n%28])
}

// latinOf are letters as they sound. Arabic and Hebrew write no short vowels; those
// of India and Thailand are left out, since only the consonants are compared.
var latinOf = func() map[rune]string {
	m := map[rune]string{}
	for _, pairs := range []string{
		"а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sh ъ  ы i ь  э e ю iu я ia і i ї i є e ґ g ј j љ l њ n ћ c џ dz ђ d ѓ g ќ k ў u",
		"α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ i φ f χ ch ψ ps ω o",
		"ا a ب b ت t ث t ج j ح h خ kh د d ذ d ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ g ف f ق k ك k ل l م m ن n ه h و u ي i ى a ء  آ a أ a إ i ؤ o ئ i پ p چ ch گ g ڤ v ک k ی i ٹ t ڈ d ڑ r ں n ے e ہ h ھ h",
		"א a ב b ג g ד d ה h ו o ז z ח h ט t י i כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ ts ץ ts ק k ר r ש sh ת t",
		"क k ख kh ग g घ g ङ n च ch छ ch ज j झ j ञ n ट t ठ t ड d ढ d ण n त t थ t द d ध d न n प p फ f ब b भ b म m य y र r ल l ळ l व v श sh ष sh स s ह h अ a आ a इ i ई i उ u ऊ u ए e ऐ e ओ o औ o ं n ँ n",
		"ก k ข k ค k ฆ k ง ng จ j ฉ ch ช ch ซ s ญ y ด d ต t ถ t ท t ธ t น n บ b ป p ผ p ฝ f พ p ฟ f ภ p ม m ย y ร r ล l ว w ศ s ษ s ส s ห h",
		"ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ g ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h",
		"ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ g ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f",
		"ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ si ス su セ se ソ so タ ta チ ti ツ tu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n",
		"ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ zi ズ zu ゼ ze ゾ zo ダ da ヂ di ヅ du デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ v ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ッ  ー ",
	} {
		f := strings.Split(pairs, " ")
		for i := 0; i+1 < len(f); i += 2 {
			r, _ := utf8.DecodeRuneInString(f[i])
			m[r] = f[i+1]
		}
	}
	return m
}()

// Skeleton is a word in Latin letters without vowels and doubled letters, sounds
// that languages write in several ways made one.
func Skeleton(s string) string {
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

// Loose is a skeleton in which sounds are one that kana or hangul does not tell
// apart.
func Loose(skeleton string) string { return looseFold.Replace(skeleton) }

var looseFold = strings.NewReplacer("l", "r", "m", "n", "f", "", "kt", "t")

// Rough reports whether a word is of a script that has few consonants of its own:
// kana, hangul, Thai.
func Rough(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return r >= 0x3040 && r < 0x3100 || r >= 0xac00 && r < 0xd7b0 || r >= 0xe00 && r < 0xe80
}

// SameName reports whether two folded words of different scripts are one name: of the
// same consonants, those that differ in sound told apart where both scripts do.
func SameName(a, b string) bool {
	x, y := nameSkeleton(a), nameSkeleton(b)
	if arabic(a) || arabic(b) { // it has no p
		x, y = strings.ReplaceAll(x, "p", "b"), strings.ReplaceAll(y, "p", "b")
	}
	if Rough(a) || Rough(b) {
		x, y = Loose(x), Loose(y)
	}
	return len(x) >= 3 && x == y || len(x) == 2 && x == y && len(Roman(a)) >= 4 && Roman(a) == Roman(b)
}

func arabic(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return r >= 0x600 && r < 0x780
}

// nameSkeleton is a name's consonants, the ways to write one sound made one.
func nameSkeleton(key string) string {
	s := nameFold.Replace(Roman(key))
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if strings.IndexByte("aeiouyhwj", s[i]) >= 0 || len(out) > 0 && out[len(out)-1] == s[i] {
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

var nameFold = strings.NewReplacer("sch", "s", "sh", "s", "ts", "s", "tz", "s", "cz", "s", "ch", "k", "kh", "k", "ph", "f", "ck", "k", "c", "k", "q", "k", "z", "s", "x", "ks", "v", "v", "w", "v")
