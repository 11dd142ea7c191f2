package view

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Link is an address that may be followed, or "".
type Link string

// SafeLink lets http and https through, and nothing that only looks like them.
func SafeLink(raw string) Link {
	if strings.ContainsFunc(raw, unicode.IsControl) {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return Link(u.String())
}

// The bounds of what is shown of one text.
const (
	maxName  = 120
	maxMarks = 4 // combining marks on one letter
)

// Plain makes text from outside safe to read: control characters and direction
// overrides become visible, stacked marks are cut.
func Plain(s string) string {
	if !strings.ContainsFunc(s, unusual) {
		return s
	}
	var b strings.Builder
	marks := 0
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		if r != '\n' && r != '\t' && hidden(r) {
			fmt.Fprintf(&b, "⟦U+%04X⟧", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unusual reports a character that Plain looks at twice.
func unusual(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && (r == utf8.RuneError || hidden(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r))
}

// hidden reports a character that changes how others are shown.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x61c ||
		r >= 0xe0000 && r <= 0xe007f
}

// Name is plain on one line, clipped.
func Name(s string) string { return clip(strings.Join(strings.Fields(Plain(s)), " "), maxName) }

func clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

// LangTag is a language tag from outside, "" where it is none: browsers and
// validators want sound ones.
func LangTag(s string) string {
	if len(s) > 3 { // few are, and anybody can make up more
		return soundTag(s)
	}
	tag, ok := shortTags.Load(s)
	if !ok {
		tag = soundTag(s)
		shortTags.Store(s, tag)
	}
	return tag.(string) //nolint:forcetypeassert // we stored it
}

// shortTags remembers what LangTag makes of short ones.
var shortTags sync.Map

func soundTag(s string) string {
	if _, err := language.Parse(s); err != nil {
		return ""
	}
	return s
}
