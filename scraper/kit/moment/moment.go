// Package moment reads times as pages and feeds write them.
package moment

import (
	"regexp"
	"strings"
	"time"

	"github.com/araddon/dateparse"

	"onrecord/store"
)

// layouts are the forms of time that pages use beside RFC 3339, most exact
// first; the second member says whether a zone is given.
var layouts = []struct {
	layout    string
	zone      bool
	precision store.Precision
}{
	{time.RFC3339Nano, true, store.PrecisionSecond},
	{"2006-01-02T15:04:05.999999999Z0700", true, store.PrecisionSecond},
	{"2006-01-02T15:04Z07:00", true, store.PrecisionMinute},
	{"2006-01-02T15:04Z0700", true, store.PrecisionMinute},
	{"2006-01-02 15:04:05Z07:00", true, store.PrecisionSecond},
	{"2006-01-02 15:04:05 -0700", true, store.PrecisionSecond},
	{"2006-01-02 15:04:05 -07:00", true, store.PrecisionSecond},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true, store.PrecisionSecond},
	{"Mon, 2 Jan 2006 15:04 -0700", true, store.PrecisionMinute},
	{"2 Jan 2006 15:04:05 -0700", true, store.PrecisionSecond},
	{"2 Jan 2006 15:04 -0700", true, store.PrecisionMinute},
	{"Mon, 2 Jan 06 15:04:05 -0700", true, store.PrecisionSecond},
	{"Mon Jan _2 15:04:05 -0700 2006", true, store.PrecisionSecond},
	{"Mon Jan _2 2006 15:04:05 -0700", true, store.PrecisionSecond},
	{"2006-01-02T15:04:05.999999999 -0700", true, store.PrecisionSecond},
	{"2006-01-02 15:04 -0700", true, store.PrecisionMinute},
	{"January 2, 2006 15:04:05 -0700", true, store.PrecisionSecond},
	{"January 2, 2006 15:04 -0700", true, store.PrecisionMinute},
	{"January 2, 2006, 15:04:05 -0700", true, store.PrecisionSecond},
	{"January 2, 2006, 15:04 -0700", true, store.PrecisionMinute},
	{"January 2, 2006 at 15:04:05 -0700", true, store.PrecisionSecond},
	{"January 2, 2006 at 15:04 -0700", true, store.PrecisionMinute},
	{"Jan 2, 2006 15:04:05 -0700", true, store.PrecisionSecond},
	{"Jan 2, 2006 15:04 -0700", true, store.PrecisionMinute},
	{"Jan 2, 2006, 15:04:05 -0700", true, store.PrecisionSecond},
	{"Jan 2, 2006, 15:04 -0700", true, store.PrecisionMinute},
	{"Jan 2, 2006 at 15:04:05 -0700", true, store.PrecisionSecond},
	{"Jan 2, 2006 at 15:04 -0700", true, store.PrecisionMinute},
	{"January 2, 2006 15:04:05", false, store.PrecisionSecond},
	{"January 2, 2006 15:04", false, store.PrecisionMinute},
	{"January 2, 2006, 15:04:05", false, store.PrecisionSecond},
	{"January 2, 2006, 15:04", false, store.PrecisionMinute},
	{"January 2, 2006 at 15:04:05", false, store.PrecisionSecond},
	{"January 2, 2006 at 15:04", false, store.PrecisionMinute},
	{"Jan 2, 2006 15:04:05", false, store.PrecisionSecond},
	{"Jan 2, 2006 15:04", false, store.PrecisionMinute},
	{"Jan 2, 2006, 15:04:05", false, store.PrecisionSecond},
	{"Jan 2, 2006, 15:04", false, store.PrecisionMinute},
	{"Jan 2, 2006 at 15:04:05", false, store.PrecisionSecond},
	{"Jan 2, 2006 at 15:04", false, store.PrecisionMinute},
	{"Mon, 2 Jan 2006 15:04:05", false, store.PrecisionSecond},
	{"2006-01-02T15:04:05.999999999", false, store.PrecisionSecond},
	{"2006-01-02 15:04:05.999999999", false, store.PrecisionSecond},
	{"2006-01-02T15:04", false, store.PrecisionMinute},
	{"2006-01-02 15:04", false, store.PrecisionMinute},
	{"20060102150405", false, store.PrecisionSecond},
	{"2006-01-02", true, store.PrecisionDay},
	{"2006-1-2", true, store.PrecisionDay},
	{"2006/01/02", true, store.PrecisionDay},
	{"20060102", true, store.PrecisionDay},
	{"02.01.2006", true, store.PrecisionDay},
	{"January 2, 2006", true, store.PrecisionDay},
	{"2 January 2006", true, store.PrecisionDay},
	{"Jan 2, 2006", true, store.PrecisionDay},
}

// Parse reads a time as a page writes it. A time without a zone, or with a zone whose name
// means several, is taken as UTC and flagged; one that cannot be read, or lies outside the
// years 1900 to 9999, or is the zero of Unix's clock, is kept as written.
func Parse(raw string) (store.Moment, string) {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > 100 {
		return store.Moment{}, ""
	}
	written, unclear := zoned(raw)
	if m, flag, ok := laidOut(written, unclear, raw); ok {
		return m, flag
	}
	if strings.ContainsAny(written, "0123456789") && len(written) >= 8 {
		if t, err := safeDate(written); err == nil {
			h, m, s := t.Clock()
			if h+m+s == 0 {
				return settled(t, store.PrecisionDay, true, raw)
			}
			p := store.PrecisionSecond
			if s == 0 && strings.Contains(written, ":") && !seconds.MatchString(written) {
				p = store.PrecisionMinute
			}
			return settled(t, p, !unclear && offset.MatchString(written), raw)
		}
	}
	if m, flag, ok := laidOut(local(written), unclear, raw); ok {
		return m, flag
	}
	return store.Moment{Raw: raw}, "unreadable-time"
}

// seconds are those of a clock; a zone's offset has none.
var seconds = regexp.MustCompile(`:\d\d:\d\d`)

// laidOut reads a time that has one of the layouts.
func laidOut(written string, unclear bool, raw string) (store.Moment, string, bool) {
	for _, l := range layouts {
		if t, err := time.Parse(l.layout, written); err == nil {
			m, flag := settled(t, l.precision, l.zone && (!unclear || l.precision == store.PrecisionDay), raw)
			return m, flag, true
		}
	}
	return store.Moment{}, "", false
}

func settled(t time.Time, p store.Precision, zone bool, raw string) (store.Moment, string) {
	t = t.UTC()
	none := t.Unix() == 0 && p != store.PrecisionDay // as programs write that they know no time
	if y := t.Year(); y > 9999 || y < 1900 || none {
		return store.Moment{Raw: raw}, "implausible-time"
	}
	m := store.Moment{Time: t, Precision: p, Raw: raw}
	if !zone {
		return m, "no-zone"
	}
	return m, ""
}

// safeDate keeps the library's panics away.
func safeDate(s string) (t time.Time, err error) {
	defer func() {
		if recover() != nil {
			err = dateparse.ErrAmbiguousMMDD
		}
	}()
	return dateparse.ParseStrict(s) // 05/10/2022 may be two days: not guessed
}
