// Package terminal prints what the commands have to say: for people, in colour and
// wrapped where they look on, or as JSON, one object a line.
package terminal

import (
	"cmp"
	"io"
	"strconv"
	"time"

	"github.com/schollz/progressbar/v3"

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

// Progress is a bar on a terminal, and silent elsewhere; what it gives is told how many
// of how many are done.
func Progress(w io.Writer, what string) func(done, total int) {
	t, ok := w.(wrapped)
	if !ok {
		return func(int, int) {}
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			shown, width := barIn(what, cmp.Or(Printer{Out: w}.width(), 80), total)
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(barWriter(t)),
				progressbar.OptionSetDescription(shown), progressbar.OptionShowCount(), progressbar.OptionUseANSICodes(true),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(width))
		}
		bar.ChangeMax(total)
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
		if done >= total {
			_ = bar.Finish()
		}
	}
}

// barWriter takes what a bar of progress draws.
type barWriter wrapped

func (b barWriter) Write(drawn []byte) (int, error) {
	b.screen.mu.Lock()
	defer b.screen.mu.Unlock()
	b.screen.bar = b.file
	return b.file.Write(drawn)
}

// beside is what stands beside a bar and its counts: the percentage, the time that went by
// and what is left of it, and a column that stays free.
const beside = len(" 100% |") + len("| (/) [12h34m56s:12h34m56s]") + 1

// barIn is what a bar of progress is called and how wide it is, in so many columns, so that
// it stays on one line also when it counts to ten times as many.
func barIn(what string, columns, total int) (string, int) {
	left := columns - beside - 2*(len(strconv.Itoa(total))+1)
	what = words.Line(what, max(left-10, 10))
	return what, max(min(left-words.Width(what), 30), 1)
}
