package sound

import (
	_ "embed"
	"strings"
	"sync"

	"onrecord/compare/text"
)

//go:generate go run ./gen

//go:embed pinyin.txt
var pinyinLines string

// pinyinOf are the readings of Chinese characters, without tones.
var pinyinOf = sync.OnceValue(func() map[rune]string {
	m := make(map[rune]string, 6800)
	for line := range strings.Lines(pinyinLines) {
		syllable, chars, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range chars {
			m[r] = syllable
		}
	}
	return m
})

// Han reports whether a word is of Chinese characters.
func Han(key string) bool {
	for _, r := range key {
		return r >= 0x3400 && r < 0xa000
	}
	return false
}

// heard are the sounds of words that were compared.
var heard = text.NewMemory[string](1 << 14)

func soundsOf(key string) string {
	s, ok := heard.Get(key)
	if !ok {
		s = sounds(key)
		heard.Put(strings.Clone(key), s)
	}
	return s
}

// sounds are a name's consonants, a byte for each kind: those that languages write in
// several ways are one, those that several letters may stand for are kinds of their own.
func sounds(key string) string {
	var s string
	if Han(key) {
		var b strings.Builder
		for _, r := range key {
			b.WriteString(pinyinSounds.Replace(pinyinOf()[r]))
		}
		s = b.String()
	} else {
		s = letterSounds.Replace(Roman(key))
	}
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	return string(out)
}

// letterSounds reads Latin letters: C is c, which is k or s; J is j, which is y or dzh;
// X is ch, which is kh or tsh; G is g before it is h.
var letterSounds = strings.NewReplacer(
	"chzh", "S", "tsch", "S", "dsch", "S", "tch", "S", "dzh", "S", "shch", "S", "sch", "S", "sh", "S", "zh", "S", "cz", "S", "sz", "S", "ts", "S", "tz", "S", "dz", "S", "dj", "J",
	"ch", "X", "kh", "H", "gh", "G", "ph", "F", "th", "T", "dh", "D", "bh", "B", "ck", "K", "x", "KS", "qu", "K", "ng", "N",
	"b", "B", "c", "C", "d", "D", "f", "F", "g", "G", "h", "H", "j", "J", "k", "K", "l", "L", "m", "M", "n", "N", "p", "P", "q", "K", "r", "R", "s", "S", "t", "T", "v", "V", "w", "W", "z", "S",
)

// pinyinSounds reads the Latin letters of Chinese.
var pinyinSounds = strings.NewReplacer(
	"zh", "S", "ch", "S", "sh", "S", "z", "S", "c", "S", "s", "S", "j", "J", "q", "X", "x", "H", "ng", "N",
	"b", "B", "d", "D", "f", "F", "g", "G", "h", "H", "k", "K", "l", "L", "m", "M", "n", "N", "p", "P", "r", "R", "t", "T", "w", "W",
)

// change is what it costs to take one kind of consonant for another, leave to leave one out.
var change, leave = func() (c [26][26]float64, l [26]float64) {
	for i := range c {
		for j := range c {
			if i != j {
				c[i][j] = 1
			}
		}
		l[i] = 1
	}
	for _, f := range []struct {
		cost         float64
		pairs, alone string
	}{
		{0.1, "BP DT GK VW CK CS XS JS", ""},
		{0.3, "BV FV FW XH GH HK XK FP LR MN FH JH GJ XJ SD", "HJW"},
		{0.5, "TS RS CX BW BF GX CD CT CH SH", ""},
		{0.7, "", "VRGTDNSL"},
	} {
		for _, p := range strings.Fields(f.pairs) {
			c[p[0]-'A'][p[1]-'A'], c[p[1]-'A'][p[0]-'A'] = f.cost, f.cost
		}
		for i := range len(f.alone) {
			l[f.alone[i]-'A'] = f.cost
		}
	}
	return c, l
}()

// blurredSounds are those that scripts of few consonants do not tell apart.
const blurredSounds = "LRMN"

// distance is how far two names are from each other: what the cheapest way costs to make
// the sounds of one into those of the other. blurred says that one's script has few
// consonants.
func distance(a, b string, blurred bool) float64 {
	last, row := make([]float64, len(b)+1), make([]float64, len(b)+1)
	for j := range len(b) {
		last[j+1] = last[j] + leave[b[j]-'A']
	}
	for i := range len(a) {
		row[0] = last[0] + leave[a[i]-'A']
		for j := range len(b) {
			c := change[a[i]-'A'][b[j]-'A']
			if blurred && c > 0.1 && c < 1 && strings.IndexByte(blurredSounds, a[i]) >= 0 && strings.IndexByte(blurredSounds, b[j]) >= 0 {
				c = 0.1
			}
			row[j+1] = min(last[j]+c, last[j+1]+leave[a[i]-'A'], row[j]+leave[b[j]-'A'])
		}
		last, row = row, last
	}
	return last[len(b)]
}

