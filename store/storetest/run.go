package storetest

import (
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"onrecord/store"
)

// runs: one at a time, by a lease that a dead or silent holder loses.
func runs(t *testing.T, open Opener) {
	t.Run("one at a time", func(t *testing.T) { oneRun(t, newArchive(t, open)) })
	t.Run("a silent holder", func(t *testing.T) { silentHolder(t, newArchive(t, open)) })
	t.Run("a dead holder", func(t *testing.T) { deadHolder(t, newArchive(t, open)) })
	t.Run("a clock set back", func(t *testing.T) {
		a := newArchive(t, open)
		begin(a, "elsewhere pid 1")
		a.clock.set(at(-600))
		begin(a, "elsewhere pid 2")
	})
}

func begin(a *archive, holder string) store.Run {
	a.t.Helper()
	r, err := a.BeginRun(a.t.Context(), holder)
	if err != nil {
		a.t.Fatalf("begin for %s: %v", holder, err)
	}
	return r
}

func oneRun(t *testing.T, a *archive) {
	ctx := t.Context()
	one := begin(a, "elsewhere pid 1")
	check(t, "begun", one, store.Run{ID: one.ID, StartedAt: day0, Holder: "elsewhere pid 1", State: "running"})
	a.clock.set(at(0).Add(30 * time.Second))
	_, err := a.BeginRun(ctx, "elsewhere pid 2")
	var held *store.HeldError
	if !errors.As(err, &held) || held.Holder != "elsewhere pid 1" || !held.Since.Equal(day0) {
		t.Fatalf("a second run: %v", err)
	}
	n := store.RunCounts{Due: 1, Captures: 2, New: 3, Edited: 4, Gone: 5, Missed: 6, Restored: 7, Unchanged: 8, Failed: 9, Bytes: 10}
	if err := a.EndRun(ctx, one.ID, "partial", n); err != nil {
		t.Fatal(err)
	}
	two := begin(a, "elsewhere pid 2")
	latest := must[[]store.Run](t)(a.LatestRuns(ctx, 5))
	if len(latest) != 2 || latest[0].ID != two.ID {
		t.Fatalf("latest: %+v", latest)
	}
	check(t, "ended", latest[1], store.Run{
		ID: one.ID, StartedAt: day0, FinishedAt: a.clock.Now(), Holder: "elsewhere pid 1", State: "partial", RunCounts: n,
	})
	check(t, "limit", len(must[[]store.Run](t)(a.LatestRuns(ctx, 1))), 1)
	if err := a.EndRun(ctx, one.ID, "done", n); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("ended twice: %v", err)
	}
}

func silentHolder(t *testing.T, a *archive) {
	ctx := t.Context()
	one := begin(a, "elsewhere pid 1")
	a.clock.set(at(1).Add(-time.Second))
	if err := a.Heartbeat(ctx, one.ID); err != nil {
		t.Fatal(err)
	}
	a.clock.set(at(1).Add(30 * time.Second))
	if _, err := a.BeginRun(ctx, "elsewhere pid 2"); err == nil {
		t.Fatal("a run with a heartbeat was taken over")
	}
	a.clock.set(at(2))
	begin(a, "elsewhere pid 2")
	check(t, "the silent one", must[[]store.Run](t)(a.LatestRuns(ctx, 2))[1].State, "interrupted")
	if err := a.Heartbeat(ctx, one.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("heartbeat of a lost lease: %v", err)
	}
}

func deadHolder(t *testing.T, a *archive) {
	host, err := os.Hostname()
	if err != nil {
		t.Skip("no host name here:", err)
	}
	begin(a, fmt.Sprintf("%s pid %d", host, os.Getpid()))
	if _, err := a.BeginRun(t.Context(), "elsewhere pid 2"); err == nil {
		t.Fatal("a run of a living process was taken over")
	}
	b := &archive{t: t, Engine: a.Engine}
	if err := a.EndRun(t.Context(), 1, "done", store.RunCounts{}); err != nil {
		t.Fatal(err)
	}
	begin(b, host+" pid 4194304") // over the highest number that Linux gives
	begin(b, "elsewhere pid 2")
	check(t, "the dead one", must[[]store.Run](t)(a.LatestRuns(t.Context(), 2))[1].State, "interrupted")
}

// clockBack: where the clock was set back since the last run, what is due moves back
// with it, and the run says so.
func clockBack(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	a.see(0, post("1", "A"))
	s := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourcePage, URL: "https://a.example/", NextDue: at(2000)}))
	if err := a.SetNextLook(ctx, "x:1", at(1990)); err != nil {
		t.Fatal(err)
	}
	a.clock.set(at(1980))
	run := must[store.Run](t)(a.BeginRun(ctx, "one"))
	if err := a.EndRun(ctx, run.ID, "done", run.RunCounts); err != nil {
		t.Fatal(err)
	}
	check(t, "no jump", run.ClockJump, time.Duration(0))
	a.clock.set(at(1980 - 1440)) // a day back
	run = must[store.Run](t)(a.BeginRun(ctx, "two"))
	if err := a.EndRun(ctx, run.ID, "done", run.RunCounts); err != nil {
		t.Fatal(err)
	}
	check(t, "the jump", run.ClockJump, -24*time.Hour)
	check(t, "the source", must[[]store.Source](t)(a.Sources(ctx, time.Time{}))[0].NextDue, s.NextDue.Add(-24*time.Hour))
	check(t, "the post", must[store.Document](t)(a.Document(ctx, "x:1")).NextLook, at(1990).Add(-24*time.Hour))
	check(t, "on record", must[[]store.Run](t)(a.LatestRuns(ctx, 1))[0].ClockJump, -24*time.Hour)
}
