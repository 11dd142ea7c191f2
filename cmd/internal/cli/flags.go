package cli

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// length is a flag of a length of time: 90s, 30m, 12h, 2d, 1w.
type length struct {
	p           *time.Duration
	least, most time.Duration
}

func (l *length) String() string {
	if l.p == nil { // as pflag asks of a zero one
		return "0s"
	}
	return l.p.String()
}

func (*length) Type() string { return "duration" }

func (l *length) Set(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d != 0 {
		d, err = desk.Length(s)
	}
	switch {
	case err != nil:
		return err
	case d < l.least || l.most > 0 && d > l.most:
		return outsideError(fmt.Sprintf("give a time from %s to %s", cmp.Or(words.Duration(l.least), "0s"), words.Duration(l.most)))
	}
	*l.p = d
	return nil
}

// outsideError says between what a flag's value must lie.
type outsideError string

func (o outsideError) Error() string { return string(o) }

// LengthVar defines a flag of a length of time, from least to most; a most of 0 is no bound.
func LengthVar(f *pflag.FlagSet, p *time.Duration, name string, value, least, most time.Duration, usage string) {
	*p = value
	f.Var(&length{p, least, most}, name, usage)
	if value == 0 {
		f.Lookup(name).DefValue = "0" // which help leaves out
	}
}

// number is a flag of a whole number from least to most, where most is not 0.
type number[T int | int64] struct {
	p           *T
	least, most T
}

func (n *number[T]) String() string {
	if n.p == nil { // as pflag asks of a zero one
		return "0"
	}
	return strconv.FormatInt(int64(*n.p), 10)
}

func (*number[T]) Type() string { return "int" }

func (n *number[T]) Set(s string) error {
	v, err := strconv.ParseInt(s, 10, strconv.IntSize)
	switch {
	case err == nil && n.most > 0 && (T(v) < n.least || T(v) > n.most):
		err = outsideError(fmt.Sprintf("give a whole number from %d to %d", n.least, n.most))
	case err == nil && T(v) < n.least:
		err = outsideError(fmt.Sprintf("give a whole number from %d on", n.least))
	}
	if err == nil {
		*n.p = T(v)
	}
	return err
}

// NumberVar defines a flag of a whole number from least to most, if it is given; a most of
// 0 is no bound.
func NumberVar[T int | int64](f *pflag.FlagSet, p *T, name string, value, least, most T, usage string) {
	*p = value
	f.Var(&number[T]{p, least, most}, name, usage)
}

// address is a flag of a web address, or of none.
type address string

func (a *address) String() string { return string(*a) }

func (*address) Type() string { return "URL" }

func (a *address) Set(s string) error {
	if u, err := url.Parse(s); s != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return outsideError("give a web address, one that begins with https:// or http://")
	}
	*a = address(s)
	return nil
}

// URLVar defines a flag of a web address; value is not looked at.
func URLVar(f *pflag.FlagSet, p *string, name, value, usage string) {
	*p = value
	f.Var((*address)(p), name, usage)
}

// choice is a flag of one of some words, or of none.
type choice struct {
	p  *string
	of []string
}

func (c *choice) String() string {
	if c.p == nil { // as pflag asks of a zero one
		return ""
	}
	return *c.p
}

func (*choice) Type() string { return "string" }

func (c *choice) Set(s string) error {
	if s != "" && !slices.Contains(c.of, s) {
		return outsideError("give " + strings.Join(c.of, " or "))
	}
	*c.p = s
	return nil
}

// ChoiceVar defines a flag of one of some words.
func ChoiceVar(f *pflag.FlagSet, p *string, name, value string, of []string, usage string) {
	*p = value
	f.Var(&choice{p, of}, name, usage)
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

// goesTo is the annotation of the flag of a file that must be named, with what it may be.
const goesTo = "goes-to"

// OutputVar defines the flag -o of a file to write that must be named; what is one, such as
// FILE.zip.
func OutputVar(cmd *cobra.Command, p *string, what, usage string) {
	cmd.Flags().StringVarP(p, "output", "o", "", usage)
	_ = cmd.Flags().SetAnnotation("output", goesTo, []string{what}) // it is there
}

// CheckGiven refuses a narrowing flag that was given empty, and says which file must be named.
func CheckGiven(cmd *cobra.Command) (err error) {
	f := cmd.Flags()
	if f.Changed("csv") && f.Changed("json") {
		return exit.Usagef("give --csv or --json, not both")
	}
	f.VisitAll(func(one *pflag.Flag) {
		if what := one.Annotations[goesTo]; len(what) > 0 && one.Value.String() == "" {
			err = exit.Usagef("say where it goes: %s -o %s", cmd.CommandPath(), what[0])
		}
	})
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
func flagError(cmd *cobra.Command, err error) error {
	var bad *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		if short := unknown.GetSpecifiedShortnames(); short != "" && short[0] >= '0' && short[0] <= '9' {
			return exit.Usagef("-%s looks like a flag, and no number or time here can be negative", short)
		}
		if near := words.Near(unknown.GetSpecifiedName(), flagsOf(cmd)); near != "" {
			return fmt.Errorf("%w; did you mean --%s?", err, near)
		}
	}
	if !errors.As(err, &bad) {
		return err // which cobra words well enough
	}
	return exit.Usagef("--%s cannot be %q: %w", bad.GetFlag().Name, bad.GetValue(), notOf(bad.GetFlag(), bad.Unwrap()))
}

// flagsOf are the names of the flags that a command takes.
func flagsOf(cmd *cobra.Command) (names []string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}

// notOf says what a flag takes; err is why it did not take a value.
func notOf(f *pflag.Flag, err error) error {
	if outside := outsideError(""); errors.As(err, &outside) {
		return outside
	}
	switch f.Value.Type() {
	case "int", "int64", "uint", "uint64":
		return errors.New("give a whole number, as in --" + f.Name + " 20")
	case "bool":
		return errors.New("give true or false")
	}
	return err
}
