package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// printJSON writes one object on one line.
func (a *app) printJSON(v any) error { return wire.Write(a.out, v) }

// warn tells of what went wrong and stops nothing.
func (a *app) warn(err error) { fmt.Fprintln(a.err, "onrecord:", exit.Message(err)) }

// isTerminalIn reports whether a person types what r gives.
func isTerminalIn(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// isTerminal reports whether people look at w as it is written.
func isTerminal(w io.Writer) bool {
	if t, ok := w.(terminal); ok {
		w = t.File
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colour says whether output may be coloured (https://no-color.org).
func (a *app) colour() bool {
	return isTerminal(a.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// paint wraps s in an ANSI colour where output is coloured.
func (a *app) paint(code, s string) string {
	if !a.colour() || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// progress is a bar on a terminal's standard error, and silent in a pipe.
func (a *app) progress(what string) func(done, total int) {
	if !isTerminal(a.err) {
		return func(int, int) {}
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(a.err),
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

// each does something for each argument and says which failed. The error of a single
// one is its own; else that of all is silent, and that of some says that it was done in
// part.
func (a *app) each(args []string, f func(arg string) error) error {
	if len(args) == 1 {
		return f(args[0])
	}
	var last error
	failed := 0
	for _, arg := range args {
		err := f(arg)
		if errors.Is(err, context.Canceled) {
			return err
		}
		if err != nil {
			failed++
			last = err
			a.warn(fmt.Errorf("%s: %w", arg, err))
		}
	}
	switch failed {
	case 0:
		return nil
	case len(args):
		return exit.Silent(exit.CodeOf(last))
	}
	return exit.Silent(exit.Part)
}

// replacing looks whether a file is there; the function that it gives says, once another
// was written, that it took its place.
func (a *app) replacing(file string) func() {
	there := outfile.Exists(file)
	return func() {
		if there {
			fmt.Fprintf(a.err, "replaced %s, which was there before\n", words.Line(file, 400))
		}
	}
}
