package format

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// NoZone flags a time that was written without its zone and is read as UTC.
const NoZone = "time-without-zone"

// TwoDays flags a time that may be two days, as 03/04/2018, and is kept as it is written.
const TwoDays = "ambiguous-time"

// layout is one way of writing a time. Those without a zone are read as UTC, flagged
// unless the format says that they are.
type layout struct {
	form      string
	precision store.Precision
	zone      bool
	// bare says that commas and the day of the week are left out before it is tried.
	bare bool
}

var weekday = regexp.MustCompile(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? +`)

// bare is a time without commas and the day of the week, which people set as they like.
func bare(s string) string {
	return weekday.ReplaceAllString(strings.ReplaceAll(s, ",", ""), "")
}

// allLayouts are the layouts, and once more for what has its commas elsewhere.
var allLayouts = func() []layout {
	out := slices.Clone(layouts)
	for _, l := range layouts {
		if form := bare(l.form); strings.ContainsAny(form, " ") {
			out = append(out, layout{form, l.precision, l.zone, true})
		}
	}
	return out
}()

var layouts = []layout{
	{time.RFC3339, store.PrecisionSecond, true, false},
	{"2006-01-02T15:04:05-0700", store.PrecisionSecond, true, false},
	{"2006-01-02T15:04:05-07", store.PrecisionSecond, true, false},
	{"2006-01-02 15:04:05Z07:00", store.PrecisionSecond, true, false},
	{"2006-01-02 15:04:05-0700", store.PrecisionSecond, true, false},
	{"2006-01-02 15:04:05 -0700", store.PrecisionSecond, true, false},
	{"2006-01-02 15:04:05 -07:00", store.PrecisionSecond, true, false},
	{"2006-01-02 15:04:05-07", store.PrecisionSecond, true, false},
	{"2006-01-02T15:04Z07:00", store.PrecisionMinute, true, false},
	{"2006-01-02 15:04Z07:00", store.PrecisionMinute, true, false},
	{"2006-01-02 15:04 -0700", store.PrecisionMinute, true, false},
	{time.RubyDate, store.PrecisionSecond, true, false},
	{"Mon, 2 Jan 2006 15:04:05 -0700", store.PrecisionSecond, true, false},
	{"2 Jan 2006 15:04:05 -0700", store.PrecisionSecond, true, false},
	{"Mon, 2 Jan 2006 15:04 -0700", store.PrecisionMinute, true, false},
	{"Mon Jan _2 2006 15:04:05 GMT-0700", store.PrecisionSecond, true, false},
	{"Jan 2, 2006 3:04:05 PM -0700", store.PrecisionSecond, true, false},

	{"02.01.2006 15:04:05 UTC-07:00", store.PrecisionSecond, true, false},

	{"2006-01-02T15:04:05", store.PrecisionSecond, false, false},
	{"2006-01-02 15:04:05", store.PrecisionSecond, false, false},
	{"2006/01/02 15:04:05", store.PrecisionSecond, false, false},
	{"2006.01.02 15:04:05", store.PrecisionSecond, false, false},
	{"2006-01-02T15:04", store.PrecisionMinute, false, false},
	{"2006-01-02 15:04", store.PrecisionMinute, false, false},
	{"2006/01/02 15:04", store.PrecisionMinute, false, false},
	{"20060102T150405", store.PrecisionSecond, false, false},
	{"02.01.2006 15:04:05", store.PrecisionSecond, false, false},
	{"2.1.2006 15:04:05", store.PrecisionSecond, false, false},
	{"2.1.2006 15:04", store.PrecisionMinute, false, false},
	{"Mon, 2 Jan 2006 15:04:05", store.PrecisionSecond, false, false},
	{"Mon Jan _2 15:04:05 2006", store.PrecisionSecond, false, false},
	{"Jan 2, 2006 3:04:05 PM", store.PrecisionSecond, false, false},
	{"Jan 2, 2006, 3:04:05 PM", store.PrecisionSecond, false, false},
	{"Jan 2, 2006 3:04 PM", store.PrecisionMinute, false, false},
	{"Jan 2, 2006, 3:04 PM", store.PrecisionMinute, false, false},
	{"January 2, 2006 3:04 PM", store.PrecisionMinute, false, false},
	{"January 2, 2006, 3:04 PM", store.PrecisionMinute, false, false},
	{"January 2, 2006 at 3:04 PM", store.PrecisionMinute, false, false},
	{"3:04 PM · Jan 2, 2006", store.PrecisionMinute, false, false},
	{"3:04 PM - 2 Jan 2006", store.PrecisionMinute, false, false},
	{"2 Jan 2006 15:04:05", store.PrecisionSecond, false, false},
	{"2 January 2006 15:04:05", store.PrecisionSecond, false, false},
	{"2 Jan 2006 15:04", store.PrecisionMinute, false, false},
	{"2 January 2006 15:04", store.PrecisionMinute, false, false},

	{"2006-01-02", store.PrecisionDay, true, false},
	{"2006/01/02", store.PrecisionDay, true, false},
	{"20060102", store.PrecisionDay, true, false},
	{"2006.01.02", store.PrecisionDay, true, false},
	{"2.1.2006", store.PrecisionDay, true, false},
	{"Jan 2, 2006", store.PrecisionDay, true, false},
	{"January 2, 2006", store.PrecisionDay, true, false},
	{"2 Jan 2006", store.PrecisionDay, true, false},
	{"2 January 2006", store.PrecisionDay, true, false},
}

// slashed is a date in figures whose order nobody states: the day or the month first.
var slashed = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))? *([AaPp][Mm])?)?$`)

