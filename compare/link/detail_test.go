package link

import (
	"context"
	"slices"
	"testing"

	"onrecord/store"
)

// TestWarningDetails: a warning names what stands in the post and what in the quote.
func TestWarningDetails(t *testing.T) {
	m := newMemory()
	sam := store.Author{Name: "Sam Sample", Handle: "sam"}
	m.add(store.Document{ID: "x:1", Author: sam, Lang: "en"}, "The ferry fares rose by 5 % last Tuesday, and France may lend us €40 million if the port stays open all winter.")
	m.add(store.Document{ID: "x:2", Author: sam, Lang: "de"}, "Die Fähre fährt ab Montag nicht mehr für 3 Euro, sagt Stadtrat Vogel zur Lage am alten Hafen.")
	for _, c := range []struct {
		quote string
		want  store.WarningDetail
	}{
		{"The ferry fares rose by 15 % last Tuesday, and France may lend us €40 million", store.WarningDetail{Kind: "number", Post: "5 %", Quote: "15 %"}},
		{"The ferry fares rose by 5 % last Thursday, and France may lend us €40 million", store.WarningDetail{Kind: "date", Post: "Tuesday", Quote: "Thursday"}},
		{"The ferry fares rose by 5 % last Tuesday, and Germany may lend us €40 million", store.WarningDetail{Kind: "name", Post: "France", Quote: "Germany"}},
		{"The ferry fares rose by 5 % last Tuesday, and France may lend us $40 million", store.WarningDetail{Kind: "unit", Post: "€40 million", Quote: "$40 million"}},
		{"The ferry fares rose by 5 % last Tuesday, and France will lend us €40 million", store.WarningDetail{Kind: "modal", Post: "may", Quote: "will"}},
		{"The ferry fares fell by 5 % last Tuesday, and France may lend us €40 million", store.WarningDetail{Kind: "opposite", Post: "rose", Quote: "fell"}},
		{"and France may lend us €40 million", store.WarningDetail{Kind: "condition", Post: "if"}},
		{"Die Fähre fährt ab Montag mehr für 3 Euro, sagt Stadtrat Vogel zur Lage am alten Hafen", store.WarningDetail{Kind: "negation", Post: "nicht"}},
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: c.quote, Speaker: "Sam Sample"})
		if err != nil {
			t.Fatal(err)
		}
		if ans.Match == nil || !slices.Contains(ans.Match.Details, c.want) {
			t.Errorf("%q: no %+v in %+v", c.quote, c.want, ans.Match)
		}
	}
}
