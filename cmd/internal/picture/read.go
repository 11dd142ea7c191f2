// Package picture tells what a picture of a post says from what a machine read of it:
// its words, author and date, and which words may be misread. It reads no picture itself.
package picture

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"onrecord/cmd/internal/ocr"
	"onrecord/compare/text"
	"onrecord/compare/value"
	"onrecord/store"
)

// Text is what a picture of a post says, as far as a machine can read it.
type Text struct {
	// Text is the post's words. Name and Handle are its author's, "" where none was read.
	Text, Name, Handle string
	// Month, Day and Year are its date, 0 for what was not read.
	Month, Day, Year int
	// Unsure are the words of Text that may be misread.
	Unsure []string
	// Engine says what read it.
	Engine string

	words     []ocr.Word
	handleOdd bool // the handle may be misread
}

// unsure is the confidence below which a word may be misread.
const unsure = 80

var (
	handleIn = regexp.MustCompile(`@([\p{L}\d_][\p{L}\d_.-]*(?:@[\w.-]+\w)?)`)
	clockIn  = regexp.MustCompile(`\b\d{1,2}[:.h]\d{2}\b`)
	agoIn    = regexp.MustCompile(`^[·•\-–|.:\s]*\d{1,2}\s?(?:s|m|min|h|d|w|hr|hrs|sem|j|Std)\b`)
	replying = regexp.MustCompile(`(?i)^(?:replying to|en respuesta a|em resposta a|en réponse à|antwort an|in risposta a)\b`)
)

// buttons are words of platforms' pages that are no words of a post, folded.
var buttons = text.WordSet("follow following reply replies repost reposts retweet retweets quotes like likes share bookmark bookmarks views view comments comment subscribe subscribed more " +
	"translate translated translation post seguir siguiendo suscribirse responder respuestas reposteos citas gusta visualizaciones traducir traduccion compartir mostrar " +
	"abonne abonner suivre suivi vues repondre traduire partager folgen gefolgt antworten aufrufe teilen ubersetzen seguindo visualizacoes traduzir compartilhar segui visualizzazioni " +
	"am pm a p m at a las de of the mil k edited last from by ed follo foll")

// Read takes a post's words out of a picture's lines, and leaves what platforms put
// around them: the author above, the date and the counts below, buttons.
func Read(p ocr.Page) Text {
	out := Text{Engine: p.Engine}
	body := p.Lines
	if i := out.author(p.Lines); i >= 0 {
		body = p.Lines[i+1:]
	}
	begun := false
	for _, l := range body {
		line := l.Text()
		switch {
		case replying.MatchString(line):
		case out.isFoot(line):
			if begun {
				out.finish()
				return out
			}
		case begun && (isHeader(line) || isFurniture(line)):
			out.finish()
			return out
		case !isFurniture(line):
			begun = true
			out.words = append(out.words, l.Words...)
		}
	}
	out.finish()
	return out
}

// author reads the name and handle, and gives the line that the latter stands in, -1
// where there is none near the top.
func (t *Text) author(lines []ocr.Line) int {
	for i, l := range lines[:min(len(lines), 6)] {
		line := l.Text()
		m := handleIn.FindStringSubmatchIndex(line)
		if m == nil || replying.MatchString(line) {
			continue
		}
		t.Handle = strings.TrimRight(line[m[2]:m[3]], ".-")
		t.wholeHandle(l)
		t.isFoot(line[m[1]:]) // a date beside it
		if t.Name = nameOf(line[:m[0]]); t.Name == "" && i > 0 {
			t.Name = nameOf(lines[i-1].Text())
		}
		return i
	}
	return -1
}

// wholeHandle joins what stands close behind a handle to it: an underscore is easily
// taken for a space.
func (t *Text) wholeHandle(l ocr.Line) {
	for i, w := range l.Words {
		if !strings.HasSuffix(w.Text, "@"+t.Handle) {
			continue
		}
		t.handleOdd = w.Confidence < unsure
		for _, next := range l.Words[i+1:] {
			if next.Left-w.Right > l.Height/2 || strings.ContainsFunc(next.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }) {
				return
			}
			t.Handle, t.handleOdd, w = t.Handle+"_"+next.Text, true, next
		}
		return
	}
}

// nameOf is a line without what is no name.
func nameOf(line string) string {
	var out []string
	for _, w := range strings.Fields(line) {
		if key := text.FoldKey(text.FoldExact(w)); strings.ContainsFunc(w, unicode.IsLetter) && !(buttons[key] && len(out) > 0) {
			out = append(out, strings.Trim(w, "|·•()[]"))
		}
	}
	if len(out) > 6 {
		return ""
	}
	return strings.Join(out, " ")
}

