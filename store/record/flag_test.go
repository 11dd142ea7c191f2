package record

import (
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// odd is an author and words, and the flags that they are given.
type odd struct{ handle, name, text, want string }

// flagged checks that what deceives is named, and nothing of it is changed.
func flagged(t *testing.T, cases ...odd) {
	t.Helper()
	for _, c := range cases {
		o := store.Observation{Author: store.Author{Handle: c.handle, Name: c.name}, Content: store.Content{Text: c.text}}
		flagOddities(&o)
		if got := strings.Join(o.Content.Flags, " "); got != c.want || o.Content.Text != c.text || o.Author.Handle != c.handle {
			t.Errorf("%q %q %q: %q, want %q", c.handle, c.name, c.text, got, c.want)
		}
	}
}

func TestFault30NULOfAnyPlatform(t *testing.T) {
	flagged(t, odd{"sam", "Sam", "a\x00b", "nul"}, odd{"sam", "S\x00am", "words", "nul"})
}

func TestFault32BidiControls(t *testing.T) {
	flagged(t,
		odd{"sam", "Sam", "a\u202egnp.exe", "bidi-controls"}, odd{"sam", "Sam", "a\u2067b\u2069", "bidi-controls"},
		odd{"sam", "\u202eSam", "words", "bidi-controls"}, odd{"sam", "Sam", "می\u200cخواهم", ""})
}

func TestFault33LookAlikes(t *testing.T) {
	flagged(t,
		odd{"s\u0430m", "Sam", "words", "mixed-scripts punycode:xn--sm-7kc"}, odd{"sam@bücher.example", "Sam", "words", "punycode:sam@xn--bcher-kva.example"},
		odd{"sam", "P\u0430vel", "words", "mixed-scripts"}, odd{"sam", "Иван Ivan", "words", ""}, odd{"sam", "Sam", "plain words", ""})
}

func TestFault34InvisibleAndStackedMarks(t *testing.T) {
	flagged(t,
		odd{"sam", "Sam", "ze\u200bro", "zero-width"}, odd{"sam", "Sam", "e" + strings.Repeat("\u0301", 40), "stacked-marks"},
		odd{"sam", "Sam", "Việt Nam, e\u0301", ""}, odd{"sam", "Sam", "می\u200cخواهم و 👨‍👩‍👧", ""})
}

// TestFault36ClaimedTimes of any platform: what cannot be is kept as claimed, flagged,
// and orders nothing.
func TestFault36ClaimedTimes(t *testing.T) {
	at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	for claim, want := range map[time.Time]string{
		time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC):    "implausible-time",
		time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC):   "implausible-time",
		time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC): "implausible-time",
		at.Add(2 * latestAhead):                     "implausible-time",
		at.Add(30 * 24 * time.Hour):                 "",
		at.Add(-time.Hour):                          "",
	} {
		o := store.Observation{VersionTime: claim, Content: store.Content{PublishedAt: store.Moment{Time: claim, Precision: store.PrecisionSecond}}}
		flagTimes(&o, at)
		if got := strings.Join(o.Content.Flags, " "); got != want || o.Content.PublishedAt.IsZero() != (want != "") || o.VersionTime.IsZero() != (want != "") {
			t.Errorf("%s: %q, %+v, %s", claim, got, o.Content.PublishedAt, o.VersionTime)
		}
		if want != "" && o.Content.PublishedAt.Raw != claim.Format(time.RFC3339Nano) {
			t.Errorf("%s is kept as %q", claim, o.Content.PublishedAt.Raw)
		}
	}
}
