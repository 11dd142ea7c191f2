package terminal

import (
	"cmp"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Screen is a terminal that lines and a bar of progress are written to.
type Screen struct {
	mu sync.Mutex
	// bar is where a bar stands in the way of the next line, nil where none does.
	bar *os.File
}

// Wrapped is a stream whose lines are wrapped between words while people look at it and
// asIs does not say that they stay as they are; others stay what they are. Lines take the
// place of a bar of progress.
func (s *Screen) Wrapped(w io.Writer, asIs func() bool) io.Writer {
	if f, ok := w.(*os.File); ok && IsTerminal(f) {
		return wrapped{f, asIs, s}
	}
	return w
}

// write writes lines where a bar may stand.
func (s *Screen) write(f *os.File, b []byte) (int, error) {
	s.Clear()
	s.mu.Lock()
	defer s.mu.Unlock()
	return f.Write(b)
}

// draw shows a line of progress in the place of the last one, "" for none.
func (s *Screen) draw(f *os.File, line string) {
	s.Clear()
	if line == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bar = f
	_, _ = io.WriteString(f, line) // a line that cannot be drawn is no reason to stop
}

// Clear takes away what stands of a bar.
func (s *Screen) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bar != nil {
		_, _ = io.WriteString(s.bar, "\r\x1b[K") // what stays of a bar is no reason to stop
		s.bar = nil
	}
}

// Unwrapped is a stream without the wrapping, for lines that people copy and that stay
// whole: a crontab's, a signed note's, a table's.
func Unwrapped(w io.Writer) io.Writer {
	if t, ok := w.(wrapped); ok {
		return t.file
	}
	return w
}

// wrapped wraps lines that are too long for it between words, and begins what
// follows where the line began.
type wrapped struct {
	file *os.File
	// asIs reports whether what is written stays as it is.
	asIs   func() bool
	screen *Screen
}

// Write writes whole lines wrapped. What ends in no line feed, a question, is written
// as it is.
func (t wrapped) Write(b []byte) (int, error) {
	width, _, err := term.GetSize(int(t.file.Fd()))
	if err != nil || width < 20 || t.asIs() {
		return t.screen.write(t.file, b)
	}
	_, err = t.screen.write(t.file, []byte(fold(string(b), width)))
	return len(b), err
}

// column is what stands before the second column of a line, and the gap after it.
var column = regexp.MustCompile(`^ *\S+(?: \S+)*  +`)

// command is a command line that people are shown, to be copied whole, and nothing that
// explains it beside it.
var command = regexp.MustCompile(`^ +(?:\$ )?(?:ONRECORD_\S+ )?onrecord(?: \S+)+$`)

// fold wraps the lines of s, but no command lines. What has columns goes on below its second one, where that
// leaves half of the width.
func fold(s string, width int) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if words.Width(l) <= width || command.MatchString(l) {
			continue
		}
		before := column.FindString(l)
		if n := words.Width(before); n > 0 && n <= width/2 {
			below := strings.Repeat(" ", n)
			lines[i] = before + strings.TrimLeft(words.Wrap(below+l[len(before):], width, below), " ")
			continue
		}
		lines[i] = words.Wrap(l, width, l[:len(l)-len(strings.TrimLeft(l, " "))])
	}
	return strings.Join(lines, "\n")
}

// when is a time as people say it on a terminal, and RFC 3339 elsewhere.
func (pr Printer) when(t time.Time) string {
	if !IsTerminal(pr.Out) {
		return store.FormatTime(t)
	}
	return words.When(t, pr.Now())
}

// at is when is with the date and the time of day, for what was published, seen or signed.
func (pr Printer) at(t time.Time) string {
	if t.IsZero() || !IsTerminal(pr.Out) {
		return store.FormatTime(t)
	}
	return words.Dated(t, pr.Now())
}

// moments are the times in what onrecord itself says.
var moments = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`)

// timed is what onrecord itself says, its times as at has them on a terminal.
func (pr Printer) timed(s string) string {
	if !IsTerminal(pr.Out) {
		return s
	}
	return moments.ReplaceAllStringFunc(s, func(at string) string {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return at
		}
		return pr.at(t)
	})
}

// moment is at of a time that somebody claims, "" where none is known.
func (pr Printer) moment(m store.Moment) string {
	if m.Precision == store.PrecisionDay {
		return m.String()
	}
	return pr.at(m.Time)
}

// headline is who, or what an article calls itself, and when.
func (pr Printer) headline(d store.Document) string {
	return words.Headline(d, pr.moment(d.PublishedAt))
}

// whose says where something comes from, "" for the home's own word, and what contradicts it.
func (pr Printer) whose(o wire.Origin) string {
	return o.Told(pr.timed).Line()
}

// width is how many columns the terminal has that people look at, 0 where none do.
func (pr Printer) width() int {
	if t, ok := pr.Out.(wrapped); ok {
		if w, _, err := term.GetSize(int(t.file.Fd())); err == nil {
			return w
		}
	}
	return 0
}

// leastColumn is the narrowest that a table's last column becomes beside the others.
const leastColumn = 20

// Table prints rows in columns. On a terminal the last one is wrapped between words,
// below itself, or below the others where they leave it no room; elsewhere each row is a
// line.
func (pr Printer) Table(rows [][]string) error {
	var at []int // the columns' widths
	for _, r := range rows {
		for i, c := range r[:len(r)-1] {
			if i == len(at) {
				at = append(at, 0)
			}
			at[i] = max(at[i], words.Width(c)+2)
		}
	}
	width, least := cmp.Or(pr.width(), 1<<20), leastColumn
	for _, r := range rows {
		for _, word := range strings.Fields(r[len(r)-1]) { // an address stays whole, where it can
			if n := words.Width(word); len(at) > 0 && n <= width-at[0] {
				least = max(least, n)
			}
		}
	}
	var b strings.Builder
	for _, r := range rows {
		line := ""
		for i, c := range r[:len(r)-1] {
			line += c + strings.Repeat(" ", at[i]-words.Width(c))
		}
		indent := words.Width(line)
		if width-indent < least && len(at) > 0 {
			indent = at[0]
			line = strings.TrimRight(line, " ") + "\n" + strings.Repeat(" ", indent)
		}
		last := words.Wrap(r[len(r)-1], max(width-indent, leastColumn), "")
		b.WriteString(line + strings.ReplaceAll(last, "\n", "\n"+strings.Repeat(" ", indent)) + "\n")
	}
	_, err := pr.Out.Write([]byte(b.String()))
	return err
}

// IsTerminal reports whether people look at a stream as it is written, or type what it
// gives.
func IsTerminal(stream any) bool {
	if t, ok := stream.(wrapped); ok {
		stream = t.file
	}
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colour says whether output may be coloured (https://no-color.org).
func (pr Printer) colour() bool {
	return IsTerminal(pr.Out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// Paint wraps s in an ANSI colour where output is coloured.
func (pr Printer) Paint(code, s string) string {
	if !pr.colour() || s == "" || code == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
