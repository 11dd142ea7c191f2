// Package charset reads bytes as text, by the charset that they declare unless the bytes
// themselves speak against it.
package charset

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// Decode turns bytes into UTF-8, by the charset that their media type, a byte order mark,
// a meta element or an XML declaration names unless the bytes speak against it. Flags say
// what it chose and what is odd: "invalid-utf8", "nul".
func Decode(body []byte, contentType string) (string, []string) {
	var flags []string
	enc, declared := declaredIn(body, contentType)
	text, done := "", false
	if enc, name, sniffed := choose(body, enc, declared); enc != nil {
		var b strings.Builder
		b.Grow(len(body)) // a body may be large, and needs no other copies
		if _, err := io.Copy(&b, enc.NewDecoder().Reader(bytes.NewReader(body))); err == nil {
			text, done = b.String(), true
			flags = append(flags, flagOf(name, declared, sniffed))
		}
	} else if declared != "" && declared != "utf-8" && !isASCII(body) {
		flags = append(flags, flagOf("utf-8", declared, "utf-8"))
	}
	if !done {
		text = string(body)
	}
	if !utf8.ValidString(text) {
		flags = append(flags, "invalid-utf8")
	}
	if bytes.IndexByte(body, 0) >= 0 && len(flags) == 0 {
		flags = append(flags, "nul")
	}
	return strings.TrimPrefix(text, "\ufeff"), flags
}

// wide is the UTF-16 that bytes are without a mark that says so: text of a Western page
// has a NUL in every second byte. "" where they are not.
func wide(b []byte) string {
	b = b[:min(len(b), maxSniffed)&^1]
	if len(b) < 64 {
		return ""
	}
	var nul [2]int
	for i, c := range b {
		if c == 0 {
			nul[i%2]++
		}
	}
	most := len(b) / 2 * 6 / 10
	switch {
	case nul[1] > most && nul[0] < most/10:
		return "utf-16le"
	case nul[0] > most && nul[1] < most/10:
		return "utf-16be"
	}
	return ""
}

// xmlDeclared finds the charset of an XML declaration.
var xmlDeclared = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// declaredIn is the charset that a page's header, byte order mark or meta element
// declares, and its encoding; "" and windows-1252 where nothing is declared.
// DetermineEncoding does not tell a meta element from its own guess, so it is asked
// twice for text of which it guesses otherwise each time.
func declaredIn(body []byte, contentType string) (encoding.Encoding, string) {
	if name := wide(body); name != "" {
		return charset.Lookup(name)
	}
	enc, name := markedAs(body, contentType)
	if name != "" && name != "windows-1252" {
		return enc, name
	}
	// Servers add Latin-1 by default; what the file says of itself is better known.
	if said, inside := markedAs(body, ""); inside != "" {
		return said, inside
	}
	if m := xmlDeclared.FindSubmatch(body[:min(len(body), 400)]); m != nil {
		if enc, name := charset.Lookup(string(m[1])); enc != nil && !strings.HasPrefix(name, "utf-16") {
			return enc, name
		}
	}
	return enc, name
}

// markedAs is the charset that a header, byte order mark or meta element names.
func markedAs(body []byte, contentType string) (encoding.Encoding, string) {
	if enc, name, certain := charset.DetermineEncoding(body, contentType); certain {
		return enc, name
	}
	head := bytes.Map(func(r rune) rune {
		if r >= 0x80 {
			return ' '
		}
		return r
	}, body[:min(len(body), 1000)])
	enc, name, _ := charset.DetermineEncoding(head, "")
	if name != "windows-1252" {
		return enc, name
	}
	if _, again, _ := charset.DetermineEncoding(append(head, "é."...), ""); again == name {
		return enc, name
	}
	return enc, ""
}

// flagOf records the charset that was chosen, the one declared and the one that
// the bytes look like.
func flagOf(chosen, declared, sniffed string) string {
	f := "charset:" + chosen
	if declared != chosen {
		if declared == "" {
			declared = "none"
		}
		f += " declared:" + declared
	}
	if sniffed != "" && sniffed != chosen {
		f += " sniffed:" + sniffed
	}
	return f
}

