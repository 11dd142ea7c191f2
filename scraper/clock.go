package scraper

import "time"

// jumped is how far the clock must be off to be said to have jumped.
const jumped = time.Minute

// clockWatch tells whether the wall clock was set while something went on: it moves
// otherwise than the monotonic one.
type clockWatch struct {
	now   func() time.Time
	start time.Time
}

func newClockWatch(now func() time.Time) clockWatch { return clockWatch{now, now()} }

// jump is how far the clock was set forward, or back below zero; 0 for not.
func (w clockWatch) jump() time.Duration {
	now := w.now()
	return jumpOf(now.Round(0).Sub(w.start.Round(0)), now.Sub(w.start))
}

func jumpOf(wall, monotonic time.Duration) time.Duration {
	if off := wall - monotonic; off.Abs() >= jumped {
		return off
	}
	return 0
}