// zones are the names of zones that mean one thing (RFC 2822 §4.3, and Central Europe's).
var zones = map[string]string{
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"CET": "+0100", "CEST": "+0200",
}

var zoneWord = regexp.MustCompile(`^(.*\d(?: ?[AaPp][Mm])?) ?(?:UTC|GMT|Z|z|Coordinated Universal Time)$`)

// ParseTime reads a time however it is written: RFC 3339 and its looser kin, RFC 2822,
// C's and Ruby's form, a number of seconds, milliseconds or microseconds since 1970, a
// date alone. flag names what is odd about it; a time that cannot be read is kept as it
// is written.
func ParseTime(s string) (m store.Moment, flag string) {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), `"'`))
	switch s {
	case "", "null", "None", "NaN", "nan", "NaT":
		return store.Moment{}, ""
	}
	if t, ok := epoch(s); ok {
		return store.Moment{Time: t, Precision: store.PrecisionSecond}, ""
	}
	if t, p, zone, ok := written(s); ok {
		if !zone {
			flag = NoZone
		}
		return store.Moment{Time: t, Precision: p}, flag
	}
	return inFigures(s)
}

// epoch reads a number of seconds, or of thousandths, millionths or thousand-millionths
// of one, since 1970: which it is, its size tells for all years from 1973 to 2286.
func epoch(s string) (time.Time, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || len(whole) < 9 || whole[0] == '+' || whole[0] == '-' {
		return time.Time{}, false
	}
	if _, err := strconv.ParseUint(frac+"0", 10, 64); err != nil {
		return time.Time{}, false
	}
	switch {
	case len(whole) <= 10:
		ms, _ := strconv.Atoi((frac + "000")[:3]) // figures alone, as has been seen
		return time.Unix(n, int64(ms)*1e6).UTC(), true
	case len(whole) == 13 || len(whole) == 12:
		return time.UnixMilli(n).UTC(), true
	case len(whole) == 16:
		return time.UnixMicro(n).UTC(), true
	case len(whole) == 19:
		return time.Unix(0, n).UTC(), true
	}
	return time.Time{}, false
}

// written tries the layouts.
func written(s string) (t time.Time, p store.Precision, zone, ok bool) {
	utc := false
	if m := zoneWord.FindStringSubmatch(s); m != nil && !strings.HasSuffix(s, "Z") {
		s, utc = strings.TrimSpace(m[1]), true
	}
	if head, name, ok := lastWord(s); ok && zones[name] != "" {
		s = head + " " + zones[name]
	}
	if strings.Trim(s, "0123456789-:.+tz") == "" { // RFC 3339 allows both letters small
		s = strings.ToUpper(s)
	}
	s, days, leap := odd(s)
	for _, l := range allLayouts {
		form, said := l.form, s
		if l.bare {
			said = bare(s)
		}
		at, err := time.Parse(form, said)
		if err != nil {
			continue
		}
		at = at.UTC().AddDate(0, 0, days).Add(leap)
		if at.Year() < 1 || at.Year() > 9999 {
			return t, "", false, false
		}
		return at, l.precision, l.zone || utc, true
	}
	return t, "", false, false
}

func lastWord(s string) (head, word string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

var atEnd = regexp.MustCompile(`^(.*[T ])24:00(:00)?(\D.*)?$`)
var leapSecond = regexp.MustCompile(`^(.*:\d\d):60(\D.*)?$`)

// odd rewrites the midnight that ends a day and a leap second, which Go's layouts do not
// take, and says what is to be added.
func odd(s string) (string, int, time.Duration) {
	if m := atEnd.FindStringSubmatch(s); m != nil {
		return m[1] + "00:00" + m[2] + m[3], 1, 0
	}
	if m := leapSecond.FindStringSubmatch(s); m != nil {
		return m[1] + ":59" + m[2], 0, time.Second
	}
	return s, 0, 0
}

// inFigures reads 13/10/2018 where the figures allow one order only; else the time is
// kept as it is written.
func inFigures(s string) (store.Moment, string) {
	raw := store.Moment{Raw: plain.Clip(s, 100)}
	m := slashed.FindStringSubmatch(s)
	if m == nil {
		return raw, "unreadable-time"
	}
	a, _ := strconv.Atoi(m[1]) // figures, by the pattern
	b, _ := strconv.Atoi(m[2])
	day, month := a, b
	switch {
	case a > 12 && b <= 12, a == b:
	case b > 12 && a <= 12:
		day, month = b, a
	default:
		return raw, TwoDays
	}
	year := m[3]
	if len(year) == 2 {
		year = "20" + year
	}
	out := fmt.Sprintf("%s-%02d-%02d", year, month, day)
	p := store.PrecisionDay
	if m[4] != "" {
		out += fmt.Sprintf(" %s:%s", m[4], m[5])
		p = store.PrecisionMinute
		if m[6] != "" {
			p = store.PrecisionSecond
		}
	}
	at, err := clock(out, m[6], strings.ToUpper(m[7]))
	if err != nil {
		return raw, "unreadable-time"
	}
	flag := ""
	if p != store.PrecisionDay {
		flag = NoZone
	}
	return store.Moment{Time: at, Precision: p}, flag
}

func clock(day, seconds, half string) (time.Time, error) {
	form, s := "2006-01-02", day
	if strings.Contains(day, " ") {
		form += " 15:04"
		if half != "" {
			form = "2006-01-02 3:04"
		}
		if seconds != "" {
			form, s = form+":05", s+":"+seconds
		}
		if half != "" {
			form, s = form+" PM", s+" "+half
		}
	}
	return time.Parse(form, s)
}
