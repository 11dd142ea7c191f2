package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/ingest/unpack"
)

// Each does something for each argument and warns of those that failed. The error of a single
// one is its own; else that of all is silent, and that of some says that it was done in
// part.
func Each(args []string, warn func(error), f func(arg string) error) error {
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
			warn(fmt.Errorf("%s: %w", arg, err))
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

// OpenInput opens a file, or standard input for "-"; what says what to give.
func OpenInput(ctx context.Context, name, what string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(unpack.Interruptible(ctx, stdin)), nil
	}
	f, err := unpack.Input(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("%w; give a file that can be read, or - for standard input", err)
	}
	if st, err := f.Stat(); err == nil && st.IsDir() {
		f.Close()
		return nil, exit.Usagef("%s is a directory; give %s", name, what)
	}
	return f, nil
}

// ReadInput reads what OpenInput opens, one byte more than most at most, so that it is
// seen to be too long. It gives the file's own name, "" for standard input.
func ReadInput(ctx context.Context, name, what string, stdin io.Reader, most int64) (b []byte, base string, err error) {
	in, err := OpenInput(ctx, name, what, stdin)
	if err != nil {
		return nil, "", err
	}
	defer in.Close()
	if b, err = io.ReadAll(io.LimitReader(in, most+1)); err != nil {
		return nil, "", fmt.Errorf("%w; give a file that can be read, or - for standard input", err)
	}
	if name == "-" {
		return b, "", nil
	}
	return b, filepath.Base(name), nil
}
