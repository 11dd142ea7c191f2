package main

import (
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// terminal wraps lines that are too long for it between words, and begins what
// follows where the line began.
type terminal struct {
	*os.File
	// as is reports whether what is written stays as it is.
	asIs func() bool
}

// Write writes whole lines wrapped. What ends in no line feed, a question, is written
// as it is.
func (t terminal) Write(b []byte) (int, error) {
	width, _, err := term.GetSize(int(t.Fd()))
	if err != nil || width < 20 || t.asIs() {
		return t.File.Write(b)
	}
	_, err = io.WriteString(t.File, fold(string(b), width))
	return len(b), err
}

// fold wraps the lines of s.
func fold(s string, width int) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if words.Width(l) > width {
			lines[i] = words.Wrap(l, width, l[:len(l)-len(strings.TrimLeft(l, " "))])
		}
	}
	return strings.Join(lines, "\n")
}

// when is a time as people say it on a terminal, and RFC 3339 elsewhere.
func (a *app) when(t time.Time) string {
	if !isTerminal(a.out) {
		return store.FormatTime(t)
	}
	return words.When(t, a.now())
}

// table prints rows in columns. On a terminal the last one is wrapped between words,
// below itself; elsewhere each row is a line.
func (a *app) table(rows [][]string) error {
	var at []int // the columns' widths
	for _, r := range rows {
		for i, c := range r[:len(r)-1] {
			if i == len(at) {
				at = append(at, 0)
			}
			at[i] = max(at[i], words.Width(c)+2)
		}
	}
	width := 1 << 20
	if t, ok := a.out.(terminal); ok {
		if w, _, err := term.GetSize(int(t.Fd())); err == nil {
			width = w
		}
	}
	var b strings.Builder
	for _, r := range rows {
		line := ""
		for i, c := range r[:len(r)-1] {
			line += c + strings.Repeat(" ", at[i]-words.Width(c))
		}
		indent := words.Width(line)
		last := words.Wrap(r[len(r)-1], max(width-indent, 20), "")
		b.WriteString(line + strings.ReplaceAll(last, "\n", "\n"+strings.Repeat(" ", indent)) + "\n")
	}
	_, err := a.out.Write([]byte(b.String()))
	return err
}
