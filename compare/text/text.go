// Package text folds text to tokens: what counts as the same word, with the way
// back to the code points as written.
package text

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// TokenKind says what a token is.
type TokenKind uint8

// The kinds of token.
const (
	// Word is a word, a number or a single character of a script without spaces.
	Word TokenKind = iota
	// Ignorable is what an author adds and a quoter may leave out: an address, a
	// @handle, an emoji.
	Ignorable
	// Gap is an ellipsis: words may be missing here.
	Gap
	// Question is a question mark, which changes what a sentence says.
	Question
)

// Token is one folded token and where it stands in the text.
type Token struct {
	// Key is folded hard: NFKC, lower case, no diacritics. Two tokens with one
	// Key are the same word.
	Key string
	// Exact keeps the diacritics.
	Exact string
	// Spelt is Key with ae, oe and ue for the letters that are so written where they
	// are lacking; "" where there are none.
	Spelt string
	Kind  TokenKind
	// Elided marks a short word before an apostrophe: l’, qu’.
	Elided bool
	// Lookalike marks a word in which letters of another script stood for those that
	// look the same.
	Lookalike bool
	// Bracketed marks words in square brackets: the quoting writer's, not the
	// quoted person's.
	Bracketed bool
	// From and To are code points of the text.
	From, To int
}

// Folded is a text with its tokens in order.
type Folded struct {
	Text   string
	Tokens []Token
	// Runes are the code points of Text.
	Runes []rune
}

// Fold cuts a text into tokens by UAX #29 and folds each by NFKC, case and
// diacritics, keeping the way back to the text's code points. Typographic
// variants, zero-width and direction controls vanish; decimals, signs, percent
// and question marks stay. Invalid UTF-8 counts as U+FFFD.
func Fold(text string) Folded {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	f := folder{out: Folded{Text: text}}
	original, read := []rune(text), text
	r, place := seen(original)
	r, marked := apostrophes(r)
	if marked || place != nil {
		read = string(r)
	}
	f.out.Runes, f.latin = r, mostlyLatin(r)
	f.out.Tokens = make([]Token, 0, 8+len(r)/5)
	for seg := words.FromString(read); seg.Next(); {
		f.segment(seg.Value())
	}
	f.out.Tokens = markWriter(f.out)
	f.out.Runes = original
	if place == nil {
		return f.out
	}
	for i := range f.out.Tokens {
		t := &f.out.Tokens[i]
		t.From, t.To = place[t.From], place[t.To-1]+1
	}
	return f.out
}

// seen leaves out what a reader does not see, and says where each of the other
// code points stands; nil where all of them stay.
func seen(r []rune) ([]rune, []int) {
	if !slices.ContainsFunc(r, isInvisible) {
		return r, nil
	}
	out, place := make([]rune, 0, len(r)), make([]int, 0, len(r))
	for i, c := range r {
		if !isInvisible(c) {
			out, place = append(out, c), append(place, i)
		}
	}
	return out, place
}

// isInvisible reports zero-width characters and direction controls; joiners
// shape letters in some scripts and are left out of keys later.
func isInvisible(c rune) bool {
	return c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0xad || c == 0x200e || c == 0x200f || c == 0x61c || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
}

// Slice is the text between two code points, clipped to the text.
func (f Folded) Slice(from, to int) string {
	from, to = max(from, 0), min(to, len(f.Runes))
	if from >= to {
		return ""
	}
	return string(f.Runes[from:to])
}

type folder struct {
	out Folded
	at  int // code points before the segment
	// until is the end of an address or a handle under way.
	until int
	// latin says that the text is mostly in Latin letters.
	latin bool
}

