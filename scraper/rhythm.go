package scraper

import (
	"hash/fnv"
	"time"

	"onrecord/store"
)

// Bounds of a source's own rhythm.
const (
	floorCadence   = 5 * time.Minute
	ceilingCadence = 24 * time.Hour
	// longestBackOff is how long a source that fails is left alone at most.
	longestBackOff = 24 * time.Hour
)

// after is the source as it stands after a look at a time: looked at more often
// while it brings news, less while it does not, unless the user set its cadence;
// and ever less while it fails.
func after(s store.Source, news, failed bool, now time.Time) store.Source {
	if !s.Fixed && !failed {
		if news {
			s.Cadence = max(s.Cadence*6/10, floorCadence)
		} else {
			s.Cadence = min(s.Cadence*12/10, ceilingCadence)
		}
	}
	wait := s.Cadence
	if failed {
		wait = min(wait<<min(max(s.Failures-1, 0), 10), max(longestBackOff, s.Cadence))
	}
	s.NextDue = now.Add(jitter(wait, s.URL, now))
	return s
}

// jitter moves a wait by up to a twentieth either way, so that sources added at
// one moment do not stay together. It is drawn from the source and the time, and
// so can be told beforehand in tests.
func jitter(wait time.Duration, url string, now time.Time) time.Duration {
	return wait + time.Duration((Share(url+now.UTC().Format(time.RFC3339))-0.5)*float64(wait)/10)
}

// Share is between 0 and 1, evenly spread over different texts.
func Share(of string) float64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(of)) // a hash takes all
	return float64(h.Sum32()) / float64(1<<32)
}
