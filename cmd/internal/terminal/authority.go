package terminal

import (
	"fmt"

	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/proof/stamp"
)

// AuthorityState says what an authority gave, and how it failed since.
func AuthorityState(s store.AnchorState) string {
	text := "no stamp yet"
	if s.Stamps > 0 {
		text = fmt.Sprintf("%s, the last %s of %d leaves", words.Count(s.Stamps, "stamp"), store.FormatTime(s.Time), s.Size)
	}
	if s.Odd != "" {
		text += "; " + words.Line(s.Odd, 200)
	}
	if s.Tries > 0 {
		text += fmt.Sprintf("; failed %d× since: %s; asked again %s", s.Tries, words.Line(s.Error, 300), store.FormatTime(s.NextTry))
	}
	return text
}

// Stamp says what a stamp says.
func Stamp(s stamp.Stamp, odd string) string {
	text := store.FormatTime(s.Time) + ", by " + s.Authority
	if odd != "" {
		text += "; " + odd
	}
	return text
}
