package moment

import (
	"testing"

	"onrecord/store"
)

// TestDatesOfOtherLanguages: what pages write that is neither RFC 3339 nor English.
func TestDatesOfOtherLanguages(t *testing.T) {
	day, minute, second := store.PrecisionDay, store.PrecisionMinute, store.PrecisionSecond
	for _, c := range []struct {
		raw, want string
		precision store.Precision
		flag      string
	}{
		{"Thursday, October 5, 2023 - 8:00pm", "2023-10-05T20:00:00Z", minute, "no-zone"},
		{"5 October 2023 08:00", "2023-10-05T08:00:00Z", minute, "no-zone"},
		{"05.10.2023 08:00", "2023-10-05T08:00:00Z", minute, "no-zone"},
		{"05.10.2023, 08:00 Uhr", "2023-10-05T08:00:00Z", minute, "no-zone"},
		{"Donnerstag, 5. Oktober 2023 um 8.05 Uhr", "2023-10-05T08:05:00Z", minute, "no-zone"},
		{"5. Oktober 2023", "2023-10-05T00:00:00Z", day, ""},
		{"3. März 2024", "2024-03-03T00:00:00Z", day, ""},
		{"5 octobre 2023", "2023-10-05T00:00:00Z", day, ""},
		{"1er août 2023 à 18h30", "2023-08-01T18:30:00Z", minute, "no-zone"},
		{"5 de octubre de 2023", "2023-10-05T00:00:00Z", day, ""},
		{"5 października 2023", "2023-10-05T00:00:00Z", day, ""},
		{"5 октября 2023", "2023-10-05T00:00:00Z", day, ""},
		{"13/10/2023", "2023-10-13T00:00:00Z", day, ""},
		{"10/13/2023", "2023-10-13T00:00:00Z", day, ""},
		{"20231005T080000Z", "2023-10-05T08:00:00Z", second, ""},
		{"2023-10-05T24:00:00Z", "2023-10-06T00:00:00Z", second, ""},
		{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", second, ""},
		{"2023-W40-4", "2023-10-05T00:00:00Z", day, ""},
		{"令和5年10月5日", "2023-10-05T00:00:00Z", day, ""},
		{"2023年10月5日 08:00", "2023-10-05T08:00:00Z", minute, "no-zone"},
		{"2023년 10월 5일", "2023-10-05T00:00:00Z", day, ""},
		// What may be two days, or is none, is kept as it is written.
		{"05/10/2023", "", "", "unreadable-time"},
		{"31. Februar 2023", "", "", "unreadable-time"},
		{"2023-02-30", "", "", "unreadable-time"},
		{"2023-W53-1", "", "", "unreadable-time"},
		{"5 floréal 2023", "", "", "unreadable-time"},
		{"Chapter 5 May 2023 edition", "", "", "unreadable-time"},
		{"25:00, 5. Oktober 2023", "", "", "unreadable-time"},
	} {
		m, flag := Parse(c.raw)
		got := ""
		if !m.Time.IsZero() {
			got = m.Time.Format("2006-01-02T15:04:05Z07:00")
		}
		if got != c.want || m.Precision != c.precision || flag != c.flag || m.Raw != c.raw {
			t.Errorf("%q: %s, %q, %q, as written %q; want %s, %q, %q", c.raw, got, m.Precision, flag, m.Raw, c.want, c.precision, c.flag)
		}
	}
}
