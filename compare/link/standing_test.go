package link

import (
	"context"
	"testing"

	"onrecord/store"
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
		case want == 2 && ans.Standing.Posts[0].Document != "x:6":
			t.Errorf("%s: %v, want the newest first", quote, ans.Standing.Posts)
		}
	}
}

// TestStandingInEarlierVersion: the version that has the words is named, not the current
// one.
func TestStandingInEarlierVersion(t *testing.T) {
	m := newMemory()
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: "en"}, "Despite the constant negative press covfefe", "Despite the constant negative press coverage")
	m.add(store.Document{ID: "x:2", Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: "en"}, "Enjoy your covfefe", "Enjoy your covfefe today")
	ans, err := Lookup(context.Background(), m, Query{Quote: "covfefe"})
	if err != nil || ans.Standing == nil || len(ans.Standing.Posts) != 2 {
		t.Fatalf("%+v, %v; want two posts", ans.Standing, err)
	}
	for _, s := range ans.Standing.Posts {
		if want := map[store.DocumentID][2]int{"x:1": {1, 2}, "x:2": {2, 2}}[s.Document]; s.Version.Seq != want[0] || s.Versions != want[1] || s.Edited() != (want[0] < want[1]) {
			t.Errorf("%s: version %d of %d, want %v", s.Document, s.Version.Seq, s.Versions, want)
		}
	}
}
