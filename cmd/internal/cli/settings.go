package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// Settings are flags whose values are kept with an archive.
type Settings struct {
	Kept  config.Kept
	Flags *pflag.FlagSet
}

// weakens are the settings that make an archive less safe, with what they do.
var weakens = map[string]string{"allow-private": "requests may reach private addresses and any port; never for addresses from strangers"}

// Strangers is the annotation of flags of commands that ask addresses which others
// choose: what a setting of theirs makes less safe is told there, and nowhere else.
const Strangers = "strangers"

// Weakens says what a setting does that makes an archive less safe, "" for none.
func Weakens(name, value string) string {
	if value == "false" {
		return ""
	}
	return weakens[name]
}

func (s Settings) flag(name string) (*pflag.Flag, error) {
	all := s.Flags
	if f := all.Lookup(name); f != nil {
		return f, nil
	}
	var names []string
	all.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := words.Near(name, names); near != "" {
		return nil, exit.Usagef("%q is no setting; did you mean %s? 'onrecord config list' shows all", name, near)
	}
	return nil, exit.Usagef("%q is no setting; there are %s", name, strings.Join(names, ", "))
}

// Setting is one as it stands, and where it has its value from.
type Setting struct {
	From  string `json:"from"`
	Name  string `json:"setting"`
	Value string `json:"value"`
}

// List gives the settings that have a value other than their own and those that have
// not, or only one of them.
func (s Settings) List(only string) ([]Setting, error) {
	if only != "" {
		if _, err := s.flag(only); err != nil {
			return nil, err
		}
	}
	kept, err := s.Kept.All()
	var out []Setting
	s.Flags.VisitAll(func(f *pflag.Flag) {
		value, from := f.DefValue, "by itself"
		if i := slices.IndexFunc(kept, func(s config.Setting) bool { return s.Name == f.Name }); i >= 0 && !fromEnvironment(f) {
			value, from = kept[i].Value, "the archive"
		} else if fromEnvironment(f) {
			from = "the environment"
		}
		if only == "" || f.Name == only {
			out = append(out, Setting{from, f.Name, words.Line(value, 100)})
		}
	})
	return out, err
}

// Set keeps a setting and gives its value as it is written; "" takes it out.
func (s Settings) Set(name, value string) (string, error) {
	f, err := s.flag(name)
	if err != nil {
		return "", err
	}
	if value != "" {
		if err := f.Value.Set(value); err != nil || strings.ContainsAny(value, "\r\n") {
			return "", exit.Usagef("%s cannot be %q: %w", name, value, notOf(f, err))
		}
		value = f.Value.String()
	}
	return value, s.Kept.Set(name, value)
}

// fromEnvironment reports whether a flag has its value from an environment variable.
func fromEnvironment(f *pflag.Flag) bool {
	_, name, ok := strings.Cut(f.Usage, "(env ")
	return ok && os.Getenv(strings.TrimRight(name, ")")) != ""
}

// Apply gives a command's flags what the archive's settings say, where the command line
// and the environment say nothing; warn is told what makes the archive less safe.
func (s Settings) Apply(flags *pflag.FlagSet, warn func(error)) error {
	takes := false
	s.Flags.VisitAll(func(f *pflag.Flag) { takes = takes || flags.Lookup(f.Name) != nil })
	if s.Kept.Asks && !takes {
		return nil
	}
	kept, err := s.Kept.All()
	if err != nil {
		return err
	}
	for _, k := range kept { // each is looked at, whichever of them this command takes
		known, err := s.flag(k.Name)
		if err != nil {
			return errors.New(k.Line + ": " + err.Error()) // the command line is all right
		}
		if err := known.Value.Set(k.Value); err != nil {
			return fmt.Errorf("%s: %s cannot be %q: %w", k.Line, k.Name, k.Value, notOf(known, err))
		}
	}
	for _, k := range kept {
		f := flags.Lookup(k.Name)
		if f == nil || f.Changed || fromEnvironment(f) {
			continue
		}
		if err := f.Value.Set(k.Value); err != nil {
			return fmt.Errorf("%s: %w", k.Line, err)
		}
		if less := Weakens(k.Name, k.Value); less != "" && f.Annotations[Strangers] != nil {
			warn(fmt.Errorf("%s is set for this archive: %s", k.Name, less))
		}
	}
	return nil
}
