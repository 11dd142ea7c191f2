package cross

import (
	"testing"

	"onrecord/compare/cross/fit"
)

// TestIsPossible: one word that a sentence shares with a post of another language makes it no possible
// translation, unless it is most of it, is sure enough, or the post is the named speaker's.
func TestIsPossible(t *testing.T) {
	for _, c := range []struct {
		confidence     float64
		slots, bearers int
		speaker        fit.Speaker
		want           bool
	}{
		{0.2, 5, 1, fit.Unnamed, false},
		{0.2, 5, 2, fit.Unnamed, true},
		{0.2, 2, 1, fit.Unnamed, true},
		{0.2, 5, 1, fit.Agrees, true},
		{0.5, 5, 1, fit.Unnamed, true},
		{0.1, 5, 3, fit.Agrees, false},
	} {
		x := Found{Confidence: c.confidence, evidence: fit.Evidence{Fit: fit.Fit{Slots: c.slots, Bearers: c.bearers}, Speaker: c.speaker}}
		if got := x.IsPossible(); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
