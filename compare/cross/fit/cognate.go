package fit

import (
	"strings"

	"onrecord/compare/sound"
)

// cognate is how alike two words are in sound, from 0 to 1: names, numbers and
// loans.
func cognate(a, b *slot) float64 {
	if a.amount != "" && a.amount == b.amount {
		return 1
	}
	if a.roman == b.roman {
		switch {
		case a.number || len(a.roman) >= 4:
			return 1
		case len(a.roman) == 3:
			return 0.6
		}
		return 0
	}
	if a.number || b.number || len(a.roman) < 4 || len(b.roman) < 4 {
		return 0
	}
	n := 0
	for n < len(a.roman) && n < len(b.roman) && a.roman[n] == b.roman[n] {
		n++
	}
	switch {
	case n >= 5 && 10*n >= 6*max(len(a.roman), len(b.roman)), len(a.skeleton) >= 4 && a.skeleton == b.skeleton:
		return 0.8
	case (a.rough || b.rough) && a.loose == b.loose && len(a.loose) >= 3:
		return 0.7
	case len(a.skeleton) >= 5 && len(b.skeleton) >= 5 && a.roman[0] == b.roman[0] && (strings.HasPrefix(a.skeleton, b.skeleton) || strings.HasPrefix(b.skeleton, a.skeleton)):
		return 0.5
	case a.class != known && b.class != known && (a.class == name || b.class == name) && len(a.senses)+len(b.senses) == 0 && sound.Heard(a.key, b.key):
		return 0.6
	}
	return 0
}
