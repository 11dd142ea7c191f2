package ocr

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// Page is what was read of a picture.
type Page struct {
	Lines []Line
	// Engine is the program with its version, and the languages it read by.
	Engine string
}

// Line is a line of words, in reading order.
type Line struct {
	Words []Word
	// Block numbers the block of text that it stands in.
	Block int
	// Top and Height are in pixels of the picture as it was enlarged.
	Top, Height int
}

// Word is a word, how sure it was read, from 0 to 100, and where it begins and ends, in
// pixels of the picture as it was enlarged.
type Word struct {
	Text        string
	Confidence  float64
	Left, Right int
}

// Text is the line's words.
func (l Line) Text() string {
	out := make([]string, len(l.Words))
	for i, w := range l.Words {
		out[i] = w.Text
	}
	return strings.Join(out, " ")
}

// Text is the page's words, a line each.
func (p Page) Text() string {
	out := make([]string, len(p.Lines))
	for i, l := range p.Lines {
		out[i] = l.Text()
	}
	return strings.Join(out, "\n")
}

// parse reads Tesseract's table: level, page, block, paragraph, line, word, left, top,
// width, height, confidence, text.
func parse(table string) Page {
	var p Page
	last := ""
	for row := range strings.SplitSeq(table, "\n") {
		c := strings.SplitN(strings.TrimRight(row, "\r"), "\t", 12)
		if len(c) < 12 || c[0] != "5" || strings.TrimSpace(c[11]) == "" {
			continue
		}
		if at := strings.Join(c[1:5], " "); at != last {
			last = at
			p.Lines = append(p.Lines, Line{Block: number(c[2]), Top: number(c[7])})
		}
		sure, _ := strconv.ParseFloat(c[10], 64) // 0 where it says nothing
		l := &p.Lines[len(p.Lines)-1]
		l.Words = append(l.Words, Word{strings.TrimSpace(c[11]), sure, number(c[6]), number(c[6]) + number(c[8])})
		l.Height = max(l.Height, number(c[9]))
	}
	return p
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // 0 where it is none
	return n
}

// usual are the languages that are tried first, by Tesseract's names.
var usual = []string{"eng", "spa", "fra", "por", "deu", "ita", "nld", "pol", "rus", "ukr", "ara", "tur"}

// codeOf is the language (ISO 639-1) of a name of Tesseract's, such as deu or chi_sim; ""
// for what is no language with a code.
func codeOf(name string) string {
	base, _, _ := strings.Cut(name, "_")
	switch base {
	case "chi":
		return "zh"
	case "heb": // the library's is the older iw
		return "he"
	case "yid":
		return "yi"
	}
	if b, err := language.ParseBase(base); err == nil && len(b.String()) == 2 {
		return b.String()
	}
	return ""
}
