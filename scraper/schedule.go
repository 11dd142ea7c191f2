package scraper

import (
	"time"

	"onrecord/store"
)

// ladder is how old a document is when it is looked at again; then monthly.
var ladder = []time.Duration{
	5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour,
	3 * 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour,
}

const month = 30 * 24 * time.Hour

// NextLook is when a document that was first seen at first is looked at again
// after a look at now: the next rung of the ladder, then every month. Intervals
// only, in UTC, so that no change of clocks skips or doubles a look.
func NextLook(first, now time.Time) time.Time {
	age := now.Sub(first)
	for _, rung := range ladder {
		if rung > age {
			return first.Add(rung)
		}
	}
	return now.Add(month)
}

// DefaultCadence is how often a source is looked at unless the user says.
func DefaultCadence(k store.SourceKind) time.Duration {
	switch k {
	case store.SourceAccount, store.SourceFeed:
		return 15 * time.Minute
	case store.SourcePost, store.SourcePage:
	}
	return time.Hour
}
