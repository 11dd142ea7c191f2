package wire

import (
	"bytes"
	"encoding/json"
	"testing"

	"onrecord/cmd/internal/desk"
	"onrecord/store"
)

// A draft is put into a page's script element, which no quote closes; what is not known is
// left out.
func TestClaimOfLittle(t *testing.T) {
	l := desk.Linked{Link: store.Link{
		Quote: store.Quote{Text: "so much</script><b>"},
		Match: store.Match{
			Verdict: store.Translated, Warnings: []string{"number", "quantifier"},
			Details: []store.WarningDetail{{Kind: "number", Post: "5", Quote: "6"}, {Kind: "quantifier", Post: "5", Quote: "6"}},
		},
	}}
	b, err := ClaimOf(l).JSON()
	if err != nil || bytes.ContainsAny(b, "<>") {
		t.Fatalf("%s, %v", b, err)
	}
	var got struct {
		Said   string                     `json:"claimReviewed"`
		Item   map[string]json.RawMessage `json:"itemReviewed"`
		Rating map[string]string          `json:"reviewRating"`
	}
	if err := json.Unmarshal(b, &got); err != nil || got.Said != l.Quote.Text {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, unknown := range []string{"author", "datePublished"} {
		if v, there := got.Item[unknown]; there {
			t.Errorf("%s: %s", unknown, v)
		}
	}
	if got.Rating["ratingExplanation"] != "“5” became “6”." {
		t.Errorf("%v", got.Rating)
	}
}
