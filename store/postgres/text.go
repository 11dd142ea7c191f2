package postgres

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// PostgreSQL keeps no NUL in a text, and nothing that is not UTF-8; what is captured may
// hold both. They are kept behind a mark, a code point that is no character, with the
// byte in hexadecimal; so is the mark itself.
const mark = "\uFDD0"

// encode makes any text one that PostgreSQL takes.
func encode(s string) string {
	if strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) && !strings.Contains(s, mark) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == 0 || r == utf8.RuneError && n == 1 || s[i:i+n] == mark {
			for _, b := range []byte(s[i : i+n]) {
				out.WriteString(mark + hex.EncodeToString([]byte{b}))
			}
		} else {
			out.WriteString(s[i : i+n])
		}
		i += n
	}
	return out.String()
}

// decode gives it back. A mark at the end of a text that was cut is dropped.
func decode(s string) string {
	if !strings.Contains(s, mark) {
		return s
	}
	before, rest, found := strings.Cut(s, mark)
	var out strings.Builder
	for out.WriteString(before); found; {
		b, err := hex.DecodeString(rest[:min(2, len(rest))])
		if err != nil || len(b) == 0 {
			break
		}
		out.Write(b)
		before, rest, found = strings.Cut(rest[2:], mark)
		out.WriteString(before)
	}
	return out.String()
}
