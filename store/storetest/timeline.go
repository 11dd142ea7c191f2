package storetest

import (
	"testing"

	"onrecord/store"
)

// timelines: all that is known of a document in the order of time.
func timelines(t *testing.T, open Opener) {
	a := newArchive(t, open)
	first := a.see(0, post("1", "A")).Version.CaptureID
	a.see(1, post("1", "A"))
	failed := store.Capture{Document: "x:1", Endpoint: "oembed", Outcome: store.OutcomeFailed, Error: "no answer", StartedAt: at(2)}
	if _, _, err := a.Record(t.Context(), failed, nil); err != nil {
		t.Fatal(err)
	}
	a.see(3, aliased(post("1", "B"), "x:2"))
	failed.Document, failed.Outcome, failed.StartedAt = "x:2", store.OutcomeBlocked, at(4)
	if _, _, err := a.Record(t.Context(), failed, nil); err != nil {
		t.Fatal(err)
	}
	a.see(5, gone("1", store.Deleted, true))
	a.see(6, gone("1", store.Deleted, true))
	a.see(7, post("1", "B"))
	check(t, "timeline", a.kinds("x:2"), "new1 failed edited2 blocked gone restored2")

	events := must[[]store.Event](t)(a.Timeline(t.Context(), "x:1"))
	check(t, "first", events[0], store.Event{ID: events[0].ID, At: at(0), Kind: store.ChangeNew, Document: "x:1", CaptureID: first, VersionSeq: 1, Endpoint: "page", Outcome: store.OutcomeOK})
	check(t, "why it failed", events[1].Detail, "no answer")
	check(t, "by which endpoint", events[1].Endpoint, "oembed")
	check(t, "how it went", events[4].How, store.Deleted)
	t.Run("an older version found later", func(t *testing.T) {
		a.see(9, post("5", "B"))
		a.see(10, seenAt(post("5", "A"), 2))
		check(t, "timeline", a.kinds("x:5"), "new1 edited2")
	})
	t.Run("changes", func(t *testing.T) { latestChanges(t, newArchive(t, open)) })
}

func latestChanges(t *testing.T, a *archive) {
	a.see(0, post("1", "A"))
	a.see(1, post("2", "A"))
	a.see(2, post("1", "B"))
	a.see(3, gone("2", store.Deleted, false))
	a.see(9, gone("2", store.Deleted, false))
	a.see(10, post("2", "A"))
	for _, c := range []struct {
		name  string
		limit int
		kinds []store.ChangeKind
		want  string
	}{
		{"all but misses", 10, nil, "restored gone edited new new"},
		{"the latest", 2, nil, "restored gone"},
		{"of one kind", 10, []store.ChangeKind{store.ChangeMissed}, "missed"},
		{"of two kinds", 10, []store.ChangeKind{store.ChangeNew, store.ChangeEdited}, "edited new new"},
		{"without limit", 0, nil, "restored gone edited new new"},
	} {
		got := ""
		for _, e := range must[[]store.Event](t)(a.Changes(t.Context(), c.limit, c.kinds...)) {
			got += " " + string(e.Kind)
		}
		check(t, c.name, got, " "+c.want)
	}
}

// counts: the archive's totals, and its authors'.
func counts(t *testing.T, open Opener) {
	a := newArchive(t, open)
	check(t, "of nothing", must[store.Counts](t)(a.Counts(t.Context())), store.Counts{})
	v := a.see(0, post("1", "some words")).Version
	a.see(1, post("1", "other words"))
	a.see(2, post("2", "B"))
	a.see(3, gone("2", store.Deleted, true))
	a.see(3, gone("1", store.Deleted, false)) // only missed
	art := a.see(4, article("a", "It says “some words” and “more”", 4)).Version
	a.replace(art.ID, linkTo(v, "some words"), unlinkedQuote("more"))
	must[store.Source](t)(a.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, URL: "https://paper.example/feed"}))
	check(t, "totals", must[store.Counts](t)(a.Counts(t.Context())), store.Counts{
		Posts: 2, Articles: 1, Versions: 4, Captures: 6, Quotes: 2, Links: 1, Edited: 1, Gone: 1, Sources: 1, FirstCapture: at(0), LastCapture: at(4),
	})

	other := post("3", "C")
	other.Author = store.Author{Handle: "other"}
	a.see(5, other)
	got := must[[]store.AuthorCount](t)(a.Authors(t.Context()))
	if len(got) != 2 {
		t.Fatalf("authors: %+v", got)
	}
	check(t, "the author of most", got[0], store.AuthorCount{Platform: "x", Author: post("1", "").Author, Posts: 2, Edited: 1, Gone: 1, Quoted: 1})
	check(t, "the other", got[1], store.AuthorCount{Platform: "x", Author: other.Author, Posts: 1})
}
