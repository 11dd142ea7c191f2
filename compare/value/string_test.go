package value

import (
	"fmt"
	"math"
	"strings"
)

// String writes a value out for people, in one way whatever the text's.
func (v Value) String() string {
	if v.IsDate {
		return dateString(v)
	}
	s := v.Written
	if v.Clock {
		s = fmt.Sprintf("%d:%02.0f", int(v.Number), math.Mod(v.Number, 1)*60)
	}
	if s == "" {
		s = fmt.Sprint(v.Number)
		if v.Number == math.Trunc(v.Number) && math.Abs(v.Number) < 1e15 {
			s = fmt.Sprintf("%.0f", v.Number)
		}
	}
	if v.Part != [2]int{} {
		s = fmt.Sprintf("%d/%d", v.Part[0], v.Part[1])
	}
	s = v.Bound + s
	switch v.Unit {
	case "":
		return s
	case "percent":
		return s + " %"
	case "hour":
		if v.Clock {
			return s
		}
	case "points":
		return s + " percentage points"
	}
	return s + " " + v.Unit
}

func dateString(v Value) string {
	switch {
	case v.Weekday != "":
		return v.Weekday
	case v.Relative != "":
		return v.Relative
	case ambiguous(v):
		return fmt.Sprintf("%d/%d/%d", v.Numeric[0], v.Numeric[1], v.Numeric[2])
	}
	var parts []string
	for _, p := range []struct {
		n    int
		form string
	}{{v.Year, "%04d"}, {v.Month, "%02d"}, {v.Day, "%02d"}} {
		if p.n != 0 {
			parts = append(parts, fmt.Sprintf(p.form, p.n))
		}
	}
	return strings.Join(parts, "-")
}