// isHeader reports whether a line begins another post: a handle with a date or an age.
func isHeader(line string) bool {
	m := handleIn.FindStringIndex(line)
	if m == nil {
		return false
	}
	_, _, _, ok := dateOf(line[m[1]:])
	return ok || agoIn.MatchString(line[m[1]:])
}

// isFurniture reports whether a line has nothing but counts and buttons.
func isFurniture(line string) bool {
	for _, w := range strings.Fields(line) {
		key := text.FoldKey(text.FoldExact(strings.Trim(w, ".,:;|()[]")))
		if strings.ContainsFunc(w, unicode.IsLetter) && !buttons[key] && !strings.ContainsFunc(w, unicode.IsDigit) && len([]rune(key)) > 1 {
			return false
		}
	}
	return true
}

// isFoot reports whether a line gives a post's time and little else, and notes the date.
func (t *Text) isFoot(line string) bool {
	month, day, year, dated := dateOf(line)
	if !dated && !clockIn.MatchString(line) {
		return false
	}
	rest := 0
	for _, w := range strings.Fields(line) {
		key := text.FoldKey(text.FoldExact(strings.Trim(w, ".,:;|()[]·-")))
		if len([]rune(key)) > 1 && !strings.ContainsFunc(w, unicode.IsDigit) && !buttons[key] && !isMonth(w) {
			rest++
		}
	}
	if rest > 1 {
		return false
	}
	if dated && t.Day == 0 {
		t.Month, t.Day, t.Year = month, day, year
	}
	return true
}

// dateLanguages are those that a date is read in.
var dateLanguages = []string{"en", "es", "fr", "pt", "de", "it", "nl", "pl", "ru"}

func isMonth(w string) bool {
	for _, l := range dateLanguages {
		for _, v := range value.Find(text.Fold("1 "+strings.Trim(w, ".,")), l) {
			if v.IsDate && v.Month > 0 {
				return true
			}
		}
	}
	return false
}

// dateOf is the first date with a month's name in a line.
func dateOf(line string) (month, day, year int, ok bool) {
	f := text.Fold(line)
	for _, l := range dateLanguages {
		for _, v := range value.Find(f, l) {
			if v.IsDate && v.Month > 0 && v.Day > 0 {
				return v.Month, v.Day, v.Year, true
			}
		}
	}
	return 0, 0, 0, false
}

// Readable reports whether anything was read with some certainty.
func (t Text) Readable() bool {
	sure := 0
	for _, w := range t.words {
		if w.Confidence >= unsure && strings.ContainsFunc(w.Text, unicode.IsLetter) && len([]rune(w.Text)) > 1 {
			sure++
		}
	}
	return sure > 1
}

// DropHeader takes the author's name and handle off the beginning of the words, where
// no handle was read that shows where they end: those that a post does not have and
// which are its author's, with what was not read for sure among them. It reports
// whether there was anything to drop.
func (t *Text) DropHeader(m store.Match, author store.Author) bool {
	if t.Handle != "" || len(m.Edits) == 0 || m.Edits[0].Op != "insert" {
		return false
	}
	n := len(strings.Fields(m.Edits[0].Quote))
	if n > len(t.words) {
		return false
	}
	var name []string
	for _, w := range t.words[:n] {
		key := text.FoldKey(text.FoldExact(strings.Trim(w.Text, ".,:;|()[]@")))
		switch {
		case slices.Contains(text.NameWords(author.Name), key), key != "" && key == strings.ToLower(author.Handle):
			name = append(name, w.Text)
		case author.Handle != "" && strings.Contains(strings.ToLower(w.Text), strings.ToLower(author.Handle)):
			t.Handle, t.handleOdd = author.Handle, true
		case w.Confidence >= unsure:
			return false
		}
	}
	if len(name) == 0 && t.Handle == "" {
		return false
	}
	t.Name, t.words, t.Unsure = strings.Join(name, " "), t.words[n:], nil
	t.finish()
	return true
}

// finish puts the words together: noise out, a bar that stands alone the letter that it
// is.
func (t *Text) finish() {
	var kept []ocr.Word
	var words []string
	for _, w := range t.words {
		if w.Text == "|" {
			w.Text = "I"
		}
		if !strings.ContainsFunc(w.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsPunct(r) }) {
			continue
		}
		if w.Confidence < unsure {
			t.Unsure = append(t.Unsure, w.Text)
		}
		kept, words = append(kept, w), append(words, w.Text)
	}
	t.words, t.Text = kept, strings.Join(words, " ")
}
