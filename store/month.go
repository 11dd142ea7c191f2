package store

import (
	"context"
	"time"
)

// Months counts what the archive has by UTC month, earliest first, so that all of it can
// be listed. What has no time counts for January 1970; times that no calendar has count
// for its first month or its last.
type Months interface {
	// CountByMonth counts the documents that pass a filter by the time by which they are
	// listed; Limit and Skip do not matter.
	CountByMonth(ctx context.Context, f DocumentFilter) ([]MonthCount, error)
	// OutletsByMonth counts the articles of each publisher that has a name, by name.
	OutletsByMonth(ctx context.Context) ([]OutletMonth, error)
	// ChangesByMonth counts the edits, deletions and restorations.
	ChangesByMonth(ctx context.Context) ([]MonthCount, error)
	// ChangesOfMonth are those of one month, newest first, at most limit after the first skip.
	ChangesOfMonth(ctx context.Context, month time.Time, skip, limit int) ([]Event, error)
}

// OutletMonth is how many articles of a publisher there are of a month.
type OutletMonth struct {
	Publisher string
	MonthCount
}

// The months at the ends of the calendar, which are open to what lies beyond.
var (
	firstMonth = time.Time{}
	lastMonth  = time.Date(9999, time.December, 1, 0, 0, 0, 0, time.UTC)
)

// MonthOf is the month for which a time counts.
func MonthOf(at time.Time) time.Time {
	year, month, _ := at.UTC().Date()
	switch {
	case at.IsZero():
		return time.Unix(0, 0).UTC()
	case year < 1:
		return firstMonth
	case year > 9999:
		return lastMonth
	}
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

// Dated reports whether a month is of times that are known, and in the calendar.
func Dated(month time.Time) bool {
	return month.After(firstMonth) && month.Before(lastMonth) && month.Unix() != 0
}

// MonthSpan is what counts for a month, in UTC milliseconds: from the first, below the
// second.
func MonthSpan(month time.Time) (from, below int64) {
	from, below = month.UnixMilli(), month.AddDate(0, 1, 0).UnixMilli()
	if !month.After(firstMonth) {
		from = -1 << 62
	}
	if !month.Before(lastMonth) {
		below = 1 << 62
	}
	return from, below
}
