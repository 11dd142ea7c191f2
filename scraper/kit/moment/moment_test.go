package moment

import (
	"testing"
	"time"

	"onrecord/store"
)

func TestParse(t *testing.T) {
	at := func(s string) time.Time { v, _ := time.Parse(time.RFC3339, s); return v.UTC() }
	for raw, want := range map[string]struct {
		at        string
		precision store.Precision
		flag      string
	}{
		"Tue, 03 Mar 2020 09:30:00 EDT":                              {"2020-03-03T13:30:00Z", store.PrecisionSecond, ""},
		"Tue, 3 Mar 2020 09:30:00 PST":                               {"2020-03-03T17:30:00Z", store.PrecisionSecond, ""},
		"Tue, 03 Mar 2020 09:30:00 CEST":                             {"2020-03-03T07:30:00Z", store.PrecisionSecond, ""},
		"Tue, 03 Mar 2020 09:30:00 MSK":                              {"2020-03-03T06:30:00Z", store.PrecisionSecond, ""},
		"Tue, 03 Mar 2020 09:30:00 UT":                               {"2020-03-03T09:30:00Z", store.PrecisionSecond, ""},
		"Tue, 03 Mar 2020 09:30:00 IST":                              {"2020-03-03T09:30:00Z", store.PrecisionSecond, "no-zone"},
		"Tue, 03 Mar 2020 09:30:00 QQT":                              {"2020-03-03T09:30:00Z", store.PrecisionSecond, "no-zone"},
		"Tue, 03 Mar 2020 09:30:00 +0545":                            {"2020-03-03T03:45:00Z", store.PrecisionSecond, ""},
		"Tue, 03 Mar 2020 09:30 GMT":                                 {"2020-03-03T09:30:00Z", store.PrecisionMinute, ""},
		"Tue Mar  3 09:30:00 JST 2020":                               {"2020-03-03T00:30:00Z", store.PrecisionSecond, ""},
		"2020-03-03T09:30:00 AEST":                                   {"2020-03-02T23:30:00Z", store.PrecisionSecond, ""},
		"2020-03-03 09:30:00 EST":                                    {"2020-03-03T14:30:00Z", store.PrecisionSecond, ""},
		"2020-03-03T09:30:00.25+01:00[A/B]":                          {"2020-03-03T08:30:00.25Z", store.PrecisionSecond, ""},
		"2020-03-03T09:30:00\u221205:00":                             {"2020-03-03T14:30:00Z", store.PrecisionSecond, ""},
		"2020-03-03T09:30:00":                                        {"2020-03-03T09:30:00Z", store.PrecisionSecond, "no-zone"},
		"2020\u201103\u201103":                                       {"2020-03-03T00:00:00Z", store.PrecisionDay, ""},
		"Nov. 9, 2023 7:05 pm EST":                                   {"2023-11-10T00:05:00Z", store.PrecisionMinute, ""},
		"October 5, 2023, 8:00 p.m. ET":                              {"2023-10-06T00:00:00Z", store.PrecisionMinute, ""},
		"December 5, 2023 8:00 PM PT":                                {"2023-12-06T04:00:00Z", store.PrecisionMinute, ""},
		"2024-03-10 03:00:00 CT":                                     {"2024-03-10T08:00:00Z", store.PrecisionSecond, ""},
		"2024-03-10 01:59:59 CT":                                     {"2024-03-10T07:59:59Z", store.PrecisionSecond, ""},
		"2024-11-03 00:59:00 MT":                                     {"2024-11-03T06:59:00Z", store.PrecisionSecond, ""},
		"2024-11-03 01:30:00 MT":                                     {"2024-11-03T01:30:00Z", store.PrecisionSecond, "no-zone"}, // comes twice
		"2024-11-03 02:00:00 MT":                                     {"2024-11-03T09:00:00Z", store.PrecisionSecond, ""},
		"June 5, 2004, 8:00 p.m. ET":                                 {"2004-06-05T20:00:00Z", store.PrecisionMinute, "no-zone"},
		"November 9, 2023 7:05 PM":                                   {"2023-11-09T19:05:00Z", store.PrecisionMinute, "no-zone"},
		"Nov 9, 2023 at 12:30 a.m. EST":                              {"2023-11-09T05:30:00Z", store.PrecisionMinute, ""},
		"2023-11-09 07:05 PM":                                        {"2023-11-09T19:05:00Z", store.PrecisionMinute, "no-zone"},
		"2023/11/09 07:05":                                           {"2023-11-09T07:05:00Z", store.PrecisionMinute, "no-zone"},
		"2023/11/09 07:05:00":                                        {"2023-11-09T07:05:00Z", store.PrecisionSecond, "no-zone"},
		"20231109T070500Z":                                           {"2023-11-09T07:05:00Z", store.PrecisionSecond, ""},
		"2023-11-09 07:05:00 Z":                                      {"2023-11-09T07:05:00Z", store.PrecisionSecond, ""},
		"2023-11-09T07:05:00+02":                                     {"2023-11-09T05:05:00Z", store.PrecisionSecond, ""},
		"1699513500":                                                 {"2023-11-09T07:05:00Z", store.PrecisionSecond, ""},
		"March 3, 2020 9:30 PM EDT":                                  {"2020-03-04T01:30:00Z", store.PrecisionMinute, ""},
		"Tue Mar 03 2020 09:30:00 GMT-0300 (Brasilia Standard Time)": {"2020-03-03T12:30:00Z", store.PrecisionSecond, ""},
		"March 3, 2020, 9:30 p.m. ET":                                {"2020-03-04T02:30:00Z", store.PrecisionMinute, ""},
		"1970-01-01T01:00:00+01:00":                                  {"", "", "implausible-time"},
		"1970-01-01":                                                 {"1970-01-01T00:00:00Z", store.PrecisionDay, ""},
		"1970-01-01T00:00:01Z":                                       {"1970-01-01T00:00:01Z", store.PrecisionSecond, ""},
		"sometime in 2020":                                           {"", "", "unreadable-time"},
	} {
		m, flag := Parse(raw)
		if want.at == "" {
			if !m.IsZero() && !m.Time.IsZero() || flag != want.flag {
				t.Errorf("%q: %s %q", raw, m.Time, flag)
			}
			continue
		}
		if !m.Time.Equal(at(want.at)) || flag != want.flag || m.Precision != want.precision {
			t.Errorf("%q: %s %s %q, want %s %s %q", raw, m.Time.Format(time.RFC3339Nano), m.Precision, flag, want.at, want.precision, want.flag)
		}
	}
}
