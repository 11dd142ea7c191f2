// Package compare tells versions of a text apart, word by word.
package compare

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/sergi/go-diff/diffmatchpatch"

	"onrecord/compare/text"
)

// PieceOp says which side has a piece of a diff.
type PieceOp string

// The operations of a diff.
const (
	Equal  PieceOp = "equal"
	Delete PieceOp = "delete"
	Insert PieceOp = "insert"
)

// Piece is one run of a diff.
type Piece struct {
	Op   PieceOp
	Text string
}

// Diff compares two texts word by word. Its equal and delete pieces make up the
// old text, its equal and insert pieces the new one, both as valid UTF-8 (an
// invalid byte counts as U+FFFD). Long texts are compared line by line first; two
// that share almost nothing over thousands of lines are one deletion and one
// insertion.
//
// The algorithm is Myers' (1986) as go-diff has it, without its time limit,
// which would let the result depend on the machine's load.
func Diff(old, new string) []Piece {
	e := encoder{codes: map[string]rune{}}
	a, b := e.encode(cut(old)), e.encode(cut(new))
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	var out []Piece
	if len(a)+len(b) > 4000 {
		out = diffLines(old, new)
	} else {
		out = e.decode(dmp.DiffMainRunes(a, b, false))
	}
	return tidy(out)
}

// diffLines compares whole lines, then the words of the lines that differ.
func diffLines(old, new string) []Piece {
	e := encoder{codes: map[string]rune{}}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	a, b := e.encode(strings.SplitAfter(valid(old), "\n")), e.encode(strings.SplitAfter(valid(new), "\n"))
	if differing(a, b) > maxDiffering {
		return []Piece{{Delete, valid(old)}, {Insert, valid(new)}}
	}
	pieces := e.decode(dmp.DiffMainRunes(a, b, false))
	var out []Piece
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		if p.Op == Delete && i+1 < len(pieces) && pieces[i+1].Op == Insert {
			if next := pieces[i+1]; len(p.Text)+len(next.Text) < 40_000 {
				out = append(out, diffWords(p.Text, next.Text)...)
				i++
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// maxDiffering bounds the work of a diff, which grows with the product of what
// differs: texts that differ in thousands of lines have nothing to compare.
const maxDiffering = 9_000_000

// differing is the product of the lengths without the common ends.
func differing(a, b []rune) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) * len(b)
}

func diffWords(old, new string) []Piece {
	e := encoder{codes: map[string]rune{}}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	a, b := e.encode(cut(old)), e.encode(cut(new))
	return e.decode(dmp.DiffMainRunes(a, b, false))
}

func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

// cut divides a text into words, spaces and marks that together are the text.
func cut(s string) []string {
	var out []string
	for seg := words.FromString(valid(s)); seg.Next(); {
		w := seg.Value()
		if n := len(out); n > 0 && out[n-1] == "@" && text.Fold(w).Tokens != nil { // a handle is one word
			out[n-1] += w
			continue
		}
		out = append(out, w)
	}
	return out
}

// encoder gives each distinct word a rune of its own, leaving out surrogates.
type encoder struct {
	codes map[string]rune
	words []string
}

func (e *encoder) encode(ws []string) []rune {
	out := make([]rune, len(ws))
	for i, w := range ws {
		code, ok := e.codes[w]
		if !ok {
			code = runeOf(len(e.words))
			e.codes[w] = code
			e.words = append(e.words, w)
		}
		out[i] = code
	}
	return out
}

const (
	surrogates    = 0xd800
	surrogatesLen = 0x800
	firstCode     = 1
)

func runeOf(i int) rune {
	if i+firstCode >= surrogates {
		i += surrogatesLen
	}
	return rune(i + firstCode)
}

func indexOf(r rune) int {
	if r >= surrogates {
		r -= surrogatesLen
	}
	return int(r) - firstCode
}

func (e *encoder) decode(ds []diffmatchpatch.Diff) []Piece {
	var out []Piece
	for _, d := range ds {
		var b strings.Builder
		for _, r := range d.Text {
			b.WriteString(e.words[indexOf(r)])
		}
		op := Equal
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			op = Delete
		case diffmatchpatch.DiffInsert:
			op = Insert
		}
		out = append(out, Piece{op, b.String()})
	}
	return out
}

// tidy makes a diff readable: a bare space or mark between two changes belongs
// to them, and each change is one deletion followed by one insertion.
func tidy(ps []Piece) []Piece {
	var out []Piece
	var del, ins strings.Builder
	flush := func() {
		if del.Len() > 0 {
			out = append(out, Piece{Delete, del.String()})
		}
		if ins.Len() > 0 {
			out = append(out, Piece{Insert, ins.String()})
		}
		del.Reset()
		ins.Reset()
	}
	for i, p := range ps {
		switch {
		case p.Text == "":
		case p.Op == Delete:
			del.WriteString(p.Text)
		case p.Op == Insert:
			ins.WriteString(p.Text)
		case i > 0 && i+1 < len(ps) && isThin(p.Text) && del.Len()+ins.Len() > 0:
			del.WriteString(p.Text)
			ins.WriteString(p.Text)
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Op == Equal {
				out[n-1].Text += p.Text
				continue
			}
			out = append(out, p)
		}
	}
	flush()
	return out
}

// isThin reports whether a run has no words and no line break.
func isThin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r == '\n' || unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Cosmetic reports whether two texts that differ do so in nothing that is said:
// the shape of quotation marks, dashes, spacing, Unicode forms, invisible characters,
// other punctuation. Words, their case and diacritics, digits, signs of currency and
// comparison, question marks, and whether words stand between quotation marks are
// never cosmetic.
func Cosmetic(a, b text.Folded) bool {
	if len(a.Tokens) != len(b.Tokens) || telling(a) != telling(b) {
		return false
	}
	for i, t := range a.Tokens {
		u := b.Tokens[i]
		if t.Kind != u.Kind || cased(a, t) != cased(b, u) {
			return false
		}
	}
	return true
}

// telling are the signs of a text that say something though they are no words, with
// all quotation marks as one.
func telling(f text.Folded) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("\"“”„‟«»「」『』＂", r):
			return '"'
		case unicode.Is(unicode.Sc, r), strings.ContainsRune("<>≤≥=≠±+×°‰", r):
			return r
		}
		return -1
	}, string(f.Runes))
}

// cased is a token as written but for Unicode forms and invisible characters.
func cased(f text.Folded, t text.Token) string {
	if t.Kind == text.Gap || t.Kind == text.Question {
		return ""
	}
	return text.FoldForm(f.Slice(t.From, t.To))
}
