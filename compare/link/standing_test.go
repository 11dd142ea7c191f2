package link

import (
	"context"
	"testing"
)

// TestStanding: words that stand in posts are never denied, however few they are.
func TestStanding(t *testing.T) {
	m := port()
	for quote, want := range map[string]int{"impuestos": 2, "lanchas pequeñas": 2, "para las": 2, "ferry": 1, "seagulls": 0} {
		ans, err := Lookup(context.Background(), m, Query{Quote: quote})
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case ans.Match != nil:
			t.Errorf("%s: linked to %s", quote, ans.Match.Document)
		case want == 0 && ans.Standing != nil, want > 0 && (ans.Standing == nil || ans.Standing.Count != want || len(ans.Standing.Posts) != want):
			t.Errorf("%s: %+v, want %d posts", quote, ans.Standing, want)
		case want == 2 && ans.Standing.Posts[0] != "x:6":
			t.Errorf("%s: %v, want the newest first", quote, ans.Standing.Posts)
		}
	}
}
