// Package terminal prints what the commands have to say: for people, in colour and
// wrapped where they look on, or as JSON, one object a line.
package terminal

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
)

// Printer prints to one stream. What it is given is foreign: controls in it are shown,
// never obeyed.
type Printer struct {
	Out io.Writer
	// Err takes what is said beside an answer that is itself the output.
	Err  io.Writer
	JSON bool
	// Archive is what the archive is called, without a password.
	Archive string
	Now     func() time.Time
}

// object writes one object on one line.
func (pr Printer) object(v any) error { return wire.Write(pr.Out, v) }

// Said says what was done: v as JSON, or a line of words to people.
func (pr Printer) Said(v any, format string, args ...any) error {
	if pr.JSON {
		return pr.object(v)
	}
	_, err := fmt.Fprintf(pr.Out, format+"\n", args...)
	return err
}

// Progress shows on a terminal's last line how far something is, and is silent elsewhere;
// what it gives is told how many of how many are done. The line is never wider than the
// terminal, and its percentage never goes back, also where more is found to do meanwhile.
func Progress(w io.Writer, what string) func(done, total int) {
	t, ok := w.(wrapped)
	if !ok {
		return func(int, int) {}
	}
	var mu sync.Mutex
	var began, drawn time.Time
	percent := 0
	return func(done, total int) {
		mu.Lock()
		defer mu.Unlock()
		now := time.Now()
		if began.IsZero() {
			began = now
		}
		ended := done >= total
		if !ended && now.Sub(drawn) < oftenDrawn {
			return
		}
		drawn = now
		if total > 0 {
			percent = max(percent, min(100*done/total, 100))
		}
		line := ""
		if !ended {
			line = progressLine(what, percent, done, total, now.Sub(began), cmp.Or(Printer{Out: w}.width(), 80)-1)
		}
		t.screen.draw(t.file, line)
	}
}

// oftenDrawn is how often a line of progress is drawn anew.
const oftenDrawn = 100 * time.Millisecond

// progressLine is a line of so many columns: what is done, how much of it, and, where there
// is room, a bar, the counts and how long the rest may take.
func progressLine(what string, percent, done, total int, took time.Duration, columns int) string {
	line := fmt.Sprintf("%3d%% %s", percent, what)
	counts := fmt.Sprintf("  %d of %d", done, total)
	if rest := took * time.Duration(100-percent) / time.Duration(max(percent, 1)); percent > 0 && took > 3*time.Second {
		counts += fmt.Sprintf(", %s left", rest.Round(time.Second))
	}
	const bar = 20
	switch room := columns - words.Width(line); {
	case room >= len(counts)+bar+2:
		return line + "  " + strings.Repeat("█", percent*bar/100) + strings.Repeat("░", bar-percent*bar/100) + counts
	case room >= len(counts):
		return line + counts
	}
	return words.Line(line, columns)
}
