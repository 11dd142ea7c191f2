package link

import (
	"context"
	"slices"
	"testing"
	"time"

	"onrecord/store"
)

// lookUpOne looks a quote up, whose language is known, in an archive of one undated post.
func lookUpOne(t *testing.T, lang, post, quote string) Answer {
	t.Helper()
	m := newMemory()
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: lang}, post)
	ans, err := Lookup(context.Background(), m, Query{Quote: quote, Lang: lang, Speaker: "Sam Sample"})
	if err != nil {
		t.Fatal(err)
	}
	return ans
}

// judgeOne looks a quote up in an archive of one post.
func judgeOne(t *testing.T, lang, post, quote string) *Found {
	t.Helper()
	m := newMemory()
	at := store.Moment{Time: time.Date(2025, 11, 10, 1, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond}
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: lang, PublishedAt: at}, post)
	ans, err := Lookup(context.Background(), m, Query{Quote: quote, Speaker: "Sam Sample", Prefer: []store.DocumentID{"x:1"}})
	if err != nil {
		t.Fatal(err)
	}
	if ans.Match == nil {
		t.Fatalf("%q: not found (%.2f)", quote, ans.Confidence)
	}
	return ans.Match
}

// TestExactWarnings: one change has its own warnings and no others.
func TestExactWarnings(t *testing.T) {
	for _, c := range []struct {
		lang, post, quote string
		verdict           store.Verdict
		want              []string
	}{
		{"en", "The harbour debt grew by 2.5 million to 4,000 people; our pilots can't sail. Is it done?", "The harbour debt grew by 2.5 million to 4,000 people", store.Verbatim, nil},
		{"en", "Here is what the ferry pilots told us: the old harbour is closing. Who knew?", "Here is what the ferry pilots told us", store.Verbatim, nil},
		{"en", "Will the old harbour be closed to the fishing boats this winter?", "the old harbour be closed to the fishing boats this winter", store.Verbatim, []string{"question"}},
		{"en", "Five of the old harbour gates, says the council, must close before the winter storms", "Five of the old harbour gates, says the council, must open before the winter storms", store.Altered, []string{"opposite", "negation"}},
		{"en", "At the lighthouse we measured -5 degrees on the first night of the year", "At the lighthouse we measured –5 degrees on the first night of the year", store.Verbatim, nil},
		{"en", "At the lighthouse we measured -5 degrees on the first night of the year", "At the lighthouse we measured 5 degrees on the first night of the year", store.Altered, []string{"number"}},
		{"en", "The new harbour will cost the valley 1 500 000 crowns before the winter", "The new harbour will cost the valley 1500000 crowns before the winter", store.Verbatim, nil},
		{"en", "The pilots proved that tide<wind holds along the whole harbour wall", "The pilots proved that tide>wind holds along the whole harbour wall", store.Altered, []string{"opposite", "negation"}},
		{"en", "The pilots proved that tide ≠ wind holds along the whole harbour wall", "The pilots proved that tide = wind holds along the whole harbour wall", store.Altered, []string{"opposite", "negation"}},
		{"en", "The pilots proved that tide ≠ wind holds along the whole harbour wall", "The pilots proved that tide != wind holds along the whole harbour wall", store.Verbatim, nil},
		{"en", "The new harbour wall of the council 👍 opens before the winter", "The new harbour wall of the council 👎 opens before the winter", store.Altered, []string{"opposite", "negation"}},
		{"en", "The new harbour wall of the council opens before the winter 👍", "The new harbour wall of the council opens before the winter", store.Verbatim, nil},
	} {
		m := judgeOne(t, c.lang, c.post, c.quote)
		if m.Verdict != c.verdict || !slices.Equal(m.Warnings, c.want) {
			t.Errorf("%s\n%s: %s %v %+v, want %s %v", c.post, c.quote, m.Verdict, m.Warnings, m.Edits, c.verdict, c.want)
		}
	}
}
