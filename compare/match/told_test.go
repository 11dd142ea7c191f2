package match

import (
	"slices"
	"testing"

	"onrecord/store"
)

// TestTold: a warning that goes with a narrower one is told only where it has something of its own.
func TestTold(t *testing.T) {
	turned := store.WarningDetail{Kind: "opposite", Post: "fell", Quote: "rose"}
	for _, c := range []struct {
		names   []string
		details []store.WarningDetail
		want    []string
	}{
		{[]string{"negation", "opposite"}, []store.WarningDetail{turned}, []string{"opposite"}},
		{[]string{"negation", "opposite"}, []store.WarningDetail{turned, {Kind: "negation", Post: "not"}}, []string{"negation", "opposite"}},
		{[]string{"negation"}, nil, []string{"negation"}},
		{[]string{"number", "quantifier"}, nil, []string{"quantifier"}},
		{[]string{"certainty", "modal"}, nil, []string{"certainty"}},
		{nil, nil, nil},
	} {
		if got := Told(c.names, c.details); !slices.Equal(got, c.want) {
			t.Errorf("%v %v: %v, want %v", c.names, c.details, got, c.want)
		}
	}
}
