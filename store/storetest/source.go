package storetest

import (
	"errors"
	"testing"
	"time"

	"onrecord/store"
)

func sources(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	all := must[[]store.Source](t)
	s := store.Source{
		Kind: store.SourceFeed, Platform: "feed", URL: "https://paper.example/feed", Name: "The Paper", Cadence: time.Hour,
		AddedAt: at(0), NextDue: at(60), LastRun: at(1), LastOK: at(1), LastError: "", ETag: `"e"`, LastModified: "yesterday",
	}
	got := must[store.Source](t)(a.AddSource(ctx, s))
	if got.ID == 0 {
		t.Fatal("a source without number")
	}
	s.ID = got.ID
	check(t, "added", got, s)
	if _, err := a.AddSource(ctx, s); !errors.Is(err, store.ErrExists) {
		t.Errorf("added twice: %v", err)
	}
	early := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourcePage, URL: "https://a.example/", NextDue: at(30)}))
	never := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourcePage, URL: "https://b.example/"}))

	check(t, "all", len(all(a.Sources(ctx, time.Time{}))), 3)
	due := all(a.Sources(ctx, at(60)))
	if len(due) != 2 || due[0].ID != early.ID || due[1] != s {
		t.Errorf("due: %+v", due)
	}
	next := all(a.DueAfter(ctx, at(60), early, 5))
	if len(next) != 1 || next[0] != s {
		t.Errorf("due after the first: %+v", next)
	}
	check(t, "due after the last", len(all(a.DueAfter(ctx, at(60), s, 5))), 0)
	check(t, "the first of those due", len(all(a.DueAfter(ctx, at(60), store.Source{}, 1))), 1)
	s.Name, s.Failures, s.LastError, s.LastCause, s.NextDue, s.ETag = "Renamed", 3, "no answer", store.CauseNoAnswer, at(90), ""
	if err := a.UpdateSource(ctx, s); err != nil {
		t.Fatal(err)
	}
	check(t, "updated", all(a.Sources(ctx, at(100)))[1], s)
	looked, edited := s, s
	looked.Name, looked.Cadence, looked.NextDue, looked.LastOK, looked.Gaps = "By itself", 2*time.Hour, at(200), at(100), "[1]"
	edited.Name, edited.Cadence, edited.Fixed, edited.NextDue = "By hand", time.Minute, true, time.Time{}
	edited.Paused, edited.Tags, edited.Selector, edited.Speaker = true, "north politics", "p", "The Mayor"
	if err := errors.Join(a.UpdateSource(ctx, edited), a.NoteLook(ctx, s, looked)); err != nil {
		t.Fatal(err)
	}
	edited.LastOK, edited.Gaps = looked.LastOK, looked.Gaps
	check(t, "looked at while it was edited", must[store.Source](t)(a.Source(ctx, s.ID)), edited)
	again := early
	again.NextDue = at(31)
	looked = early
	looked.NextDue, looked.LastRun, looked.LastOK = at(3630), at(30), at(30)
	if err := errors.Join(a.UpdateSource(ctx, again), a.NoteLook(ctx, early, looked)); err != nil {
		t.Fatal(err)
	}
	again.LastRun, again.LastOK = looked.LastRun, looked.LastOK
	check(t, "made due again while it was looked at", must[store.Source](t)(a.Source(ctx, early.ID)), again)
	early.Paused = true
	if err := a.UpdateSource(ctx, early); err != nil {
		t.Fatal(err)
	}
	check(t, "due while paused", len(all(a.Sources(ctx, at(100)))), 0)
	check(t, "when the next is due while paused", must[time.Time](t)(a.NextDue(ctx)), time.Time{})
	if err := a.RemoveSource(ctx, never.ID); err != nil {
		t.Fatal(err)
	}
	check(t, "after one went", len(all(a.Sources(ctx, time.Time{}))), 2)
	if err := errors.Join(a.RemoveSource(ctx, never.ID), a.UpdateSource(ctx, never)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a source that is gone: %v", err)
	}
	if err := a.NoteLook(ctx, never, never); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a look at a source that is gone: %v", err)
	}
	after := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourcePage, URL: "https://c.example/"}))
	check(t, "the number after that of one that is gone and brought nothing", after.ID, never.ID+1)
}

// hosts are remembered as they were saved, and forgotten with nothing to remember.
func hosts(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	h := store.Host{Name: "paper.example", BlockedUntil: at(60), Strikes: 2, Why: "it asked to be left alone", Cause: store.CauseRate, AskedAt: at(1)}
	for _, h := range []store.Host{{Name: "paper.example", Strikes: 1, Why: "no answer", Cause: store.CauseNoAnswer}, h} {
		if err := a.SaveHost(ctx, h); err != nil {
			t.Fatal(err)
		}
		all := must[[]store.Host](t)(a.Hosts(ctx))
		if len(all) != 1 || all[0] != h {
			t.Errorf("%+v, saved %+v", all, h)
		}
	}
	if err := a.SaveHost(ctx, store.Host{Name: h.Name}); err != nil {
		t.Fatal(err)
	}
	check(t, "after it answered", len(must[[]store.Host](t)(a.Hosts(ctx))), 0)
}
