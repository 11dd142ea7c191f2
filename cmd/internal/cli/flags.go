package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
)

// length is a flag of a length of time: 90s, 30m, 12h, 2d, 1w.
type length time.Duration

func (l *length) String() string { return time.Duration(*l).String() }

func (*length) Type() string { return "duration" }

func (l *length) Set(s string) error {
	if d, err := time.ParseDuration(s); err == nil && d == 0 {
		*l = 0
		return nil
	}
	d, err := desk.Length(s)
	*l = length(d)
	return err
}

// LengthVar defines a flag of a length of time.
func LengthVar(f *pflag.FlagSet, p *time.Duration, name string, value time.Duration, usage string) {
	*p = value
	f.Var((*length)(p), name, usage)
	if value == 0 {
		f.Lookup(name).DefValue = "0" // which help leaves out
	}
}

// atLeastOne is a flag of a number of things, one at least.
type atLeastOne int

var errBelowOne = errors.New("a number below 1")

func (n *atLeastOne) String() string { return strconv.Itoa(int(*n)) }

func (*atLeastOne) Type() string { return "int" }

func (n *atLeastOne) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err == nil && v < 1 {
		err = errBelowOne
	}
	*n = atLeastOne(v)
	return err
}

// AtLeastOneVar defines a flag of a number of things, one at least.
func AtLeastOneVar(f *pflag.FlagSet, p *int, name string, value int, usage string) {
	*p = value
	f.Var((*atLeastOne)(p), name, usage)
}

// narrows is the annotation of flags that narrow what is asked: one that is given empty, as
// by a script whose variable is not set, would ask for all.
const narrows = "narrows"

// Narrow marks all flags of text that a set has as narrowing.
func Narrow(f *pflag.FlagSet) {
	f.VisitAll(func(one *pflag.Flag) {
		if t := one.Value.Type(); t == "string" || t == "stringSlice" {
			_ = f.SetAnnotation(one.Name, narrows, nil) // it is there
		}
	})
}

// CheckGiven refuses a narrowing flag that was given empty.
func CheckGiven(f *pflag.FlagSet) (err error) {
	f.Visit(func(one *pflag.Flag) {
		given := []string{one.Value.String()}
		if list, ok := one.Value.(pflag.SliceValue); ok {
			if given = list.GetSlice(); len(given) == 0 {
				given = []string{""}
			}
		}
		empty := slices.ContainsFunc(given, func(s string) bool { return strings.TrimSpace(s) == "" })
		if _, ok := one.Annotations[narrows]; ok && empty && err == nil {
			_, what := pflag.UnquoteUsage(one)
			err = exit.Usagef("--%s was given without a value; leave it out, or say which (%s)", one.Name, what)
		}
	})
	return err
}

// flagError says what to write in place of a value that a flag does not take.
func flagError(_ *cobra.Command, err error) error {
	var bad *pflag.InvalidValueError
	if !errors.As(err, &bad) {
		return err // which cobra words well enough
	}
	return exit.Usagef("--%s cannot be %q: %w", bad.GetFlag().Name, bad.GetValue(), notOf(bad.GetFlag(), bad.Unwrap()))
}

// notOf says what a flag takes; err is why it did not take a value.
func notOf(f *pflag.Flag, err error) error {
	switch f.Value.Type() {
	case "int", "int64", "uint", "uint64":
		if errors.Is(err, errBelowOne) {
			return errors.New("give a whole number from 1 on, as in --" + f.Name + " " + f.DefValue)
		}
		return errors.New("give a whole number, as in --" + f.Name + " 20")
	case "bool":
		return errors.New("give true or false")
	}
	return err
}
