package plain

import (
	"fmt"
	"regexp"
	"strings"
)

var badReference = regexp.MustCompile(`&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,10});`)

// XML leaves out of XML what no XML may have: bytes that are no UTF-8, control
// characters, and references to them.
func XML(text string) string {
	text = Valid(text)
	text = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, text)
	return badReference.ReplaceAllStringFunc(text, func(ref string) string {
		var n rune
		if _, err := fmt.Sscanf(strings.ToLower(ref), "&#x%x;", &n); err != nil {
			_, _ = fmt.Sscanf(ref, "&#%d;", &n)
		}
		if n == '\t' || n == '\n' || n == '\r' || n >= 0x20 && n < 0xd800 || n > 0xdfff && n <= 0x10ffff {
			return ref
		}
		return "\ufffd"
	})
}