// choose is the encoding to read a page by; nil is UTF-8. What is valid UTF-8 beyond
// ASCII is that, whatever is declared: no text in another charset comes out so by
// chance. Where nothing is declared, or UTF-8 that the bytes are far from, the bytes
// decide.
func choose(body []byte, enc encoding.Encoding, declared string) (chosen encoding.Encoding, name, sniffed string) {
	two := strings.HasPrefix(declared, "utf-16") || declared == "iso-2022-jp" || declared == "replacement"
	switch {
	case utf8.Valid(body) && !two, declared == "utf-8" && !farFromUTF8(body):
		return nil, "", ""
	case declared != "" && declared != "utf-8":
		if sniffed, _ = Sniff(body); declared == "koi8-r" && sniffed == "koi8-u" {
			sniffed = declared
		}
		return enc, declared, sniffed
	}
	sniffed, _ = Sniff(body)
	if e, n := charset.Lookup(sniffed); e != nil && n != "utf-8" {
		return e, n, n
	}
	if declared == "utf-8" {
		return nil, "", ""
	}
	return enc, "windows-1252", sniffed
}

func isASCII(b []byte) bool {
	return !slices.ContainsFunc(b, func(c byte) bool { return c >= 0x80 })
}

// farFromUTF8 reports whether more of a text's bytes beyond ASCII are wrong as UTF-8
// than right: one that was cut or damaged has few that are wrong.
func farFromUTF8(b []byte) bool {
	right, wrong := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			wrong++
		case n > 1:
			right++
		}
		b = b[n:]
	}
	return wrong > right
}

// maxSniffed is how much of a page is sniffed, and sureEnough the confidence, of
// 100, from which the finding counts; sureOfWords where it was asked of words alone.
const (
	maxSniffed  = 64 << 10
	sureEnough  = 20
	sureOfWords = 10
	// leastLetters is how many bytes of words of another script must be there: one word is
	// one in several charsets.
	leastLetters = 10
)

// Sniff tells a charset by the bytes of a text that is no UTF-8; "" where they do not show
// one, foreign then where their letters are not Latin.
func Sniff(body []byte) (name string, foreign bool) {
	first := slices.IndexFunc(body, func(c byte) bool { return c >= 0x80 })
	if first < 0 {
		return "", false
	}
	body = body[max(first-200, 0):]
	body = body[:min(len(body), maxSniffed)]
	name = detected(body, sureEnough)
	words, foreign := ofOtherScripts(body)
	if name == "iso-8859-2" && bytes.IndexByte(body, '\xab') >= 0 { // no word has a Ť there, many a text «
		name = "windows-1252"
	}
	if !foreign || manyBytes[name] {
		return name, false
	}
	if len(words) < leastLetters {
		return "", true
	}
	// Tags, addresses and the names of columns outweigh what little there is of a text.
	name, sure := mostLikely(words)
	if old := oldCyrillic(words, name, sure); old != "" {
		return old, true
	}
	if sure < sureOfWords {
		name = ""
	}
	switch {
	case name == "iso-8859-7" && !bytes.Contains(words, []byte{0xb6}): // they differ in a letter, Ά
		name = "windows-1253"
	case name == "iso-8859-6" && slices.ContainsFunc(words, func(c byte) bool { return c >= 0x80 && c < 0xa0 }): // where it has none
		name = "windows-1256"
	}
	if !otherScripts[name] || !likely(words, name) {
		return "", true
	}
	return name, true
}

// oldCyrillic is the Cyrillic of DOS or of the Macintosh of old that words are in, which no
// statistics know: they are asked how Russian the letters are that such words are read as, and
// must be surer of them than they are of the bytes, which are of the charset name. What is
// written on a Macintosh differs from windows-1251 in я and in the large letters only, so these
// must come out right. "" for neither.
func oldCyrillic(words []byte, name string, sure int) string {
	for _, old := range []string{"ibm866", "x-mac-cyrillic"} {
		if !likely(words, old) {
			continue
		}
		enc, _ := charset.Lookup(old)
		text, err := enc.NewDecoder().Bytes(words)
		if err != nil {
			continue
		}
		if shouted(text) { // Hebrew of DOS comes out so
			continue
		}
		russian, err := encoding.ReplaceUnsupported(charmap.Windows1251.NewEncoder()).Bytes(text)
		if err != nil {
			continue
		}
		is, now := mostLikely(russian)
		if is != "windows-1251" || now < sureOfWords {
			continue
		}
		better := now > sure
		if old == "x-mac-cyrillic" {
			odd, _ := oddWords(words, old)
			odder, _ := oddWords(words, "windows-1251")
			better = (better || name == "windows-1251") && 4*odd < odder
		}
		if better {
			return old
		}
	}
	return ""
}

