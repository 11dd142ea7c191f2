package ingest_test

import (
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/ingest"
	"onrecord/store"
)

// TestAnImportedArticleQuotesWhatIsKnown: the post that an imported article shows is its claim
// only until the archive has the words of the post's home, as with an article that is looked at.
func TestAnImportedArticleQuotesWhatIsKnown(t *testing.T) {
	const doc = "x:1988393441999593891"
	line := `{"url":"https://paper.example/it","title":"The harbour","html":"<html><body><article><p>` + strings.Repeat("The paper's own words on the harbour go on for long. ", 20) +
		`</p><blockquote class=\"twitter-tweet\"><p>The harbour is shut.</p>&mdash; Famous (@famous) <a href=\"https://twitter.com/famous/status/1988393441999593891\">November 11, 2025</a></blockquote></article></body></html>"}`
	for name, c := range map[string]struct {
		by                store.Authority
		standing, claimed int
	}{
		"its home's words are known": {store.AuthorityOrigin, 1, 0},
		"a relay's words are":        {store.AuthorityRelay, 1, 1},
		"none are":                   {"none", 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			e, db := env(t, func(err error) { t.Error(err) }), archive(t)
			if c.by != "none" {
				at := time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
				post := store.Observation{Document: doc, Kind: store.Post, URL: "https://x.com/famous/status/1988393441999593891", Author: store.Author{Handle: "famous"}, Content: store.Content{Text: "The harbour is open."}}
				if _, _, err := db.Record(t.Context(), store.Capture{URL: post.URL, Document: doc, StartedAt: at, FinishedAt: at, Outcome: store.OutcomeOK, Authority: c.by}, []store.Observation{post}); err != nil {
					t.Fatal(err)
				}
			}
			im := ingest.NewLines(e, db, ingest.Reader{Platforms: e.Platforms(), Now: e.Now}.Article, "a.jsonl")
			if err := im.Read(t.Context(), strings.NewReader(line)); err != nil {
				t.Fatal(err)
			}
			vs, err := db.Versions(t.Context(), doc)
			if err != nil || len(vs) != c.standing {
				t.Errorf("%d versions stand, want %d; %v", len(vs), c.standing, err)
			}
			vs, err = db.Aside(t.Context(), doc)
			if err != nil || len(vs) != c.claimed {
				t.Errorf("%d versions are beside, want %d: %+v; %v", len(vs), c.claimed, vs, err)
			}
		})
	}
}

// TestAnImportedArticleAsksForWhatItShowsWithoutWords: the page of an imported article that
// shows a post by its address alone is due, so that the post's home is asked, unless the
// archive has the post.
func TestAnImportedArticleAsksForWhatItShowsWithoutWords(t *testing.T) {
	const doc = "x:1988393441999593891"
	page := func(embed string) string {
		return `{"url":"https://paper.example/it","title":"The harbour","html":"<html><body><article><p>` + strings.Repeat("The paper's own words on the harbour go on for long. ", 20) +
			`</p>` + embed + `</article></body></html>"}`
	}
	bare := `<blockquote class=\"twitter-tweet\"><a href=\"https://twitter.com/famous/status/1988393441999593891\"></a></blockquote>`
	for name, c := range map[string]struct {
		embed      string
		known, due bool
	}{
		"an address only":             {bare, false, true},
		"an address, of a known post": {bare, true, false},
		"none":                        {"", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			e, db := env(t, func(err error) { t.Error(err) }), archive(t)
			if c.known {
				post := store.Observation{Document: doc, Kind: store.Post, Content: store.Content{Text: "The harbour is open."}}
				if _, _, err := db.Record(t.Context(), store.Capture{Document: doc, Outcome: store.OutcomeOK}, []store.Observation{post}); err != nil {
					t.Fatal(err)
				}
			}
			im := ingest.NewLines(e, db, ingest.Reader{Platforms: e.Platforms(), Now: e.Now}.Article, "a.jsonl")
			if err := im.Read(t.Context(), strings.NewReader(page(c.embed))); err != nil {
				t.Fatal(err)
			}
			d, err := db.Document(t.Context(), "web:https://paper.example/it")
			if err != nil || d.NextLook.IsZero() == c.due {
				t.Errorf("next look %s; %v", d.NextLook, err)
			}
		})
	}
}
