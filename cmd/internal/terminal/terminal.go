package terminal

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"time"

	"golang.org/x/term"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Wrapped writes to a file whose lines are wrapped while people read them there and
// asIs does not say that they stay as they are.
func Wrapped(f *os.File, asIs func() bool) io.Writer { return wrapped{f, asIs} }

// Say writes a line to people, wrapped between words where they look at the stream.
func Say(w io.Writer, line string) {
	if f, ok := w.(*os.File); ok {
		w = Wrapped(f, func() bool { return false })
	}
	fmt.Fprintln(w, line)
}

// Unwrapped is a stream without the wrapping, for lines that people copy and that stay
// whole: a crontab's, a signed note's, a table's.
func Unwrapped(w io.Writer) io.Writer {
	if t, ok := w.(wrapped); ok {
		return t.File
	}
	return w
}

// wrapped wraps lines that are too long for it between words, and begins what
// follows where the line began.
type wrapped struct {
	*os.File
	// asIs reports whether what is written stays as it is.
	asIs func() bool
}

// Write writes whole lines wrapped. What ends in no line feed, a question, is written
// as it is.
func (t wrapped) Write(b []byte) (int, error) {
	width, _, err := term.GetSize(int(t.Fd()))
	if err != nil || width < 20 || t.asIs() {
		return t.File.Write(b)
	}
	_, err = io.WriteString(t.File, fold(string(b), width))
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

// width is how many columns the terminal has that people look at, 0 where none do.
func (pr Printer) width() int {
	if t, ok := pr.Out.(wrapped); ok {
		if w, _, err := term.GetSize(int(t.Fd())); err == nil {
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
	width := cmp.Or(pr.width(), 1<<20)
	var b strings.Builder
	for _, r := range rows {
		line := ""
		for i, c := range r[:len(r)-1] {
			line += c + strings.Repeat(" ", at[i]-words.Width(c))
		}
		indent := words.Width(line)
		if width-indent < leastColumn && len(at) > 0 {
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
		stream = t.File
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
	if !pr.colour() || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
