package link

import (
	"context"
	"testing"

	"onrecord/store"
)

// TestWordsOfItsOwnAtAnEnd: a quote that begins or ends in words that the post lacks is no
// plain link: bounded where its speaker wrote the post, only possible where nobody is
// named; in brackets they are the quoting writer's.
func TestWordsOfItsOwnAtAnEnd(t *testing.T) {
	m := newMemory()
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: "en"}, "We will keep the old harbour open all winter if possible, says the council.")
	for _, c := range []struct {
		quote, speaker string
		linked         bool
		most           float64
	}{
		{"We will keep the old harbour open all winter if possible", "Sam Sample", true, 1},
		{"We will keep the old harbour open all winter if possible. Nobody else dared to promise that", "Sam Sample", true, 0.95},
		{"We will keep the old harbour open all winter if possible. Nobody else dared to promise that", "", false, 0.7},
		{"My dear friends, we will keep the old harbour open all winter if possible", "Sam Sample", true, 0.95},
		{"[My dear friends,] we will keep the old harbour open all winter if possible", "Sam Sample", true, 1},
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: c.quote, Speaker: c.speaker, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if linked := ans.Match != nil; linked != c.linked || ans.Confidence > c.most || c.most == 1 && ans.Confidence <= 0.95 {
			t.Errorf("%q by %q: linked %v, %.3f", c.quote, c.speaker, linked, ans.Confidence)
		}
		if len(ans.Candidates) == 0 || ans.Candidates[0].Document != "x:1" {
			t.Errorf("%q by %q is not listed: %v", c.quote, c.speaker, ans.Candidates)
		}
	}
}