// shouted reports whether more of a text's letters are large than small.
func shouted(text []byte) bool {
	large, small := 0, 0
	for _, r := range string(text) {
		switch {
		case unicode.IsUpper(r):
			large++
		case unicode.IsLower(r):
			small++
		}
	}
	return large > small
}

// likely reports whether words read by a charset look like words.
func likely(words []byte, name string) bool {
	odd, all := oddWords(words, name)
	return 10*odd <= all
}

// oddWords counts what speaks against a charset in words that are read by it: large letters
// behind small ones, and what is no letter.
func oddWords(words []byte, name string) (odd, all int) {
	enc, _ := charset.Lookup(name)
	text, err := enc.NewDecoder().String(string(words))
	if err != nil {
		return 1, 0
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		all++
		small := false
		for _, r := range w {
			if small && unicode.IsUpper(r) {
				odd++
				break
			}
			small = small || unicode.IsLower(r)
		}
	}
	for _, r := range text {
		if unicode.IsSymbol(r) || unicode.IsControl(r) || r == utf8.RuneError {
			odd++
		}
	}
	return odd, all
}

// manyBytes are charsets of several bytes a letter, otherScripts those of one byte a letter
// whose letters are not Latin.
var (
	manyBytes    = set("shift_jis euc-jp iso-2022-jp euc-kr gbk gb18030 big5")
	otherScripts = set("windows-1251 koi8-u iso-8859-5 windows-1253 iso-8859-7 windows-1255 iso-8859-8 iso-8859-8-i windows-1256 iso-8859-6 windows-874")
)

func set(names string) map[string]bool {
	out := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		out[name] = true
	}
	return out
}

// ofOtherScripts gives the words of a text that have bytes beyond ASCII, and whether most of
// them have no others: those of a script that is not Latin, where a letter is one byte.
func ofOtherScripts(b []byte) (words []byte, are bool) {
	whole, all := 0, 0
	for _, w := range bytes.FieldsFunc(b, func(r rune) bool { return r < utf8.RuneSelf && !unicode.IsLetter(r) }) {
		high := 0
		for _, c := range w {
			if c >= 0x80 {
				high++
			}
		}
		if high == 0 {
			continue
		}
		words = append(append(words, w...), ' ')
		if all++; high == len(w) && high > 2 {
			whole++
		}
	}
	return words, 2*whole > all
}

// detected is the charset that statistics find in bytes, "" below a confidence.
func detected(b []byte, sure int) string {
	name, is := mostLikely(b)
	if is < sure {
		return ""
	}
	return name
}

// mostLikely is the charset that statistics find in bytes, and how sure of it they are, of 100.
// Of findings that are as good, the first by name is taken, always the same.
func mostLikely(b []byte) (name string, sure int) {
	all, err := chardet.NewHtmlDetector().DetectAll(b)
	if err != nil || len(all) == 0 {
		return "", 0
	}
	best := slices.MaxFunc(all, func(a, b chardet.Result) int {
		if a.Confidence != b.Confidence {
			return a.Confidence - b.Confidence
		}
		return strings.Compare(b.Charset, a.Charset)
	})
	// Some are written otherwise than in the Encoding Standard; KOI8-U is KOI8-R with more letters.
	name = map[string]string{"GB-18030": "gb18030", "ISO-8859-8-I": "iso-8859-8-i", "KOI8-R": "koi8-u"}[best.Charset]
	if name == "" {
		name = best.Charset
	}
	_, known := charset.Lookup(name)
	return known, best.Confidence
}
