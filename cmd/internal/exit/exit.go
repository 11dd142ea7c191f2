// Package exit holds the codes with which the program ends, and the errors that ask
// for one of them.
package exit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// The exit codes; scripts rely on them.
const (
	Done     = 0
	Failed   = 1
	Usage    = 2
	Part     = 3
	NotFound = 4
)

// Error is an error with the exit code that it asks for.
type Error struct {
	Code int
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap gives what went wrong.
func (e *Error) Unwrap() error { return e.Err }

// Usagef says that what the user asked for cannot be meant.
func Usagef(format string, a ...any) error { return &Error{Usage, fmt.Errorf(format, a...)} }

// Partf says that some of it was done.
func Partf(format string, a ...any) error { return &Error{Part, fmt.Errorf(format, a...)} }

// NotFoundf says that what was asked for is not there.
func NotFoundf(format string, a ...any) error { return &Error{NotFound, fmt.Errorf(format, a...)} }

// errSilent carries no words: the output has said it all.
var errSilent = errors.New("")

// Silent ends with a code and no message.
func Silent(code int) error { return &Error{code, errSilent} }

// CodeOf is what the process ends with for an error.
func CodeOf(err error) int {
	var e *Error
	switch {
	case err == nil:
		return Done
	case errors.As(err, &e):
		return e.Code
	case errors.Is(err, store.ErrNotFound):
		return NotFound
	}
	return Failed
}

// Message is the one line shown for an error, "" where the output has said it all.
func Message(err error) string {
	if errors.Is(err, context.Canceled) {
		return "stopped; what was reported is kept, and the next run goes on"
	}
	return words.Visible(strings.Join(strings.Fields(err.Error()), " "))
}
