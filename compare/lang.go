package compare

import (
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
