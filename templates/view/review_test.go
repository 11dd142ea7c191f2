package view

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"testing"

	"onrecord/store"
)

// A draft is put into a page's script element, which no quote closes; what is not known is
// left out.
func TestReviewOfLittle(t *testing.T) {
	l := Reviewed{Link: store.Link{
		Quote: store.Quote{Text: "so much</script><b> \u202e\U000e0041"},
		Match: store.Match{
			Verdict: store.Translated, Warnings: []string{"number", "quantifier"},
			Details: []store.WarningDetail{{Kind: "number", Post: "5", Quote: "6"}, {Kind: "quantifier", Post: "5", Quote: "6"}},
		},
	}}
	b, err := l.Review(fmt.Sprintf).JSON()
	if err != nil || bytes.ContainsAny(b, "<>\u202e\U000e0041") {
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

// TestReviewOnItsSite: a review gives the whole address of its quote where the site's is
// known, and the claim without the comma of the sentence that it stands in.
func TestReviewOnItsSite(t *testing.T) {
	r := Reviewed{
		Link:  store.Link{Quote: store.Quote{Article: "https://paper.example/a", Seq: 2, Text: "never, in office,"}},
		Pages: &url.URL{Scheme: "https", Host: "desk.example", Path: "/record/"}, By: &ReviewParty{Type: "Organization", Name: "The Desk"},
	}
	got := r.Review(fmt.Sprintf)
	if want := "https://desk.example/record/" + PagePath(store.Article, "https://paper.example/a") + "#q2"; got.URL != want || got.ClaimReviewed != "never, in office" || got.Author != r.By {
		t.Errorf("%+v, not %s", got, want)
	}
}
