package compare

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// Language guesses a text's language as a BCP 47 tag, "" where the guess would
// not be reliable.
func Language(text string) string {
	info := whatlanggo.Detect(text)
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
}

// primary is the language of a tag without its region.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	tag, _, _ = strings.Cut(tag, "_")
	return tag
}
