package scraper

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// slow is an adapter that never ends on one page, and breaks on another.
type slow struct{ simAdapter }

func (slow) Parse(p Page) (Parsed, error) {
	switch p.URL.Path {
	case "/a/slow":
		select {}
	case "/a/broken":
		panic("broken")
	}
	return Parsed{}, nil
}

// TestFault23APageThatTakesForEver: it is given up, and the rest goes on.
func TestFault23APageThatTakesForEver(t *testing.T) {
	c := &Collector{Platforms: NewRegistry(slow{}), ReadMost: 50 * time.Millisecond}
	read := func(path, want string) {
		t.Helper()
		u := &url.URL{Scheme: "https", Host: "h0.example", Path: path}
		_, err := c.parse(Request{Platform: "sim"}, Page{URL: u})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	read("/a/broken", "broke on this page")
	for range readersMost { // they go on beside those that follow
		read("/a/slow", "took more than")
		read("/a/well", "")
	}
	for range readersMost { // these keep their places: what goes on is bounded
		read("/a/well", "")
		read("/a/slow", "took more than")
	}
	read("/a/well", "other pages take so long")
}

// TestFault50ChangeOfClocks: intervals count in UTC, and so no look is skipped or
// doubled where a zone's clocks go forward or back.
func TestFault50ChangeOfClocks(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Skip("no zones on this machine: ", err)
	}
	for _, day := range []time.Time{time.Date(2026, 3, 29, 0, 30, 0, 0, zone), time.Date(2026, 10, 25, 0, 30, 0, 0, zone)} {
		s := store.Source{URL: "https://h0.example/a", Cadence: time.Hour, Fixed: true}
		for now := day; now.Before(day.Add(12 * time.Hour)); now = s.NextDue {
			s = after(s, false, false, now)
			if gap := s.NextDue.Sub(now); gap < 57*time.Minute || gap > 63*time.Minute {
				t.Errorf("after %s it is looked at in %s", now, gap)
			}
		}
		if a, b := NextLook(day, day.Add(time.Hour)), NextLook(day.UTC(), day.UTC().Add(time.Hour)); !a.Equal(b) {
			t.Errorf("%s by the zone, %s in UTC", a, b)
		}
	}
}

// TestFault51ClockJumps: a jump is told from time that went by.
func TestFault51ClockJumps(t *testing.T) {
	for _, c := range []struct{ wall, monotonic, want time.Duration }{
		{time.Hour, time.Hour, 0}, {time.Hour + 30*time.Second, time.Hour, 0}, {25 * time.Hour, time.Hour, 24 * time.Hour}, {-23 * time.Hour, time.Hour, -24 * time.Hour},
	} {
		if got := jumpOf(c.wall, c.monotonic); got != c.want {
			t.Errorf("%s by the wall, %s by the other: %s", c.wall, c.monotonic, got)
		}
	}
}

// TestQueuesByHost: the items of one host are one queue, or as many as may be asked
// at once.
func TestQueuesByHost(t *testing.T) {
	items := []string{"https://a.example/1", "https://b.example/1", "https://a.example/2", "https://a.example/3"}
	self := func(s string) string { return s }
	for n, want := range map[int]string{
		1: "[[https://a.example/1 https://a.example/2 https://a.example/3] [https://b.example/1]]",
		2: "[[https://a.example/1 https://a.example/3] [https://b.example/1] [https://a.example/2]]",
	} {
		if got := fmt.Sprint(byHost(items, self, n)); got != want {
			t.Errorf("%d at once: %s", n, got)
		}
	}
}
