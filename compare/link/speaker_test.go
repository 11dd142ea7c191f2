package link

import (
	"context"
	"slices"
	"testing"

	"onrecord/store"
)

// TestAnothersWords: words that stand in one post as they are are that post's, with a warning,
// though another speaker is named; also where a post of other words is by an author whose name
// cannot be compared.
func TestAnothersWords(t *testing.T) {
	m := newMemory()
	m.add(store.Document{ID: "x:1", Author: store.Author{Name: "Nora Example", Handle: "nora"}, Lang: "en"}, "We will rebuild the lighthouse before the winter storms, whatever it costs.")
	m.add(store.Document{ID: "x:2", Author: store.Author{Name: "佐藤例", Handle: "sato"}, Lang: "en"}, "We will not rebuild the old lighthouse before the winter storms, whatever it costs us.")
	m.add(store.Document{ID: "x:3", Author: store.Author{Name: "Karl Muster", Handle: "karl"}, Lang: "de"}, "Zum Saisonende trete ich als Trainer der Mannschaft zurück. Danke an alle.")
	for _, c := range []struct{ quote, speaker, want string }{
		{"We will rebuild the lighthouse before the winter storms, whatever it costs", "Walter Sample", "x:1"},
		{"Zum Saisonende trete ich als Trainer der Mannschaft zurück", "Walter Sample", "x:3"},
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: c.quote, Speaker: c.speaker})
		if err != nil {
			t.Fatal(err)
		}
		if ans.Verdict != store.Verbatim || string(ans.Match.Document) != c.want || !slices.Contains(ans.Match.Warnings, "speaker") {
			t.Errorf("%s: %s %+v, want %s verbatim with a warning of the speaker", c.quote, ans.Verdict, ans.Match, c.want)
		}
	}
}
