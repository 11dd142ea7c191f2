package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// TakesWords is the annotation of commands whose arguments are words to search for, so
// that -word is one that must not be there and no flag.
const TakesWords = "words"

// WithWords lets -word reach the commands that search: what is no flag of one letter
// goes with a minus sign in place of the hyphen.
func WithWords(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Annotations[TakesWords] == "" {
		return args
	}
	out := slices.Clone(args)
	for i, arg := range out {
		if arg == "--" {
			break
		}
		if r := []rune(arg); len(r) > 2 && r[0] == '-' && r[1] != '-' && r[2] != '=' && r[2] != '/' && r[2] != '.' {
			out[i] = "−" + arg[1:]
		}
	}
	return out
}

// Searched are the words as they were meant: the shell took the quotation marks from an
// argument with blanks that stands among others.
func Searched(args []string) string {
	if len(args) == 1 {
		return args[0]
	}
	out := make([]string, len(args))
	for i, arg := range args {
		if out[i] = arg; strings.ContainsAny(arg, " \t") && !strings.ContainsAny(arg, "\"“”„«»") {
			out[i] = `"` + arg + `"`
		}
	}
	return strings.Join(out, " ")
}
