package store

import "time"

// Undated is since when the nth words stood, from 0, of which nobody says when they were
// seen: before all that have a time.
func Undated(n int) time.Time { return time.UnixMilli(int64(n) + 1).UTC() }

// UndatedPlace is the n of a time that Undated made, -1 for another.
func UndatedPlace(t time.Time) int {
	if ms := t.UnixMilli(); ms > 0 && ms < (24*time.Hour).Milliseconds() {
		return int(ms) - 1
	}
	return -1
}

// Disagrees reports whether a claimed time and the time in a document's id cannot both
// be right: they lie further apart than the claim is exact. Clients make some ids a
// moment before or after they write down the time.
func (m Moment) Disagrees(idTime time.Time) bool {
	return !m.IsZero() && !idTime.IsZero() && m.Time.Sub(idTime).Abs() > m.slack()
}

// slack is how far a claim of the precision may lie from the truth: a day is one
// somewhere on Earth, hours of UTC before or after.
func (m Moment) slack() time.Duration {
	switch m.Precision {
	case PrecisionDay:
		return 48 * time.Hour
	case PrecisionMinute:
		return time.Minute + clientSlack
	}
	return clientSlack
}

// clientSlack is how far apart programs choose an id and a time that belong together
// (measured on Bluesky, whose clients make both).
const clientSlack = 10 * time.Second
