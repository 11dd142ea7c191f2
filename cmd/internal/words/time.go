package words

import (
	"fmt"
	"time"
)

// About is a duration as people say it, to one unit: 6 min, 5 h, 3 days.
func About(d time.Duration) string {
	switch d = d.Abs(); {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Round(time.Hour).Hours()))
	}
	return Count(int(d.Round(24*time.Hour).Hours()/24), "day")
}

// near is how far off a time is whose distance people count.
const near = 31 * 24 * time.Hour

// Dated is a time to be read and to be copied, in UTC, and how far off it is where that is
// not far: 2025-11-12 09:00 UTC (3 h ago).
func Dated(t, now time.Time) string {
	t = t.UTC().Truncate(time.Second)
	clock := "15:04"
	if t.Second() != 0 {
		clock = time.TimeOnly
	}
	s := t.Format(time.DateOnly + " " + clock + " UTC")
	if t.Sub(now).Abs() <= near {
		s += " (" + When(t, now) + ")"
	}
	return s
}

// When is a time as people say it who know what time it is: in 6 min, 3 h ago, or
// the day where that is more than a month off.
func When(t, now time.Time) string {
	d := t.Sub(now)
	switch {
	case t.IsZero():
		return "never"
	case d.Abs() < time.Second:
		return "now"
	case d.Abs() > near:
		return t.Local().Format("2 January 2006")
	case d > 0:
		return "in " + About(d)
	}
	return About(d) + " ago"
}
