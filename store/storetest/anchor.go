package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

const (
	tsaOne = "https://one.example/tsr"
	tsaTwo = "https://two.example/tsr"
)

// anchors: only the newest checkpoint is asked for; a stamp covers what is before
// it; an authority that fails is asked less and less.
func anchors(t *testing.T, open Opener) {
	t.Run("stamps", func(t *testing.T) { anchorStamps(t, newArchive(t, open)) })
	t.Run("failures", func(t *testing.T) { anchorFailures(t, newArchive(t, open)) })
}

// signed records something and keeps a checkpoint over it.
func signed(a *archive, n int) store.Checkpoint {
	a.t.Helper()
	a.record(0, post(fmt.Sprint(n), "Words."))
	size, _, err := a.LogHead(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	return must[store.Checkpoint](a.t)(a.AddCheckpoint(a.t.Context(), store.Checkpoint{Size: size, Note: fmt.Sprintf("note %d\n", n)}))
}

// due is who is to be asked, as one word each.
func due(a *archive, interval time.Duration) string {
	a.t.Helper()
	_, who, err := a.Unanchored(a.t.Context(), []string{tsaOne, tsaTwo}, interval)
	if err != nil {
		a.t.Fatal(err)
	}
	return strings.NewReplacer(tsaOne, "one", tsaTwo, "two").Replace(strings.Join(who, " "))
}

func stampOf(c store.Checkpoint, authority string, at time.Time) store.Anchor {
	return store.Anchor{Size: c.Size, Authority: authority, Time: at, Token: []byte{0x30, byte(c.Size)}}
}

func anchorStamps(t *testing.T, a *archive) {
	ctx := t.Context()
	if _, _, err := a.Unanchored(ctx, []string{tsaOne}, 0); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("before the first checkpoint: %v", err)
	}
	c := signed(a, 1)
	check(t, "at first", due(a, time.Hour), "one two")
	one := stampOf(c, tsaOne, at(1))
	if err := a.AddAnchor(ctx, c.ID, one, ""); err != nil {
		t.Fatal(err)
	}
	check(t, "after one", due(a, 0), "two")
	check(t, "all, after one", due(a, -1), "two")
	second := signed(a, 2)
	check(t, "within the hour", due(a, time.Hour), "two")
	check(t, "by hand", due(a, 0), "one two")
	a.clock.set(at(2 * 60))
	check(t, "after the hour", due(a, time.Hour), "one two")
	if got, _, err := a.Unanchored(ctx, nil, 0); err != nil || got != second {
		t.Errorf("the newest: %+v, %v", got, err)
	}
	later := stampOf(second, tsaTwo, at(200))
	if err := a.AddAnchor(ctx, second.ID, later, "its clock is ahead"); err != nil {
		t.Fatal(err)
	}
	var got []store.Anchor
	if err := a.Anchors(ctx, func(s store.Anchor) error { got = append(got, s); return nil }); err != nil {
		t.Fatal(err)
	}
	check(t, "stamps", fmt.Sprint(got), fmt.Sprint([]store.Anchor{one, later}))
	states := must[[]store.AnchorState](t)(a.AnchorStates(ctx))
	check(t, "states", fmt.Sprint(states), fmt.Sprint([]store.AnchorState{
		{Authority: tsaOne, Stamps: 1, Size: c.Size, Time: at(1), AskedAt: day0},
		{Authority: tsaTwo, Stamps: 1, Size: second.Size, Time: at(200), Odd: "its clock is ahead", AskedAt: a.clock.Now()},
	}))
	covered := must[store.LogEntry](t)(a.LogEntry(ctx, 1))
	check(t, "what covers the first", fmt.Sprint(covered.Anchor), fmt.Sprint(&one))
	if e := must[store.LogEntry](t)(a.LogEntry(ctx, 2)); e.Anchor != nil {
		t.Errorf("an odd stamp covers: %+v", e.Anchor)
	}
	a.clock.set(at(2*60).AddDate(0, 2, 0))
	check(t, "of a checkpoint of long ago", due(a, 0), "")
	check(t, "by hand, of long ago", due(a, -1), "one")
}

func anchorFailures(t *testing.T, a *archive) {
	ctx := t.Context()
	c := signed(a, 1)
	now := day0
	for i, wait := range []time.Duration{time.Minute, 5 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, 24 * time.Hour} {
		if err := a.MissAnchor(ctx, c.ID, tsaOne, fmt.Sprintf("failure %d", i+1)); err != nil {
			t.Fatal(err)
		}
		a.clock.set(now.Add(wait - time.Second))
		check(t, "too early", due(a, 0), "two")
		check(t, "by hand", due(a, -1), "one two")
		now = now.Add(wait)
		a.clock.set(now)
		check(t, "in time", due(a, 0), "one two")
		if i == 2 {
			c = signed(a, 2) // a newer checkpoint does not make it better
		}
	}
	states := must[[]store.AnchorState](t)(a.AnchorStates(ctx))
	check(t, "failing", fmt.Sprint(states), fmt.Sprint([]store.AnchorState{{Authority: tsaOne, Tries: 6, Error: "failure 6", NextTry: now}}))
	if err := a.MissAnchor(ctx, c.ID, tsaOne, "failure 7"); err != nil {
		t.Fatal(err)
	}
	a.clock.set(day0.AddDate(-1, 0, 0))
	check(t, "a clock set back", due(a, 0), "one two")
	a.clock.set(now)
	if err := a.AddAnchor(ctx, c.ID, stampOf(c, tsaOne, now), ""); err != nil {
		t.Fatal(err)
	}
	states = must[[]store.AnchorState](t)(a.AnchorStates(ctx))
	check(t, "mended", fmt.Sprint(states), fmt.Sprint([]store.AnchorState{{Authority: tsaOne, Stamps: 1, Size: c.Size, Time: now, AskedAt: now}}))
	check(t, "done", due(a, 0), "two")
}
