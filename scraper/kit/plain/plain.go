// Package plain makes text from outside fit to be kept and shown.
package plain

import (
	"strings"
	"unicode/utf8"
)

// Valid is a text as valid UTF-8.
func Valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// Clip shortens a text to n runes, for a message.
func Clip(s string, n int) string {
	r := []rune(Valid(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}
