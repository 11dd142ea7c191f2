// Package words writes text for people: text from outside made safe to print, numbers
// with their nouns, durations.
package words

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/rivo/uniseg"
)

// Visible makes text from outside safe to print: control characters, escape
// sequences and direction overrides are shown, never obeyed. Line breaks and
// tabs stay.
func Visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hidden(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// hidden reports whether a terminal would act on r instead of showing it.
func hidden(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// Line is Visible on one line, and at most n code points long.
func Line(s string, n int) string {
	r := []rune(Visible(strings.Join(strings.Fields(s), " ")))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}

// Indent puts every line of s behind a margin.
func Indent(s, margin string) string {
	return margin + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n"+margin)
}

// Joined are the parts that say something, between middle dots.
func Joined(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, " · ")
}

// Count is a number with its noun.
func Count(n int, noun string) string {
	return fmt.Sprintf("%d %s", n, Plural(n, noun, cmp.Or(irregular[noun], noun+"s")))
}

// irregular are the plurals that end in more than an s.
var irregular = map[string]string{"leaf": "leaves"}

// Plural is what goes with one thing, or with any other number of them.
func Plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// Duration is d without its empty parts: 1h, not 1h0m0s.
func Duration(d time.Duration) string {
	s := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Wrap breaks s between words into lines of at most width characters; all but the
// first begin with indent. A word that is longer stands whole.
func Wrap(s string, width int, indent string) string {
	var b strings.Builder
	first, _, _ := strings.Cut(s, strings.TrimLeft(s, " "))
	b.WriteString(first)
	n := Width(first)
	begun := false
	for _, w := range strings.Fields(s) {
		l := Width(w)
		switch {
		case !begun:
		case n+1+l > width:
			b.WriteString("\n" + indent)
			n = Width(indent)
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n, begun = n+l, true
	}
	return b.String()
}

// Width is how many columns s takes on a terminal: colours take none, and what Unicode
// calls wide (UAX #11) takes two.
func Width(s string) int { return uniseg.StringWidth(colours.ReplaceAllString(s, "")) }

var colours = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// ShellQuote writes a path so that a shell takes it as one word.
func ShellQuote(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
