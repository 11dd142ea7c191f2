package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// TestAnEditIsForgottenWithItsWords: a site that has told what an edit did does not tell it
// once the words are erased.
func TestAnEditIsForgottenWithItsWords(t *testing.T) {
	st := archive(t)
	for i, text := range []string{"We will never close the northern ferry line.", "We will close the northern ferry line."} {
		at := time.Date(2025, 11, 20, 9+i, 0, 0, 0, time.UTC)
		o := store.Observation{Document: "x:50", Kind: store.Post, URL: "https://x.com/sam/status/50", Content: store.Content{Text: text, Lang: "en"}}
		if _, _, err := st.Record(t.Context(), store.Capture{Method: "GET", Door: "page", URL: o.URL, StartedAt: at, Outcome: store.OutcomeOK, Body: []byte(text)}, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	site, err := page.New(reported(st).Archive, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	drawn := func() string {
		var b bytes.Buffer
		if err := site.Draw(t.Context(), &b, view.PagePath(store.Post, "x:50")); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	const told = "A negation was dropped"
	if first := drawn(); !strings.Contains(first, told) || first != drawn() {
		t.Errorf("the page does not tell of the edit, or not twice the same")
	}
	if _, err := st.Forget(t.Context(), "x:50", "a court said so"); err != nil {
		t.Fatal(err)
	}
	if page := drawn(); strings.Contains(page, told) || strings.Contains(page, "“never”") {
		t.Errorf("the page still tells of an edit of erased words")
	}
}
