package scraper

import (
	"fmt"
	"testing"
	"time"

	"onrecord/store"
)

func TestNextLook(t *testing.T) {
	first := time.Date(2025, 11, 11, 0, 0, 0, 0, time.UTC)
	var got []time.Duration
	for now := first; now.Before(first.Add(100 * 24 * time.Hour)); {
		now = NextLook(first, now)
		got = append(got, now.Sub(first))
	}
	want := "[5m0s 15m0s 1h0m0s 6h0m0s 24h0m0s 72h0m0s 168h0m0s 720h0m0s 1440h0m0s 2160h0m0s 2880h0m0s]"
	if fmt.Sprint(got) != want {
		t.Errorf("looked at %v, want %v", got, want)
	}
}

// TestRhythm: a source is looked at more often while it brings news, less while it
// does not, within bounds, never by the user's cadence changed; a failing one ever
// less.
func TestRhythm(t *testing.T) {
	now := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)
	s := store.Source{URL: "https://a.example/feed", Cadence: time.Hour}
	for range 50 {
		s = after(s, true, false, now)
	}
	if s.Cadence != floorCadence {
		t.Errorf("news: every %s", s.Cadence)
	}
	for range 50 {
		s = after(s, false, false, now)
	}
	if s.Cadence != ceilingCadence {
		t.Errorf("no news: every %s", s.Cadence)
	}
	fixed := store.Source{Cadence: time.Hour, Fixed: true}
	for i := range 40 {
		fixed.URL = fmt.Sprint(i)
		fixed = after(fixed, i%2 == 0, false, now)
		if wait := fixed.NextDue.Sub(now); fixed.Cadence != time.Hour || wait < 57*time.Minute || wait > 63*time.Minute {
			t.Errorf("the user's hour became %s, the next look in %s", fixed.Cadence, wait)
		}
	}
	failing := store.Source{Cadence: time.Hour, Fixed: true}
	for i := 1; i < 20; i++ {
		failing.Failures = i
		failing = after(failing, false, true, now)
		if wait := failing.NextDue.Sub(now); wait > 26*time.Hour || wait < 57*time.Minute {
			t.Errorf("after %d failures the next look is in %s", i, wait)
		}
	}
}
