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

// When is a time as people say it who know what time it is: in 6 min, 3 h ago, or
// the day where that is more than a month off.
func When(t, now time.Time) string {
	d := t.Sub(now)
	switch {
	case t.IsZero():
		return "never"
	case d.Abs() < time.Second:
		return "now"
	case d.Abs() > 31*24*time.Hour:
		return t.Local().Format("2 January 2006")
	case d > 0:
		return "in " + About(d)
	}
	return About(d) + " ago"
}
