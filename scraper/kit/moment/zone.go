package moment

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
)

// zones are the names of zones that mean one offset, by RFC 822 and as the time zone
// database abbreviates them. Names that several countries use for different times (IST,
// AST, and EST or CST outside of America, whose own RFC 822 fixes) are left out.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "WET": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"AKST": "-0900", "AKDT": "-0800", "HST": "-1000", "NST": "-0330", "NDT": "-0230", "ADT": "-0300",
	"BRT": "-0300", "BRST": "-0200", "ART": "-0300", "CLT": "-0400", "CLST": "-0300", "COT": "-0500", "PET": "-0500", "VET": "-0400", "UYT": "-0300",
	"BST": "+0100", "WEST": "+0100", "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "EET": "+0200", "EEST": "+0300",
	"MSK": "+0300", "MSD": "+0400", "TRT": "+0300", "SAMT": "+0400", "YEKT": "+0500", "OMST": "+0600", "KRAT": "+0700", "NOVT": "+0700",
	"IRKT": "+0800", "YAKT": "+0900", "VLAT": "+1000", "MAGT": "+1100", "PETT": "+1200",
	"SAST": "+0200", "CAT": "+0200", "WAT": "+0100", "EAT": "+0300", "IDT": "+0300", "IRST": "+0330", "AFT": "+0430", "PKT": "+0500", "NPT": "+0545",
	"WIB": "+0700", "ICT": "+0700", "WITA": "+0800", "HKT": "+0800", "SGT": "+0800", "MYT": "+0800", "PHT": "+0800", "AWST": "+0800", "WIT": "+0900",
	"JST": "+0900", "KST": "+0900", "ACST": "+0930", "ACDT": "+1030", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300",
}

// american are the zones of the United States by the names that do not say whether it is
// summer, with their hours in winter.
var american = map[string]int{"ET": -5, "CT": -6, "MT": -7, "PT": -8}

var (
	aside = regexp.MustCompile(`\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$`)
	// named is a word behind a time of day that may be a zone's name, alone or before an
	// offset of its own.
	named  = regexp.MustCompile(`(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?([A-Za-z]{1,5})\b(?: ?([+-]\d{2}:?\d{2}))?`)
	offset = regexp.MustCompile(`[+-]\d{2}:?\d{2}\b|:\d{2}(?:[.,]\d+)?[+-]\d{2}$|\d ?Z$|^\d{10}(?:\d{3})?$`)
	// halves is a time of day on a clock of twelve hours, months a short name of a month.
	halves = regexp.MustCompile(`(?i)\b(\d{1,2}):(\d{2})(:\d{2})? ?([ap])\.?m\b\.?`)
	months = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.`)
)

// zoned writes a time with its zone's offset in the place of its name. unclear says that
// a name stands there that means no one offset.
func zoned(raw string) (written string, unclear bool) {
	// A minus sign or a hyphen of another code point is one all the same.
	raw = strings.NewReplacer("\u2212", "-", "\u2010", "-", "\u2011", "-", "p.m.", "PM", "a.m.", "AM", "P.M.", "PM", "A.M.", "AM").Replace(raw)
	raw = aside.ReplaceAllString(raw, "")
	raw = halves.ReplaceAllStringFunc(raw, in24)
	raw = months.ReplaceAllStringFunc(raw, func(s string) string { return s[:3] })
	m := named.FindStringSubmatchIndex(raw)
	if m == nil {
		return raw, false
	}
	clock, name := raw[m[2]:m[3]], strings.ToUpper(raw[m[4]:m[5]])
	rest := raw[m[1]:]
	switch {
	case name == "T" || name == "Z" && m[6] < 0 && rest == "": // RFC 3339's own
		return raw, false
	case m[6] >= 0: // GMT+0200
		return raw[:m[0]] + clock + " " + strings.Replace(raw[m[6]:m[7]], ":", "", 1) + rest, false
	case zones[name] != "":
		return raw[:m[0]] + clock + " " + zones[name] + rest, false
	}
	written = raw[:m[0]] + clock + rest
	if winter := american[raw[m[4]:m[5]]]; winter != 0 {
		if wall, _ := Parse(written); !wall.IsZero() && wall.Precision != store.PrecisionDay {
			if hours, ok := americanHours(wall.Time, winter); ok {
				return raw[:m[0]] + clock + fmt.Sprintf(" %+03d00", hours) + rest, false
			}
		}
	}
	return written, true
}

// americanHours are the hours from UTC of a time that a clock in the United States shows,
// by its hours in winter: one more from the second Sunday of March to the first of
// November (15 U.S.C. 260a). ok is false for the hour that comes twice, and for years
// before 2007, which had other days.
func americanHours(wall time.Time, winter int) (hours int, ok bool) {
	sunday := func(month time.Month, n, hour int) time.Time {
		first := time.Date(wall.Year(), month, 1, hour, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(n-1))
	}
	begin, end := sunday(time.March, 2, 2), sunday(time.November, 1, 2)
	switch {
	case wall.Year() < 2007 || !wall.Before(end.Add(-time.Hour)) && wall.Before(end):
		return 0, false
	case !wall.Before(begin) && wall.Before(end):
		return winter + 1, true
	}
	return winter, true
}

// in24 is a time of day of twelve hours in twenty-four; one that no clock shows stays.
func in24(s string) string {
	m := halves.FindStringSubmatch(s)
	h, _ := strconv.Atoi(m[1]) // one or two digits
	if h < 1 || h > 12 {
		return s
	}
	if h %= 12; m[4] == "p" || m[4] == "P" {
		h += 12
	}
	return fmt.Sprintf("%02d:%s%s", h, m[2], m[3])
}
