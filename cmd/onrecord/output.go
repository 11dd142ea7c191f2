package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
)

// printJSON writes one object on one line.
func (a *app) printJSON(v any) error { return wire.Write(a.out, v) }

// warn tells of what went wrong and stops nothing. That one head of the log is not signed is
// told once, however often a command tries.
func (a *app) warn(err error) {
	if u := (*sign.UnsignedError)(nil); errors.As(err, &u) && a.unsigned.Swap(u.Size) == u.Size {
		return
	}
	fmt.Fprintln(a.err, "onrecord: "+exit.Message(err))
}

// print is how a command prints what it has to say.
func (a *app) print() terminal.Printer {
	return terminal.Printer{Out: a.out, Err: a.err, JSON: a.json, Archive: a.shown(), Now: a.now}
}

// progress shows how far something is, on a terminal's standard error.
func (a *app) progress(what string) func(done, total int) { return terminal.Progress(a.err, what) }

// replace has a file written, and says where it took another's place.
func (a *app) replace(file string, write func() error) error {
	there := outfile.Exists(file)
	err := write()
	if err == nil && there {
		fmt.Fprintf(a.err, "replaced %s, which was there before\n", words.Line(file, 400))
	}
	return err
}

// write writes a file, or standard output for "-", as it comes.
func (a *app) write(file string, f func(io.Writer) error) error {
	return a.replace(file, func() error {
		return outfile.Write(file, terminal.Unwrapped(a.out), func(w io.Writer, _ string) error { return f(w) })
	})
}

// put writes a file whole or not at all.
func (a *app) put(file string, perm fs.FileMode, b []byte) error {
	return a.replace(file, func() error { return outfile.Put(file, perm, b) })
}