// segment takes one UAX #29 segment.
func (f *folder) segment(s string) {
	n := utf8.RuneCountInString(s)
	from := f.at
	f.at += n
	if from < f.until || s == " " {
		return
	}
	if to, ok := freeRun(f.out.Runes, from); ok {
		f.until = to
		f.add(Token{Kind: Ignorable, From: from, To: to})
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	switch {
	case isWordStart(s):
		f.word(s, from)
	case isEllipsis(f.out.Runes, from):
		f.gap(from, from+n)
	case first == '?' || first == '؟' || first == '？' || first == ';' && f.greekBefore(from):
		f.add(Token{Key: "?", Exact: "?", Kind: Question, From: from, To: from + n})
	case first == '%' || first == '٪' || first == '％':
		f.percent(from + n)
	case isEmoji(first):
		f.add(Token{Kind: Ignorable, From: from, To: from + n})
	}
}

// greekBefore reports whether the letter before a place is Greek: there a semicolon asks.
func (f *folder) greekBefore(at int) bool {
	for i := at - 1; i >= 0; i-- {
		if unicode.IsLetter(f.out.Runes[i]) {
			return unicode.Is(unicode.Greek, f.out.Runes[i])
		}
	}
	return false
}

func (f *folder) add(t Token) { f.out.Tokens = append(f.out.Tokens, t) }

// gap adds an ellipsis, or grows the one before it.
func (f *folder) gap(from, to int) {
	if n := len(f.out.Tokens); n > 0 && f.out.Tokens[n-1].Kind == Gap {
		f.out.Tokens[n-1].To = to
		return
	}
	f.add(Token{Kind: Gap, From: from, To: to})
}

// percent joins the sign to the number before it: 15 and 15% are not the same.
func (f *folder) percent(to int) {
	n := len(f.out.Tokens)
	if n == 0 || !IsNumber(f.out.Tokens[n-1].Key) || to-f.out.Tokens[n-1].To > 2 {
		return
	}
	t := &f.out.Tokens[n-1]
	t.Key, t.Exact, t.To = t.Key+"%", t.Exact+"%", to
}

// word adds a segment with letters or digits, cut where UAX #29 joins what
// people do not: at an apostrophe (l’homme), at a full stop between letters.
func (f *folder) word(s string, from int) {
	start, at := 0, from
	runes := f.out.Runes[from:f.at]
	tag := from > 0 && (f.out.Runes[from-1] == '#' || f.out.Runes[from-1] == '＃')
	i := -1
	for b, r := range s {
		i++
		if tag && i > 0 && unicode.IsUpper(r) && unicode.IsLower(runes[i-1]) { // #KeepTheFerry
			f.piece(s[start:b], at)
			start, at = b, from+i
			continue
		}
		if !isJoint(runes, i, r) {
			continue
		}
		f.piece(s[start:b], at)
		start, at = b+utf8.RuneLen(r), from+i+1
	}
	f.piece(s[start:], at)
}

// isJoint reports whether the word is cut at rune i.
func isJoint(w []rune, i int, r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '＇':
		return !isContracted(w, i)
	case '.', ':', '·', '．', '_':
		return i > 0 && !unicode.IsDigit(w[i-1]) || i+1 < len(w) && !unicode.IsDigit(w[i+1])
	}
	return false
}

// isContracted reports whether the apostrophe at i stands in n't, which is no end of
// a word.
func isContracted(w []rune, i int) bool {
	return i > 0 && (w[i-1] == 'n' || w[i-1] == 'N') && len(w) == i+2 && (w[i+1] == 't' || w[i+1] == 'T')
}

func (f *folder) piece(w string, from int) {
	if w == "" {
		return
	}
	w, lookalike := unmixed(w, f.latin)
	n := utf8.RuneCountInString(w)
	t := Token{Lookalike: lookalike, From: from, To: from + n}
	t.Exact, t.Key, t.Spelt = foldWord(w)
	if t.Key == "" {
		return
	}
	t.Elided = n <= 2 && t.To < len(f.out.Runes) && (f.out.Runes[t.To] == '’' || f.out.Runes[t.To] == '\'')
	if IsNumber(t.Key) {
		t.Key = plainNumber(t.Key)
		if f.negative(from) {
			t.Key, t.From = "-"+t.Key, from-1
		}
	}
	f.add(t)
}

// folds are the folded forms of words with letters that are not folded one by one.
var folds = NewMemory[[3]string](1 << 15)

// foldWord gives a word's forms as a token has them.
func foldWord(w string) (exact, key, other string) {
	if isASCII(w) {
		exact = strings.ToLower(w)
		return exact, FoldKey(exact), ""
	}
	if exact, ok := foldLetters(exactOf(), w); ok {
		return exact, FoldKey(exact), spelt(exact)
	}
	f, ok := folds.Get(w)
	if !ok {
		w = strings.Clone(w) // of which a form may be a part
		exact = FoldExact(w)
		f = [3]string{exact, FoldKey(exact), spelt(exact)}
		folds.Put(w, f)
	}
	return f[0], f[1], f[2]
}

// negative reports whether a minus sign stands right before a number and is no
// hyphen or range dash between words.
func (f *folder) negative(from int) bool {
	r := f.out.Runes
	if from == 0 || !strings.ContainsRune("-−–‒﹣－", r[from-1]) {
		return false
	}
	return from == 1 || unicode.IsSpace(r[from-2]) || r[from-2] == '('
}

// markWriter sets Bracketed on tokens between square brackets, turns an ellipsis in
// brackets into a gap, and drops [sic].
func markWriter(f Folded) []Token {
	if !slices.Contains(f.Runes, '[') && !slices.Contains(f.Runes, '［') {
		return f.Tokens
	}
	out := f.Tokens[:0:0]
	depth, next := 0, 0
	for _, t := range f.Tokens {
		for ; next < t.From; next++ {
			switch f.Runes[next] {
			case '[', '［':
				depth++
			case ']', '］':
				depth = max(depth-1, 0)
			}
		}
		if depth > 0 && t.Key == "sic" {
			continue
		}
		t.Bracketed = depth > 0 && t.Kind == Word
		out = append(out, t)
	}
	return out
}

var exactFold = strings.NewReplacer("ß", "ss", "ẞ", "ss", "ſ", "s", "ς", "σ", "ـ", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "", "ʼ", "'", "’", "'")

// FoldForm is NFKC without invisible characters.
func FoldForm(s string) string { return exactFold.Replace(norm.NFKC.String(s)) }

