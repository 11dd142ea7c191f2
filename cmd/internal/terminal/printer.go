// Package terminal prints what the commands have to say: for people, in colour and
// wrapped where they look on, or as JSON, one object a line.
package terminal

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"onrecord/cmd/internal/wire"
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
	if !IsTerminal(w) {
		return func(int, int) {}
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w),
				progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
		}
		bar.ChangeMax(total)
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
		if done >= total {
			_ = bar.Finish()
		}
	}
}
