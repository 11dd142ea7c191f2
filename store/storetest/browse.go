package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"onrecord/store"
)

// browsing: what pages show beyond one document.
func browsing(t *testing.T, open Opener) {
	a, ctx := newArchive(t, open), t.Context()
	run := begin(a, "elsewhere pid 1")
	source, err := a.AddSource(ctx, store.Source{Kind: store.SourceAccount, Platform: "x", URL: "https://x.com/sam", Cadence: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	say := func(minutes int, o store.Observation, outcome store.Outcome) int64 {
		c := store.Capture{RunID: run.ID, SourceID: source.ID, Method: "GET", Endpoint: "page", URL: "https://x.com/sam", Outcome: outcome, StartedAt: at(minutes), Body: []byte("body")}
		id, _, err := a.Record(ctx, c, []store.Observation{o}[:min(1, len(o.Document))])
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	first := say(1, post("1", "One."), store.OutcomeOK)
	say(2, post("1", "One, edited."), store.OutcomeOK)
	say(3, post("2", "Two."), store.OutcomeOK)
	failed := say(4, store.Observation{}, store.OutcomeFailed)

	id := store.DocumentID("x:1")
	if docs := must[[]store.DocumentView](t)(a.ByPageID(ctx, id.Page(), 1)); len(docs) != 1 || docs[0].ID != id || len(docs[0].Versions) != 2 || len(docs[0].Captures) != 1 {
		t.Errorf("by its page's number: %+v", docs)
	}
	if docs := must[[]store.DocumentView](t)(a.ByPageID(ctx, 1, 1)); len(docs) != 0 {
		t.Errorf("a page that is none: %+v", docs)
	}
	c := must[store.Capture](t)(a.CaptureRecord(ctx, first))
	if c.Body != nil || c.BodyLength != 4 || c.RunID != run.ID {
		t.Errorf("a capture's record: %+v", c)
	}
	captures := must[[]store.Capture](t)(a.CaptureRecords(ctx, store.CaptureFilter{Source: source.ID, Failed: true}))
	if len(captures) != 1 || captures[0].ID != failed {
		t.Errorf("a source's failures: %+v", captures)
	}
	if n := len(must[[]store.Capture](t)(a.CaptureRecords(ctx, store.CaptureFilter{Run: run.ID, Limit: 3}))); n != 3 {
		t.Errorf("%d of a run's captures, want the latest 3", n)
	}
	changes := must[[]store.Event](t)(a.ChangesOfRun(ctx, run.ID, 0))
	if len(changes) != 3 || changes[1].Kind != store.ChangeEdited || changes[1].Document != id {
		t.Errorf("a run's changes: %+v", changes)
	}
	changes = must[[]store.Event](t)(a.ChangesOfSource(ctx, source.ID, 1))
	if len(changes) != 1 || changes[0].Document != "x:2" {
		t.Errorf("a source's latest change: %+v", changes)
	}
	authored(t, a)
	if got := must[store.Run](t)(a.Run(ctx, run.ID)); got.Holder != run.Holder {
		t.Errorf("the run: %+v", got)
	}
	if got := must[store.Source](t)(a.Source(ctx, source.ID)); got.URL != source.URL {
		t.Errorf("the source: %+v", got)
	}
	if _, err := a.Run(ctx, 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no such run: %v", err)
	}
	if _, err := a.Source(ctx, 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no such source: %v", err)
	}
	if err := a.RemoveSource(ctx, source.ID); err != nil {
		t.Fatal(err)
	}
	other, err := a.AddSource(ctx, store.Source{Kind: store.SourceAccount, Platform: "x", URL: "https://x.com/ada", Cadence: time.Hour})
	if found := must[[]store.Event](t)(a.ChangesOfSource(ctx, other.ID, 9)); err != nil || len(found) != 0 {
		t.Errorf("a new source has what one that was removed brought: %+v, %v", found, err)
	}
}

// authored: an author's figures, by platform and key.
func authored(t *testing.T, a *archive) {
	t.Helper()
	ctx := t.Context()
	d := must[store.Document](t)(a.Document(ctx, "x:1"))
	key := d.Author.Key()
	got := must[store.AuthorCount](t)(a.AuthorCount(ctx, "x", key))
	if got.Posts != 2 || got.Edited != 1 || got.Gone != 0 {
		t.Errorf("an author: %+v", got)
	}
	if _, err := a.AuthorCount(ctx, "bluesky", key); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an author of another platform: %v", err)
	}
	if top := must[[]store.AuthorCount](t)(a.TopAuthors(ctx, 0, 1)); len(top) != 1 || top[0] != got {
		t.Errorf("the first author: %+v, want %+v", top, got)
	}
	months := must[[]store.MonthCount](t)(a.Published(ctx, "x", key))
	if len(months) != 1 || months[0].Count != 2 || !months[0].Month.Equal(time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("published by month: %+v", months)
	}
	days := must[[]store.DayCount](t)(a.ChangesByDay(ctx, day0.AddDate(0, 0, -1)))
	if len(days) != 1 || days[0].New != 2 || days[0].Edited != 1 || !days[0].Day.Equal(day0.Truncate(24*time.Hour)) {
		t.Errorf("changes by day: %+v", days)
	}
}

// touches: each thing that a page shows touches its document, a look that finds
// nothing new included; what it does not show does not.
func touches(t *testing.T, open Opener) {
	a, ctx := newArchive(t, open), t.Context()
	a.record(1, post("1", "One."))
	a.record(2, post("2", "Two."))
	var stamp int64
	touched := func() (out []store.DocumentID) {
		t.Helper()
		n, err := a.CountChangedSince(ctx, stamp)
		if err != nil {
			t.Fatal(err)
		}
		stamp, err = a.ChangedSince(ctx, stamp, func(id store.DocumentID) error {
			out = append(out, id)
			return nil
		})
		if err != nil || n != len(out) {
			t.Fatalf("%d touched, %d counted: %v", len(out), n, err)
		}
		return out
	}
	step := func(what string, f func(), want ...store.DocumentID) {
		t.Helper()
		f()
		check(t, what, fmt.Sprint(touched()), fmt.Sprint(want))
	}
	step("at first", func() {}, "x:1", "x:2")
	step("nothing", func() {})
	step("seen again", func() { a.record(3, post("1", "One.")) }, "x:1")
	step("due again", func() {
		if err := a.SetNextLook(ctx, "x:1", at(60)); err != nil {
			t.Fatal(err)
		}
	})
	step("a failed look", func() {
		c := store.Capture{Document: "x:2", Method: "GET", URL: "https://x.com/2", Outcome: store.OutcomeFailed, StartedAt: at(4)}
		if _, _, err := a.Record(ctx, c, nil); err != nil {
			t.Fatal(err)
		}
	}, "x:2")
	step("an answer to it", func() {
		o := post("3", "Three.")
		o.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: "x:1"}}
		a.record(5, o)
	}, "x:1", "x:3")
}
