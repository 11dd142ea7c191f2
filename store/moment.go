package store

import "time"

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