// alike is how far two words are from one another by their consonants, as a share of the
// longer one, and how many consonants the shorter one has.
func alike(a, b string) (far float64, n int) {
	x, y := soundsOf(a), soundsOf(b)
	if n = min(len(x), len(y)); n == 0 || max(len(x), len(y)) > 2*n {
		return 1, n
	}
	return distance(x, y, Rough(a) || Rough(b) || Han(a) || Han(b)) / float64(max(len(x), len(y))), n
}

// Alike reports whether two folded words, of scripts or languages that write a name of a
// third each in its way, sound like one name: the shorter they are, the less they differ.
func Alike(a, b string) bool {
	far, n := alike(a, b)
	return n >= 5 && far <= 0.2 || n == 4 && far <= 0.12
}

// Heard reports whether two folded words, one in Latin letters and one not, may be one name
// where a translation of the text of the one is looked for: less sure than Alike.
func Heard(a, b string) bool {
	if Latin(a) == Latin(b) {
		return false
	}
	far, n := alike(a, b)
	return n >= 5 && far <= 0.22 || n == 4 && far <= 0.15 || n == 3 && far <= 0.1
}

// Latin reports a folded word in Latin letters.
func Latin(key string) bool { return key != "" && key[0] < 0xcd }

// Opening is the kind of a word's first consonant, one for all that Heard may take for one
// another; 0 where it has too few to be heard. Some languages write W as a vowel.
func Opening(key string) byte {
	s := soundsOf(key)
	if len(s) < 3 {
		return 0
	}
	if rest := strings.TrimLeft(s, "W"); rest != "" {
		s = rest
	}
	return openings[s[0]-'A']
}

// openings are the kinds of consonants by letter.
const openings = "ABKDEBKKIKKRNNOBKRKDUBBKYK"

// nearMost is how far two words of different scripts may be apart and still be one name, with
// its endings and what a script cannot write.
const nearMost = 0.5

// Near reports whether two folded words of different scripts may be one name: so few of their
// consonants differ, or so few there are, that they cannot be told apart for certain.
func Near(a, b string) bool {
	x, y := soundsOf(a), soundsOf(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return true
	}
	return len(x) <= 2 && change[x[0]-'A'][y[0]-'A'] < 1 || distance(x, y[:min(len(y), len(x)+2)], true)/float64(len(x)) <= nearMost
}

// AlikeInFull is Alike for names of several words, given and family names in any order.
func AlikeInFull(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	x, y := strings.Join(a, ""), strings.Join(b, "")
	most := 0.22
	if len(a) > 1 && len(b) > 1 { // their words can be compared, too
		most = 0.1
	}
	for i := range a {
		turned := x
		if i > 0 {
			turned = strings.Join(a[i:], "") + strings.Join(a[:i], "")
		}
		if far, n := alike(turned, y); n >= 6 && far <= most || n == 5 && far <= 0.1 || Han(turned) != Han(y) && spelt(turned) == spelt(y) {
			return true
		}
	}
	return false
}

// spelt are the letters of a name, Chinese characters as they are read.
func spelt(name string) string {
	if !Han(name) {
		return Roman(name)
	}
	var b strings.Builder
	for _, r := range name {
		b.WriteString(pinyinOf()[r])
	}
	return b.String()
}

// SpeltAlike reports whether two folded words of one script are a name as two languages
// write it: alike in sound, and as many vowels.
func SpeltAlike(a, b string) bool {
	near := func(a, b string) bool {
		far, n := alike(a, b)
		return n >= 3 && far <= 0.12 && vowels(Roman(a)) == vowels(Roman(b))
	}
	x, y := glides.Replace(Roman(a)), glides.Replace(Roman(b))
	return x == y || near(x, y) || near(a, b) // Arabic writes a consonant with what is a glide elsewhere
}

// glides are letters that languages take for i and v.
var glides = strings.NewReplacer("yi", "i", "iy", "i", "ji", "i", "ij", "i", "y", "i", "j", "i", "w", "v")

// vowels are those of a word, without the i of a diphthong, which languages write as they like.
func vowels(s string) string {
	var out []byte
	for i := range len(s) {
		c := s[i]
		if strings.IndexByte("aeiou", c) >= 0 && (c != 'i' || i+1 == len(s) || strings.IndexByte("aeiou", s[i+1]) < 0) && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	return string(out)
}
