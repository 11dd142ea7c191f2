package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/store"
)

// The exit codes; scripts rely on them.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitPart     = 3
	exitNotFound = 4
)

const exitCodesText = `onrecord ends with one of these codes:

  0  done
  1  failed: nothing, or not what was asked, could be done; the message says why
  2  wrong usage: an unknown command or flag, an argument that cannot be meant
  3  done in part: some sources, addresses or lines failed, the rest went in
  4  not found: no such document or quote, or a verification that failed
`

// codeError is an error with the exit code that it asks for.
type codeError struct {
	code int
	err  error
}

func (e *codeError) Error() string { return e.err.Error() }
func (e *codeError) Unwrap() error { return e.err }

func usagef(format string, a ...any) error {
	return &codeError{exitUsage, fmt.Errorf(format, a...)}
}

func partf(format string, a ...any) error {
	return &codeError{exitPart, fmt.Errorf(format, a...)}
}

func notFoundf(format string, a ...any) error {
	return &codeError{exitNotFound, fmt.Errorf(format, a...)}
}

// errSilent ends with a code and no message: the output has said it all.
var errSilent = errors.New("")

// exitCode is what the process ends with for an error.
func exitCode(err error) int {
	var ce *codeError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &ce):
		return ce.code
	case errors.Is(err, store.ErrNotFound):
		return exitNotFound
	}
	return exitFailed
}

// complaint is the one line shown for an error.
func complaint(err error) string {
	if errors.Is(err, context.Canceled) {
		return "stopped; what was reported is kept, and the next run goes on"
	}
	return visible(strings.Join(strings.Fields(err.Error()), " "))
}

// exitCodesTopic is `onrecord help exit-codes`.
func exitCodesTopic() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "The exit codes and what they mean",
		Long:  exitCodesText,
	}
}
