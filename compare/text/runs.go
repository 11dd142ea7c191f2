package text

import (
	"strings"
	"unicode"
)

// freeRun recognises an address or a @handle that begins at a code point and
// gives its end.
func freeRun(r []rune, from int) (int, bool) {
	switch r[from] {
	case '@', '＠', 'h', 'H', 'w', 'W', 'p', 'P', 't', 'T':
	default:
		return 0, false
	}
	if from > 0 && (unicode.IsLetter(r[from-1]) || unicode.IsDigit(r[from-1])) {
		return 0, false
	}
	switch {
	case r[from] == '@' || r[from] == '＠':
		return handleEnd(r, from+1)
	case hasPrefix(r[from:], "http://"), hasPrefix(r[from:], "https://"), hasPrefix(r[from:], "www."),
		hasPrefix(r[from:], "pic.twitter.com/"), hasPrefix(r[from:], "pic.x.com/"), hasPrefix(r[from:], "t.co/"):
		to := from
		for to < len(r) && !unicode.IsSpace(r[to]) && !strings.ContainsRune("\"<>“”«»", r[to]) {
			to++
		}
		for to > from && strings.ContainsRune(".,;:!?)]…", r[to-1]) {
			to--
		}
		return to, true
	}
	return 0, false
}

func handleEnd(r []rune, from int) (int, bool) {
	to := from
	for to < len(r) && (unicode.IsLetter(r[to]) || unicode.IsDigit(r[to]) || r[to] == '_') {
		to++
	}
	return to, to > from
}

func hasPrefix(r []rune, p string) bool {
	i := 0
	for _, want := range p {
		if i >= len(r) || unicode.ToLower(r[i]) != want {
			return false
		}
		i++
	}
	return true
}

// isEllipsis reports whether an ellipsis stands at a code point: … or three dots
// or more, or any of the dots after the first.
func isEllipsis(r []rune, at int) bool {
	if r[at] == '…' || r[at] == '⋯' {
		return true
	}
	if r[at] != '.' {
		return false
	}
	from, to := at, at
	for from > 0 && r[from-1] == '.' {
		from--
	}
	for to < len(r) && r[to] == '.' {
		to++
	}
	return to-from >= 3
}

// isEmoji reports whether r is drawn as a picture.
func isEmoji(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x1f1e6 && r <= 0x1f1ff || unicode.Is(unicode.So, r)
}
