package value

import (
	"fmt"
	"math"
	"strings"
)

// Difference says in what two values differ.
type Difference uint8

// The differences, the gravest last.
const (
	None Difference = iota
	Unit
	Bound
	Number
	Date
)

// Compare says in what two values differ. What only one of two dates tells is no
// difference.
func Compare(a, b Value) Difference {
	switch {
	case a.IsDate != b.IsDate:
		if a.Year != 0 && a.Month == 0 && float64(a.Year) == b.Number || b.Year != 0 && b.Month == 0 && float64(b.Year) == a.Number || dotted(a, b) || dotted(b, a) || slashDate(a, b) || slashDate(b, a) {
			return None
		}
		return Number
	case a.IsDate:
		if sameDate(a, b) {
			return None
		}
		return Date
	case sameTime(a, b) || sameTime(b, a), sameHours(a, b) || sameHours(b, a), halves(a) && halves(b), sameShare(a, b) || sameShare(b, a):
		return None
	case a.Written != b.Written, math.Abs(a.Number-b.Number) > 1e-9*math.Max(math.Abs(a.Number), 1):
		return Number
	case (a.Clock || b.Clock) && ofDay(a) && ofDay(b):
		return None
	case !sameUnit(a.Unit, b.Unit):
		return Unit
	case a.Bound != b.Bound && a.Bound != "" && b.Bound != "":
		return Bound
	}
	return None
}

// sameHours reports whether a number with a full stop is a time of day: 18.30, 18:30.
func sameHours(clock, number Value) bool {
	return clock.Clock && number.Hours != 0 && math.Abs(clock.Number-number.Hours) < 1e-9 && (number.Unit == "" || number.Unit == "hour" || number.Unit == clock.Unit)
}

// slashDate reports whether a part of a whole in figures is a date's day and month, in either order,
// or what is read as a date the same part: 1/3.
func slashDate(date, part Value) bool {
	if date.Numeric[2] == 0 && date.Numeric[1] != 0 && date.Numeric[0] < date.Numeric[1] {
		return part.IsShare() && math.Abs(part.Number-float64(date.Numeric[0])/float64(date.Numeric[1])) < 1e-9
	}
	d, m := part.Part[0], part.Part[1]
	return d != 0 && date.Day != 0 && date.Month != 0 && (d == date.Day && m == date.Month || d == date.Month && m == date.Day)
}

// dotted reports whether a number is a date's day and month with a full stop between: 3.05.
func dotted(date, number Value) bool {
	if date.Month == 0 || date.Day == 0 || date.Year != 0 || number.Unit != "" {
		return false
	}
	for _, form := range []string{"%d.%02d", "%d.%d"} {
		if s := fmt.Sprintf(form, date.Day, date.Month); fmt.Sprint(number.Number) == strings.TrimRight(s, "0") {
			return true
		}
	}
	return false
}

// sameTime reports whether a time with am or pm is another one of 24 hours: 10 pm, 22:00.
func sameTime(half, whole Value) bool {
	if half.Unit != "am" && half.Unit != "pm" || !ofDay(whole) {
		return false
	}
	if whole.Unit == "" && !whole.Clock || whole.Unit == "hour" { // at eight, um acht Uhr
		if half.Number == whole.Number {
			return true
		}
	}
	h := math.Mod(half.Number, 12)
	if half.Unit == "pm" {
		h += 12
	}
	return math.Abs(h-whole.Number) < 1e-9 && (whole.Clock || whole.Unit == "hour")
}

// halves reports whether a value is a half: half, halved, 50 %.
func halves(v Value) bool {
	return !v.IsDate && (v.Number == 0.5 && (v.Unit == "" || v.Unit == "times") || v.Number == 50 && v.Unit == "percent")
}

// Inverse reports whether of two values one says how many times less the other's share is, as
// some languages put it: halved, cut вдвое.
func Inverse(a, b Value) bool {
	return (a.Unit == "times" || b.Unit == "times") && a.Number != 1 && math.Abs(a.Number*b.Number-1) < 0.02
}

// ofDay reports whether a value can be a time of 24 hours: 17, 17 h, 17:00.
func ofDay(v Value) bool { return v.Written == "" && (v.Unit == "" || v.Unit == "hour") }

func sameDate(a, b Value) bool {
	if a.Numeric != [3]int{} && b.Numeric != [3]int{} && (a.Month == 0 || b.Month == 0) {
		return a.Numeric == b.Numeric
	}
	agree := func(x, y int) bool { return x == 0 || y == 0 || x == y }
	if !agree(a.Year, b.Year) || a.Weekday != b.Weekday || a.Relative != b.Relative {
		return false
	}
	if ambiguous(a) || ambiguous(b) { // 10/12 may be either way round
		n, m := a, b
		if ambiguous(b) {
			n, m = b, a
		}
		x, y := n.Numeric[0], n.Numeric[1]
		return agree(x, m.Month) && agree(y, m.Day) || agree(y, m.Month) && agree(x, m.Day)
	}
	if a.Year == 0 && a.Month == 0 || b.Year == 0 && b.Month == 0 {
		return a.Weekday == b.Weekday && a.Relative == b.Relative && a.Month == b.Month
	}
	return agree(a.Month, b.Month) && agree(a.Day, b.Day)
}

func ambiguous(v Value) bool { return v.Numeric != [3]int{} && v.Month == 0 }

// sameUnit: ¥ is of yen and of yuan; degrees are of either scale.
func sameUnit(a, b string) bool {
	if a == b || a == "degree" && (b == "celsius" || b == "fahrenheit") || b == "degree" && (a == "celsius" || a == "fahrenheit") {
		return true
	}
	for x := range strings.SplitSeq(a, "|") {
		for y := range strings.SplitSeq(b, "|") {
			if x == y && x != "" {
				return true
			}
		}
	}
	return false
}