// FoldExact is FoldForm in lower case.
func FoldExact(s string) string {
	if isASCII(s) {
		return strings.ToLower(s) // nothing else to fold
	}
	if exact, ok := foldLetters(exactOf(), s); ok {
		return exact
	}
	return strings.ToLower(FoldForm(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var keyFold = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "æ", "ae", "œ", "oe", "ı", "i", "ð", "d", "þ", "th", "ё", "е", "'", "",
	"ى", "ي", "ی", "ي", "ے", "ي", "ة", "ه", "ہ", "ه", "ھ", "ه", "ە", "ه", "ک", "ك", "٫", ".", "٬", ",")

var spellings = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe")

// spelt is a word's key with ä, ö, ü, å and ø written in two letters, as where the
// letters are lacking; "" where it has none of them.
func spelt(exact string) string {
	for _, r := range exact {
		switch r {
		case 'ä', 'ö', 'ü', 'å', 'ø':
			return FoldKey(spellings.Replace(exact))
		}
	}
	return ""
}

// Same reports whether two tokens are one word: of one key, or one with ae, oe, ue
// where the other has ä, ö, ü.
func Same(a, b Token) bool {
	return a.Key == b.Key || a.Spelt != "" && a.Spelt == b.Key || b.Spelt != "" && b.Spelt == a.Key ||
		a.Elided && elides(a.Key, b.Key) || b.Elided && elides(b.Key, a.Key)
}

// elides reports whether a word is another without its vowel, before an apostrophe:
// s’ for se, qu’ for que.
func elides(short, whole string) bool {
	if len(short) > 2 || len(whole) != len(short)+1 || whole[:len(short)] != short {
		return false
	}
	switch whole[len(short)] {
	case 'e', 'a', 'o':
		return true
	case 'i':
		return short == "s" || short == "d" // s’il, d’Italia
	}
	return false
}

// FoldKey takes the diacritics off letters of scripts where they are spelling
// (Latin, Greek, Cyrillic, Hebrew, Arabic); vowel signs of other scripts stay.
func FoldKey(exact string) string {
	if isASCII(exact) {
		return strings.ReplaceAll(exact, "'", "")
	}
	if key, ok := foldLetters(keyOf(), exact); ok {
		return key
	}
	return foldKey(exact)
}

func foldKey(exact string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(exact) {
		if !isSpellingMark(r) {
			b.WriteRune(simplified(digit(r)))
		}
	}
	return norm.NFC.String(keyFold.Replace(b.String()))
}

// letterEnd is the code point up to which letters are folded one by one: those of Latin,
// Greek, Cyrillic, Armenian, Hebrew and Arabic.
const letterEnd = 0x700

// letterFolds are the folded forms of those of the letters and of ASCII that neither
// join what stands beside them nor vanish; "" for all others.
type letterFolds [letterEnd]string

func makeLetterFolds(fold func(string) string) *letterFolds {
	var out letterFolds
	for r := range rune(letterEnd) {
		if r < utf8.RuneSelf && r != '\'' || unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) {
			out[r] = fold(string(r))
		}
	}
	return &out
}

var (
	exactOf = sync.OnceValue(func() *letterFolds {
		return makeLetterFolds(func(s string) string { return strings.ToLower(FoldForm(s)) })
	})
	keyOf = sync.OnceValue(func() *letterFolds { return makeLetterFolds(foldKey) })
)

// foldLetters folds a word letter by letter; ok is false where it has others.
func foldLetters(folds *letterFolds, w string) (folded string, ok bool) {
	same := true
	for i, r := range w {
		if r >= letterEnd || folds[r] == "" {
			return "", false
		}
		same = same && strings.HasPrefix(w[i:], folds[r])
	}
	if same {
		return w, true
	}
	var b strings.Builder
	b.Grow(len(w) + 2)
	for _, r := range w {
		b.WriteString(folds[r])
	}
	return b.String(), true
}

func isSpellingMark(r rune) bool {
	switch {
	case r >= 0x300 && r <= 0x36f, r >= 0x591 && r <= 0x5c7, r >= 0x610 && r <= 0x61a, r >= 0x64b && r <= 0x65f, r == 0x670:
		return unicode.Is(unicode.Mn, r)
	}
	return false
}

// IsNumber reports whether a key begins with a digit of any script and has no
// letters.
func IsNumber(key string) bool {
	digit := false
	for _, r := range key {
		if unicode.IsLetter(r) {
			return false
		}
		digit = digit || unicode.IsDigit(r)
	}
	return digit
}

// plainNumber takes the marks between thousands out: 1,000,000 and 1.000.000 are
// 1000000. A single mark before exactly three digits is read as thousands, one
// before any other count of digits as the decimal point.
func plainNumber(key string) string {
	var digits strings.Builder
	groups := strings.FieldsFunc(key, func(r rune) bool { return r == '.' || r == ',' || r == '\'' || r == '_' })
	if len(groups) < 2 {
		return key
	}
	for _, g := range groups[1:] {
		if len(g) != 3 || len(groups[0]) > 3 || groups[0] == "0" {
			return strings.ReplaceAll(key, ",", ".")
		}
	}
	for _, g := range groups {
		digits.WriteString(g)
	}
	return digits.String()
}

func isWordStart(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
