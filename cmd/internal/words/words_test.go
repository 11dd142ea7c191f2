package words

import (
	"testing"
	"time"
)

// TestWrap: lines end between words and no word is cut; what follows the first line is
// indented.
func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"one two three", 80, "one two three"},
		{"one two three", 8, "one two\n  three"},
		{"  one two three", 9, "  one two\n  three"},
		{"antidisestablishmentarianism it is", 10, "antidisestablishmentarianism\n  it is"},
		{"ñandú ñandú", 5, "ñandú\n  ñandú"},
		{"", 10, ""},
	} {
		if got := Wrap(c.in, c.width, "  "); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// TestWhen: a time near by is told by how far off it is.
func TestWhen(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]string{
		6*time.Minute + 28*time.Second: "in 6 min", -3 * time.Hour: "3 h ago", -30 * time.Second: "30 s ago",
		72 * time.Hour: "in 3 days", 0: "now", -365 * 24 * time.Hour: "29 November 2025",
	} {
		if got := When(now.Add(d), now); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
	for d, want := range map[time.Duration]string{
		-3 * time.Hour: "2026-11-29 09:00 UTC (3 h ago)", -33 * time.Second: "2026-11-29 11:59:27 UTC (33 s ago)", -365 * 24 * time.Hour: "2025-11-29 12:00 UTC",
	} {
		if got := Dated(now.Add(d), now); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
	if got := When(time.Time{}, now); got != "never" {
		t.Errorf("the zero time: %q", got)
	}
}

// TestCount: one thing is told as one.
func TestCount(t *testing.T) {
	for want, got := range map[string]string{
		"1 leaf": Count(1, "leaf"), "2 leaves": Count(2, "leaf"), "1 capture": Count(1, "capture"), "0 captures": Count(0, "capture"),
		"its": Plural(1, "its", "their"), "their": Plural(2, "its", "their"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
