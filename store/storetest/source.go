package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

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
	check(t, "as it was edited", edit(a, s.ID, func(now *store.Source) { *now = s }), s)
	check(t, "edited", all(a.Sources(ctx, at(100)))[1], s)
	looked, edited := s, s
	looked.Name, looked.Cadence, looked.NextDue, looked.LastOK, looked.Gaps = "By itself", 2*time.Hour, at(200), at(100), "[1]"
	edited.Name, edited.Cadence, edited.Fixed, edited.NextDue = "By hand", time.Minute, true, time.Time{}
	edited.Paused, edited.Tags, edited.Selector, edited.Speaker = true, "north politics", "p", "The Mayor"
	edit(a, s.ID, func(now *store.Source) { *now = edited })
	if err := a.NoteLook(ctx, s, looked); err != nil {
		t.Fatal(err)
	}
	edited.LastOK, edited.Gaps = looked.LastOK, looked.Gaps
	check(t, "looked at while it was edited", must[store.Source](t)(a.Source(ctx, s.ID)), edited)
	again := early
	again.NextDue = at(31)
	looked = early
	looked.NextDue, looked.LastRun, looked.LastOK = at(3630), at(30), at(30)
	edit(a, early.ID, func(now *store.Source) { *now = again })
	if err := a.NoteLook(ctx, early, looked); err != nil {
		t.Fatal(err)
	}
	again.LastRun, again.LastOK = looked.LastRun, looked.LastOK
	check(t, "made due again while it was looked at", must[store.Source](t)(a.Source(ctx, early.ID)), again)
	edit(a, early.ID, func(s *store.Source) { s.Paused = true })
	check(t, "due while paused", len(all(a.Sources(ctx, at(100)))), 0)
	check(t, "when the next is due while paused", must[time.Time](t)(a.NextDue(ctx)), time.Time{})
	if err := a.RemoveSource(ctx, never.ID); err != nil {
		t.Fatal(err)
	}
	check(t, "after one went", len(all(a.Sources(ctx, time.Time{}))), 2)
	if err := a.RemoveSource(ctx, never.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a source that is gone, removed: %v", err)
	}
	if _, err := a.EditSource(ctx, never.ID, func(*store.Source) error { t.Error("it was to be edited"); return nil }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a source that is gone, edited: %v", err)
	}
	if err := a.NoteLook(ctx, never, never); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a look at a source that is gone: %v", err)
	}
	after := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourcePage, URL: "https://c.example/"}))
	check(t, "the number after that of one that is gone and brought nothing", after.ID, never.ID+1)
}

func edit(a *archive, id int64, change func(*store.Source)) store.Source {
	a.t.Helper()
	return must[store.Source](a.t)(a.EditSource(a.t.Context(), id, func(s *store.Source) error { change(s); return nil }))
}

// editors change one source at the same time, through two handles, while it is looked at:
// nothing of what any of them wrote is lost, and what one refuses changes nothing.
func editors(t *testing.T, open Opener) {
	a := newArchive(t, open)
	b := &archive{t: t, clock: a.clock, dir: a.dir, Engine: open(t, a.dir, a.clock.Now)}
	defer b.Close()
	s := must[store.Source](t)(a.AddSource(t.Context(), store.Source{Kind: store.SourcePage, URL: "https://a.example/", NextDue: at(1), Cadence: time.Hour}))
	const each = 30
	g, ctx := errgroup.WithContext(t.Context())
	repeat := func(f func(i int) error) {
		g.Go(func() error {
			for i := range each {
				if err := f(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, st := range []Engine{a, b} {
		repeat(func(int) error {
			_, err := st.EditSource(ctx, s.ID, func(s *store.Source) error { s.Failures++; return nil })
			return err
		})
	}
	repeat(func(int) error {
		_, err := b.EditSource(ctx, s.ID, func(s *store.Source) error { s.Tags += "t"; return nil })
		return err
	})
	no := errors.New("no such rhythm")
	repeat(func(int) error {
		_, err := a.EditSource(ctx, s.ID, func(s *store.Source) error { s.Name = "Refused"; return no })
		if err != no { //nolint:errorlint // it is given back as it is, for people to read
			return fmt.Errorf("an edit that was refused: %w", err)
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	s.Failures, s.Tags = 2*each, strings.Repeat("t", each)
	check(t, "edited by three at a time", must[store.Source](t)(a.Source(t.Context(), s.ID)), s)

	g, ctx = errgroup.WithContext(t.Context())
	repeat(func(int) error {
		was, err := a.Source(ctx, s.ID)
		if err != nil {
			return err
		}
		is := was
		is.Gaps += "g"
		return a.NoteLook(ctx, was, is)
	})
	repeat(func(int) error {
		_, err := b.EditSource(ctx, s.ID, func(s *store.Source) error { s.Tags += "t"; return nil })
		return err
	})
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	s.Gaps, s.Tags = strings.Repeat("g", each), strings.Repeat("t", 2*each)
	check(t, "edited while it was looked at", must[store.Source](t)(a.Source(t.Context(), s.ID)), s)
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
