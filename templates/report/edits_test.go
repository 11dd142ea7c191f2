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

// TestAnEditIsToldByItsWords: a site that has told of an edit by a text that was cut short
// tells of it anew once the whole text has taken its place in the same version.
func TestAnEditIsToldByItsWords(t *testing.T) {
	st := archive(t)
	hour := 8
	record := func(text string, cut bool) {
		hour++
		o := store.Observation{Document: "x:50", Kind: store.Post, URL: "https://x.com/sam/status/50", Content: store.Content{Text: text, Lang: "en", Cut: cut}}
		c := store.Capture{Method: "GET", Endpoint: "page", URL: o.URL, StartedAt: time.Date(2025, 11, 20, hour, 0, 0, 0, time.UTC), Outcome: store.OutcomeOK, Body: []byte(text)}
		if _, _, err := st.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	site, err := page.New(reported(st).Archive, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tells := func(of string) bool {
		var b bytes.Buffer
		if err := site.Draw(t.Context(), &b, view.PagePath(store.Post, "x:50")); err != nil {
			t.Fatal(err)
		}
		return strings.Contains(b.String(), of)
	}
	record("We will never close the northern ferry line while I am in office.", false)
	record("We will close the northern ferry line while I", true)
	if !tells("“never” was taken out") {
		t.Error("the page does not tell of the edit")
	}
	record("We will close the northern ferry line while I am in office next year.", false)
	if vs, err := st.Versions(t.Context(), "x:50"); err != nil || len(vs) != 2 {
		t.Fatalf("%d versions, %v", len(vs), err)
	}
	if !tells("“next year” was put in") {
		t.Error("the page tells of the edit by the text that was cut short")
	}
}

// TestSwappedPictures: the page of a post whose picture was replaced under the same words
// has both beside each other, and one whose words alone were edited repeats none.
func TestSwappedPictures(t *testing.T) {
	st := archive(t)
	record := func(hour int, text, picture string) string {
		o := store.Observation{Document: "x:60", Kind: store.Post, URL: "https://x.com/sam/status/60", Content: store.Content{
			Text: text, Lang: "en", Media: []store.Media{{Type: "image", URL: "https://pbs.twimg.com/media/" + picture + ".jpg", ID: picture, Alt: "The chart " + picture}},
		}}
		c := store.Capture{Method: "GET", Endpoint: "page", URL: o.URL, StartedAt: time.Date(2025, 11, 20, hour, 0, 0, 0, time.UTC), Outcome: store.OutcomeOK, Body: []byte(text + picture)}
		if _, _, err := st.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
		site, err := page.New(reported(st).Archive, view.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := site.Draw(t.Context(), &b, view.PagePath(store.Post, "x:60")); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	record(8, "Unemployment is the lowest in a decade.", "one")
	if got := record(9, "Unemployment is the lowest in two decades.", "one"); strings.Contains(got, "Attached before") {
		t.Error("the picture stayed, and is shown as replaced")
	}
	got := record(10, "Unemployment is the lowest in two decades.", "two")
	_, beside, found := strings.Cut(got, "Attached before")
	if before, now, ok := strings.Cut(beside, "Attached now"); !found || !ok || !strings.Contains(before, "The chart one") || !strings.Contains(now, "The chart two") {
		t.Errorf("the pictures do not stand beside each other:\n%s", got)
	}
}
